"""The node as an operator reads it."""

import json
from collections.abc import Sequence
from dataclasses import asdict

from rich.console import Group, RenderableType
from rich.text import Text

from accord.pages.finding import Outcome
from node.api.bodies import Check, NodeStatus, RegisterList
from node.casework.views import Counts
from node.cli.render import facts, grid, where_any
from node.cli.text import instant, words

_WELL, _WARNING, _BAD = ("ok", "green"), ("warning", "yellow"), ("FAILED", "bold red")
_UNKNOWN = ("unknown", "yellow")


def checks(title: str, rows: Sequence[Check]) -> RenderableType:
    """Each check, what was found, and what to do where it is not well."""
    return grid(
        title,
        ("", "check", "found"),
        ((Text(*_mark(row)), row.name, row.text) for row in rows),
    )


def _mark(row: Check) -> tuple[str, str]:
    if row.finding is not None and row.finding.outcome == Outcome.UNKNOWN:
        return _UNKNOWN
    return _WELL if row.well else _BAD if row.vital else _WARNING


def checks_json(rows: Sequence[Check]) -> str:
    """The same as JSON."""
    return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False)


def status(node: NodeStatus, counts: Counts, registers: RegisterList) -> RenderableType:
    """The node at a glance."""
    return Group(
        facts(
            [
                ("node", f"{node.member} ({node.authority}), Accord {node.version}"),
                (
                    "directory",
                    f"version {node.directory_version}, to {instant(node.directory_expires_ms)}",
                ),
                ("policy", f"version {node.policy_version}, to {instant(node.policy_expires_ms)}"),
                ("cases", _counted(counts.cases)),
                ("requests", _counted(counts.requests)),
                ("tasks waiting", str(counts.tasks_waiting)),
            ]
        ),
        checks("Checks", node.checks),
        *where_any(
            grid(
                "Registers",
                ("", "register", "found"),
                (
                    (Text(*(_WELL if one.ready else _BAD)), one.name, one.text)
                    for one in registers.registers
                ),
            )
        ),
    )


def _counted(numbers: dict[str, int]) -> str:
    total = sum(numbers.values())
    parts = ", ".join(f"{number} {words(state)}" for state, number in numbers.items() if number)
    return f"{total} ({parts})" if parts else str(total)
