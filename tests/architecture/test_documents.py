"""The documents say what the tree holds."""

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

import pytest
from error_table import collect, render

from hub.config import load_config as load_hub
from node.config import load_config as load_node

DOCUMENTS = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "THREAT_MODEL.md")
ROOMS = r"(?:accord|adapters|hub|node|deploy|benchmarks|tests|protos|docs|\.ci)"
PATH = re.compile(rf"`({ROOMS}/[\w./-]*)`|\]\(([\w./-]+)\)")
DOCUMENT = re.compile(r"[\w/-]+\.md\b")


def _documents(root: Path) -> list[Path]:
    return [*(root / name for name in DOCUMENTS), *sorted((root / "docs").rglob("*.md"))]


def test_every_path_that_a_document_names_exists(root: Path) -> None:
    missing = [
        f"{document.relative_to(root)}: {place}"
        for document in _documents(root)
        for match in PATH.finditer(document.read_text(encoding="utf-8"))
        for place in [match[1] or match[2]]
        if not ((root / place).exists() or (document.parent / place).exists())
    ]
    assert not missing, "\n".join(missing)


def test_every_document_that_the_source_cites_exists(root: Path, modules: Sequence[Path]) -> None:
    missing = [
        f"{path.relative_to(root)}: {name}"
        for path in modules
        for name in DOCUMENT.findall(path.read_text(encoding="utf-8"))
        if not ((root / name).exists() or (path.parent / name).exists())
    ]
    assert not missing, "\n".join(missing)


def test_every_verb_that_a_document_names_is_in_the_makefile(root: Path) -> None:
    verbs = set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        named = set(
            re.findall(r"\bmake ([a-z]+)\b(?=`|$|\s+[A-Z]+=|  )", (root / name).read_text())
        )
        assert named <= verbs, name


def test_the_readme_begins_with_the_two_commands(root: Path) -> None:
    commands = re.findall(r"^    (make \w+)", (root / "README.md").read_text(), re.MULTILINE)
    assert commands[:2] == ["make demo", "make test"]


def test_the_settings_in_the_readme_are_ones_that_hub_and_node_take(
    root: Path, tmp_path: Path
) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    for load, name in ((load_hub, "hub.toml"), (load_node, "node.toml")):
        (block,) = re.findall(rf"^    # {name}\n(?:(?:    .*)?\n)+", readme, re.MULTILINE)
        (tmp_path / name).write_text(textwrap.dedent(block), encoding="utf-8")
        load(tmp_path / name)


def test_the_table_of_error_codes_is_what_the_source_raises(root: Path) -> None:
    written = (root / "docs/errors.md").read_text(encoding="utf-8")
    assert written == render(collect(root)), "run: make docs"


def test_one_code_is_always_the_same_kind_of_error(root: Path) -> None:
    kinds: dict[str, set[str]] = {}
    for row in collect(root):
        if row.kind.endswith(("Error", "Away", "Refused", "Query", "Data")):
            kinds.setdefault(row.code, set()).add(row.kind)
    assert {code: names for code, names in kinds.items() if len(names) > 1} == {}


@pytest.mark.parametrize("number", ["0001", "0002", "0003", "0004"])
def test_a_decision_says_what_was_rejected_and_what_follows(root: Path, number: str) -> None:
    (record,) = (root / "docs/adr").glob(f"{number}-*.md")
    headings = re.findall(r"^## (\w+)", record.read_text(encoding="utf-8"), re.MULTILINE)
    assert headings == ["Context", "Decision", "Rejected", "Consequences"]
