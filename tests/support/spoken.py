"""Makes accord/pages/errors/texts.json: every sentence that the source may say to a reader."""

import ast
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from error_table import callee, collect, literal

PLACE: Final = Path("accord/pages/errors/texts.json")
# Whoever meets these reads English: what is wrong is in a file, a protocol or a ceremony.
ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adapters/": "whoever connects a register, at the command line",
        "accord/trust/": "the holders of a ceremony, and operators who install trust files",
        "accord/log/": "whoever verifies the log",
        "accord/merkle.py": "whoever verifies the log",
        "accord/crypto/": "a peer whose message is bad",
        "accord/wire/": "a peer whose message is bad",
        "accord/envelope.py": "a peer whose message is bad",
        "accord/evidence/": "whoever verifies evidence, at the command line",
        "accord/verify.py": "whoever verifies evidence, at the command line",
        "accord/custody/": "operators who keep keys, at the command line",
        "accord/settings.py": "operators who write a settings file",
        "accord/adapter.py": "whoever writes an adapter",
        "accord/encoding.py": "a program that calls the interface",
        "node/registry/sidecar.py": "whoever writes an adapter",
        "node/retention/": "operators who keep an archive",
        "accord/cases/statistics_sheets.py": "whoever prepares a workbook, with its own words",
        "accord/cases/handover_reply.py": "whoever prepares a reply file, with its own words",
        "accord/pages/": "whoever writes a catalogue",
        "hub/": "the operators of the hub, at the command line and in its log; peers of the hub",
        "node/cli/": "whoever works at the command line",
        "node/config.py": "operators who write a settings file",
        "node/keys.py": "operators who keep keys",
        "node/main.py": "operators who start a node",
        "node/serving.py": "operators who start a node",
        "node/waiting.py": "operators who start a node",
        "node/store/": "operators who keep a database",
        "node/files.py": "operators who keep files",
        "node/trust.py": "operators who install trust files",
        "node/trust_keeper.py": "operators who install trust files",
        "node/log/": "operators, with the alarm's own page",
        "node/exchange/": "a peer, or operators in the node's log",
        "node/audit/file.py": "whoever verifies an exported trail, at the command line",
        "node/casework/rules.py": "operators who write a settings file",
        "node/certificates/rules.py": "operators who write a settings file",
        "node/inquiries/rules.py": "operators who write a settings file",
        "node/desk/signoff.py": "operators who write a settings file",
        "node/registry/opening.py": "operators who write a settings file",
        "node/webhooks/targets.py": "operators who write a settings file",
        "node/api/": "a program that calls the interface",
        "node/console/": "nobody: a page of ours would have to be wrong",
    }
)
# What readers of a console meet all the same of what is left in English above.
SPOKEN: Final = (
    "hub/admission.py",
    "hub/console/",
    "hub/desk/",
    "hub/trust_keeper.py",
    "node/api/replies.py",
    "node/api/tags.py",
    "node/console/account/",
    "node/exchange/probes.py",
)
# Modules whose sentences stand in answers: advice, reasons, rules of clocks, steps.
TELLING: Final = (
    "accord/access/passwords.py",
    "accord/cases/certificate_check.py",
    "accord/cases/certificate_standing.py",
    "accord/cases/clocks.py",
    "accord/cases/hit_clocks.py",
    "accord/cases/restrictions.py",
    "accord/cases/statistics_indicators.py",
    "accord/cases/statistics_sdg.py",
    "accord/weapons/completeness.py",
    "accord/weapons/grading.py",
    "accord/weapons/likeness.py",
    "accord/weapons/matching.py",
    "node/casework/progress.py",
    "node/casework/proposal.py",
    "node/casework/routing.py",
    "node/certificates/verifying.py",
    "node/exemptions/reading.py",
    "node/inquiries/proposal.py",
    "node/notices/hit_desk.py",
    "node/notices/hit_intake.py",
    "node/notices/owner.py",
    "node/notices/publishing.py",
    "node/notices/reading.py",
    "node/statistics/presenting.py",
    "node/transfers/shipments.py",
    "node/transfers/standing.py",
)
# What is put together of parts: why two descriptions are of one weapon, or not.
_COMPARED: Final = (
    "maker",
    "calibre",
    "kind of weapon",
    "country of manufacture",
    "year of manufacture",
)
_COMPOSED: Final = (*(f"{one}: {{…}}" for one in _COMPARED), "same", "differs", "compatible")
_REMEDIES = {"Rule", "Problem", "NamedRule"}
_LETTERS = re.compile(r"[a-z]{3}")


def _numbered(text: str) -> str:
    """The template with its gaps numbered."""
    parts = text.split("{…}")
    return "".join(f"{part}{{{number}}}" for number, part in enumerate(parts[:-1])) + parts[-1]


def _english(module: str) -> bool:
    return not module.startswith(SPOKEN) and module.startswith(tuple(ENGLISH))


def _is_told(text: str | None) -> bool:
    return text is not None and " " in text and bool(_LETTERS.search(text.replace("{…}", "")))


def _remedies(tree: ast.AST) -> Iterator[str]:
    """The remedies of requirements: the second text of a rule."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and callee(node.func) in _REMEDIES and len(node.args) > 1:
            text = literal(node.args[1])
            if text is not None and _is_told(text):
                yield text


def _telling(tree: ast.AST) -> Iterator[str]:
    """Every sentence of a module but its documentation and its errors."""
    left_out: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            left_out.add(id(node.value))
        if isinstance(node, ast.Raise):
            left_out.update(map(id, ast.walk(node)))
        if isinstance(node, ast.JoinedStr | ast.BinOp) and id(node) not in left_out:
            left_out.update(id(part) for part in ast.walk(node) if part is not node)
    for node in ast.walk(tree):
        if id(node) not in left_out and isinstance(node, ast.expr):
            text = literal(node)
            if text is not None and _is_told(text):
                yield text


def texts(root: Path) -> dict[str, object]:
    """The templates of errors by code, and the sentences without one."""
    errors: dict[str, set[str]] = {}
    for row in collect(root):
        if not _english(row.module) and _is_told(row.text):
            errors.setdefault(_numbered(row.code), set()).add(_numbered(row.text))
    sentences = set(map(_numbered, _COMPOSED))
    for package in ("accord", "node"):
        for path in (root / package).rglob("*.py"):
            module = path.relative_to(root).as_posix()
            if module.startswith("accord/testing/"):
                continue
            tree = ast.parse(path.read_bytes())
            sentences.update(map(_numbered, _remedies(tree)))
            if module in TELLING:
                sentences.update(map(_numbered, _telling(tree)))
            if module == "accord/weapons/likeness.py":  # with the mark, and where it stands
                sentences.update(_numbered(f"{text} ({{…}} on {{…}})") for text in _telling(tree))
    return {
        "errors": {code: sorted(errors[code]) for code in sorted(errors)},
        "sentences": sorted(sentences),
    }


def render(root: Path) -> str:
    """The file as it should stand."""
    return json.dumps(texts(root), indent=1, ensure_ascii=False) + "\n"
