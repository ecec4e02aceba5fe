"""Compares what is read with what a person read, field by field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from accord.weapons import calibres, makers
from benchmarks.identification.sources import Label, Line

_Z = 1.959964  # 95 %
_KINDS = {
    "PISTOL": ("PISTOL", None, "SA1"),
    "REVOLVER": ("PISTOL", "REVOLVER", "SA1"),
    "RIFLE:SA2": ("RIFLE", None, "SA2"),
    "RIFLE:SA4": ("RIFLE", None, "SA4"),
    "SHOTGUN": ("SHOTGUN", None, "SA6"),
    "SUBMACHINE_GUN": ("SUBMACHINE_GUN", None, "SA3"),
    "SINGLE_SHOT_PISTOL": ("PISTOL", None, "SA6"),
}
_NOT_LABELLED = ("?",)
_NOTHING = "-"
_SURE = ("INTACT", "COVERED")


@dataclass(slots=True)
class Tally:
    """How often a field was right, and the rows where it was not."""

    right: int = 0
    of: int = 0
    wrong_rows: list[str] = field(default_factory=list)

    def count(self, row: str, *, right: bool) -> None:
        """Counts one row."""
        self.of += 1
        self.right += right
        if not right:
            self.wrong_rows.append(row)

    @property
    def share(self) -> float:
        """The share that is right; 1 where nothing was to be read."""
        return self.right / self.of if self.of else 1.0


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95 % confidence interval of a share (Wilson)."""
    if not of:
        return 0.0, 1.0
    share, squared = right / of, _Z * _Z
    centre = (share + squared / (2 * of)) / (1 + squared / of)
    half = _Z / (1 + squared / of) * sqrt(share * (1 - share) / of + squared / (4 * of * of))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(slots=True)
class Scores:
    """One sample's tallies by field."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def count(self, name: str, row: str, *, right: bool) -> None:
        """Counts one row of one field."""
        self.tallies.setdefault(name, Tally()).count(row, right=right)

    def include(self, other: "Scores") -> None:
        """Adds another sample's counts; its rows stay with it."""
        for name, tally in other.tallies.items():
            ours = self.tallies.setdefault(name, Tally())
            ours.right += tally.right
            ours.of += tally.of


def score(labelled: Iterable[tuple[Label, Line]]) -> Scores:
    """Every field of every labelled row."""
    scores = Scores()
    for label, line in labelled:
        for name, right in _judged(label, line):
            scores.count(name, label.row, right=right)
    return scores


def _judged(label: Label, line: Line) -> Iterator[tuple[str, bool]]:
    for name, stated, judge in (
        ("maker", label.maker, _is_maker),
        ("calibre", label.calibre, _is_calibre),
        ("category", label.kind, _is_kind),
    ):
        if stated == _NOT_LABELLED:
            continue
        read_as_nothing = "confidence" not in line[name]
        if stated == (_NOTHING,):
            yield f"{name}: nothing where nothing is", read_as_nothing
        elif _NOTHING in stated and read_as_nothing:
            yield name, True
        else:
            yield name, any(judge(one, line[name]) for one in stated if one != _NOTHING)
    if label.condition == _NOT_LABELLED:
        return
    yield "mark condition", line["mark_condition"] in label.condition
    readable = [
        mark
        for mark in line["marks"]
        if mark["condition"] in _SURE and mark["kind"] == "MANUFACTURER_SERIAL"
    ]
    if "INTACT" in label.condition:
        yield "serial", any(_is_serial(label.serial, line, mark["n2"]) for mark in readable)
    else:
        # A number on another part than a worked frame is no reading of the frame's.
        false = [mark for mark in readable if mark["position"] in ("UNKNOWN", "FRAME", "RECEIVER")]
        yield "no false readable serial", not false


def _is_maker(expected: str, found: dict[str, Any]) -> bool:
    entry = makers.by_id(expected)
    if entry is None:
        raise ValueError(f"the label {expected!r} is no maker of the table")
    return bool(found.get("family") == entry.family)


def _is_calibre(expected: str, found: dict[str, Any]) -> bool:
    entry = calibres.by_id(expected)
    if entry is None:
        raise ValueError(f"the label {expected!r} is no calibre of the table")
    return bool(found.get("cartridges") == sorted(entry.cartridges))


def _is_kind(expected: str, found: dict[str, Any]) -> bool:
    if expected == "CRAFT":
        return bool(found.get("legal_origin") == "CRAFT")
    type_, action, category = _KINDS[expected]
    if expected == "PISTOL" and found.get("action") == "REVOLVER":
        return False
    return (
        found.get("type") == type_
        and found.get("un_register") == category
        and (action is None or found.get("action") == action)
    )


def _is_serial(expected: str, line: Line, n2: str) -> bool:
    if expected == "whole":
        cell = "".join(char for char in line["raw"]["serial"][0].upper() if char.isalnum())
        return bool(cell == n2)
    return len(n2) == int(expected)
