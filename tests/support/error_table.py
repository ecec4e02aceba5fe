"""Finds every error code in the source, and writes docs/errors.md from what it finds.

A code is the first of two texts in a call, "dotted.code" and a sentence: that is how every error
of the project is made, directly or through a helper that adds a place.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PACKAGES = ("accord", "adapters", "hub", "node")
CODE = re.compile(r"[a-z{][a-z0-9_{}]*(\.[a-z{][a-z0-9_{}]*)+")
HEAD = """\
# Error codes

Every failure names one of these codes, in a signed refusal, a problem document of the REST API or
on the command line. Codes are stable; the text names the field and the remedy and holds no case
data. `{…}` stands for what is known only then. `make docs` writes this file from the source.

| code | text | raised in |
|---|---|---|
"""


@dataclass(frozen=True, slots=True, order=True)
class Row:
    """One place where an error is made."""

    code: str
    text: str
    kind: str  # the class, or the helper that makes it
    module: str


def literal(node: ast.expr) -> str | None:
    """The text of a literal, with {…} for what an f-string fills in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = [literal(part) for part in node.values]
        return "".join("{…}" if part is None else part for part in parts)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return f"{literal(node.left) or '{…}'}{literal(node.right) or '{…}'}"
    return None


def callee(node: ast.expr) -> str:
    """The name that is called, without what it is an attribute of."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def _calls(tree: ast.AST) -> Iterator[tuple[str, str, str]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        code, text = literal(node.args[0]), literal(node.args[1])
        if code and text and " " in text and CODE.fullmatch(code.replace("{…}", "{x}")):
            yield code, text, callee(node.func)


def collect(root: Path) -> list[Row]:
    """Every error the source can raise, in order of its code."""
    rows = set()
    for package in PACKAGES:
        for path in (root / package).rglob("*.py"):
            for code, text, kind in _calls(ast.parse(path.read_bytes())):
                rows.add(Row(code, text, kind, path.relative_to(root).as_posix()))
    return sorted(rows)


def render(rows: list[Row]) -> str:
    """The document."""
    lines = [
        f"| `{row.code}` | {row.text.replace('|', chr(92) + '|')} | `{row.module}` |"
        for row in rows
    ]
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    checkout = Path(sys.argv[1])
    (checkout / "docs/errors.md").write_text(render(collect(checkout)), encoding="utf-8")
