"""Pairs of descriptions: one weapon entered twice, and two weapons that only look alike.

Both begin with real rows that show a readable number. Entering again means other words for the
same maker, model and calibre, as other clerks write them, and the small damage of copying. Two
weapons are two real rows, one with the other's number where the makers differ, or one row and the
next number of its run.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from accord.weapons import calibres, makers
from accord.weapons.calibres import Calibre
from accord.weapons.codes import MarkCondition, MarkKind, MatchGrade
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.makers import Maker
from accord.weapons.matching import compare
from benchmarks.identification.sources import Line

SEED = 20261124
_SHORTEST = 5  # characters of a number worth comparing


@dataclass(slots=True)
class PairCounts:
    """How pairs were graded."""

    same_at_a_or_b: int = 0
    same: int = 0
    missed: list[str] = field(default_factory=list)
    false_a: list[str] = field(default_factory=list)
    a_right: int = 0
    a: int = 0
    distinct: int = 0


def measured(lines: Sequence[Line], pairs: int) -> PairCounts:
    """Grades pairs of the same weapon, and as many of two weapons."""
    rng = random.Random(SEED)
    rows = [line for line in lines if _is_usable(line)]
    counts = PairCounts()
    for _ in range(pairs):
        line = rng.choice(rows)
        first = _firearm(line)
        grade = compare(first, _entered_again(first, line, rng)).grade
        counts.same += 1
        counts.same_at_a_or_b += grade in (MatchGrade.A, MatchGrade.B)
        if grade not in (MatchGrade.A, MatchGrade.B):
            counts.missed.append(line["row"])
        counts.a += grade is MatchGrade.A
        counts.a_right += grade is MatchGrade.A
    for row, first, second in _distinct(rows, pairs, rng):
        counts.distinct += 1
        if compare(first, second).grade is MatchGrade.A:
            counts.a += 1
            counts.false_a.append(row)
    return counts


def _is_usable(line: Line) -> bool:
    readable = [mark for mark in line["marks"] if mark["condition"] == "INTACT"]
    return (
        len(readable) == len(line["marks"]) == 1
        and len(readable[0]["n2"]) >= _SHORTEST
        and "confidence" in line["maker"]
        and "confidence" in line["calibre"]
    )


def _firearm(line: Line) -> Firearm:
    raw = line["raw"]
    return Firearm(
        type_text=raw.get("type", ""),
        maker_text=raw.get("maker", ""),
        model_text=raw.get("model", ""),
        calibre_text=raw.get("calibre", ""),
        marks=(_mark(line["marks"][0]["text"]),),
    )


def _mark(text: str) -> Mark:
    return Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=text, condition=MarkCondition.INTACT)


def _entered_again(weapon: Firearm, line: Line, rng: random.Random) -> Firearm:
    maker = makers.by_id(line["maker"]["id"])
    calibre = calibres.by_id(line["calibre"]["id"])
    return replace(
        weapon,
        maker_text=_other_maker(maker, weapon.maker_text, rng),
        model_text=rng.choice(["", weapon.model_text, weapon.model_text.lower().replace(" ", "")]),
        calibre_text=_other_calibre(calibre, weapon.calibre_text, rng),
        marks=(_mark(_copied(weapon.marks[0].text, rng)),),
    )


def _other_maker(maker: Maker | None, text: str, rng: random.Random) -> str:
    if maker is None:
        return text
    names = [maker.name, *maker.variants, maker.name.upper(), f"{maker.name} S.A.", ""]
    name = rng.choice(names)
    if len(name) > 6 and name.isascii() and rng.random() < 0.2:  # a slip of the pen
        at = rng.randrange(1, len(name) - 1)
        name = name[:at] + name[at + 1 :]
    return name


def _other_calibre(calibre: Calibre | None, text: str, rng: random.Random) -> str:
    if calibre is None:
        return text
    name = rng.choice([calibre.name, *calibre.synonyms, text, ""])
    return rng.choice([name, name.upper(), name.replace(".", ","), f"cal. {name}" if name else ""])


def _copied(number: str, rng: random.Random) -> str:
    """The number as another clerk writes it."""
    return rng.choice(
        [
            number,
            number.lower(),
            f"{number[:3]} {number[3:]}",
            f"{number[:-3]}-{number[-3:]}",
            f"Nº {number}",
            number.replace("0", "O", 1),
        ]
    )


def _distinct(
    rows: Sequence[Line], pairs: int, rng: random.Random
) -> Iterator[tuple[str, Firearm, Firearm]]:
    for _ in range(pairs):
        line, other = rng.sample(list(rows), 2)
        first, second = _firearm(line), _firearm(other)
        number = line["marks"][0]["n2"]
        if number == other["marks"][0]["n2"]:
            continue  # the same weapon may have been seized twice
        yield line["row"], first, second
        if line["maker"]["family"] != other["maker"]["family"]:
            yield (
                line["row"],
                first,
                replace(second, marks=first.marks),
            )  # a number is one maker's, not the world's
        yield line["row"], first, replace(first, marks=(_mark(_next(number, rng)),))


def _next(number: str, rng: random.Random) -> str:
    """The number of another weapon of the same run: one digit differs."""
    at = rng.choice([i for i, char in enumerate(number) if char.isdigit()] or [0])
    digit = str((int(number[at]) + rng.randrange(1, 9)) % 10) if number[at].isdigit() else "7"
    return number[:at] + digit + number[at + 1 :]
