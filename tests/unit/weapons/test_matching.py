"""The traps of tracing practice: what must match, what must not, and how sure one may be."""

from dataclasses import dataclass, replace

import pytest
from weapon_samples import mark, weapon

from accord.weapons.codes import Component, MarkCondition, MarkKind, MarkPosition, MatchGrade
from accord.weapons.firearm import Firearm
from accord.weapons.matching import compare, rank


def _grade(asked: Firearm, record: Firearm) -> MatchGrade:
    there, back = compare(asked, record), compare(record, asked)
    assert there.grade is back.grade
    return there.grade


@pytest.mark.parametrize(
    ("asked", "record", "grade"),
    [
        ("TJS28772", "TJS28772", MatchGrade.A),
        ("TJS28772", "tjs 28.772", MatchGrade.A),
        ("АК 47-123", "AK47123", MatchGrade.A),  # Cyrillic look-alikes
        ("№ 12345", "12345", MatchGrade.A),
        ("AB O12", "AB012", MatchGrade.B),
        ("TJS28772", "TJ528772", MatchGrade.B),
        ("R198770", "RI98770", MatchGrade.B),
        ("B8", "88", MatchGrade.B),
        ("369J257", "369257", MatchGrade.B),
        ("369J257", "369M257", MatchGrade.B),
        ("0042", "42", MatchGrade.B),
        ("00123", "123", MatchGrade.B),
        ("12345678-AB0071", "AB0071", MatchGrade.B),
        ("1999/00148", "00148", MatchGrade.B),
        ("15-055885", "88-055885", MatchGrade.X),  # two years, two weapons
        ("J369257", "369257", MatchGrade.C),  # a prefix counts
        ("KFX42404", "KFR42404", MatchGrade.C),
        ("123?5", "12345", MatchGrade.C),
        ("165????", "1651234", MatchGrade.C),
        ("165????", "16?1234", MatchGrade.C),
        ("165????", "1661234", MatchGrade.X),
        ("??????", "123456", MatchGrade.X),  # nothing was read
        ("0000", "0000", MatchGrade.X),
        ("AAA", "AAA", MatchGrade.X),
        ("", "", MatchGrade.X),
        ("12345", "12346", MatchGrade.X),
    ],
)
def test_numbers_of_otherwise_equal_weapons(asked: str, record: str, grade: MatchGrade) -> None:
    assert _grade(weapon(asked), weapon(record)) is grade


@dataclass(frozen=True)
class Trap:
    """Two descriptions with the number 12345, and the grade that they deserve."""

    name: str
    asked: Firearm
    record: Firearm
    grade: MatchGrade


TRAPS = [
    Trap(
        "one number, two makers",
        weapon("12345", maker="Colt", country="US"),
        weapon("12345", maker="Norinco", country="US"),
        MatchGrade.X,
    ),
    Trap(
        "one maker, two countries",
        weapon("12345", maker="Glock", country="AT"),
        weapon("12345", maker="Glock Inc, Smyrna", country="US"),
        MatchGrade.B,
    ),
    Trap(
        "one maker, whose country a register confuses",
        weapon("12345", maker="Glock", country="AT"),
        weapon("12345", maker="Glock", country="AU"),
        MatchGrade.B,
    ),
    Trap(
        "unknown makers, two countries",
        weapon("12345", maker="", country="BR"),
        weapon("12345", maker="Indeterminado", country="AR"),
        MatchGrade.X,
    ),
    Trap(
        "a former State and its successor",
        weapon("12345", maker="Zastava", country="YUCS"),
        weapon("12345", maker="Crvena Zastava", country="RS"),
        MatchGrade.A,
    ),
    Trap(
        "an importer instead of the maker",
        weapon("12345", maker="Century Arms", country="RO"),
        weapon("12345", maker="Cugir", country="RO"),
        MatchGrade.B,
    ),
    Trap(
        "makers that no table knows, spelled alike",
        weapon("12345", maker="Casa Exemplo"),
        weapon("12345", maker="casa exemplo"),
        MatchGrade.A,
    ),
    Trap(
        "two makers for unknown are not one maker",
        weapon("12345", maker="Indeterminado"),
        weapon("12345", maker="Indeterminado"),
        MatchGrade.B,
    ),
    Trap(
        "maker unknown on one side",
        weapon("12345", maker=""),
        weapon("12345"),
        MatchGrade.B,
    ),
    Trap(
        "calibre as a family and as a cartridge",
        weapon("12345", calibre="9"),
        weapon("12345", calibre="9x18"),
        MatchGrade.A,
    ),
    Trap(
        "calibre with two names",
        weapon("12345", calibre=".308", type_text="Fuzil"),
        weapon("12345", calibre="7.62x51", type_text="Rifle"),
        MatchGrade.A,
    ),
    Trap(
        "calibres in conflict",
        weapon("12345", calibre=".38 Special"),
        weapon("12345", calibre=".380 ACP"),
        MatchGrade.X,
    ),
    Trap(
        "calibre unknown",
        weapon("12345", calibre="Outros"),
        weapon("12345"),
        MatchGrade.B,
    ),
    Trap(
        "a revolver and a pistol",
        weapon("12345", calibre="", type_text="Revólver"),
        weapon("12345", calibre="", type_text="Pistola"),
        MatchGrade.X,
    ),
    Trap(
        "years apart: numbers are used again",
        weapon("12345", years=(1951, 1951)),
        weapon("12345", years=(1970, 1979)),
        MatchGrade.B,
    ),
    Trap(
        "another spelling of the model",
        weapon("12345", model="PT 92"),
        weapon("12345", model="PT92AF"),
        MatchGrade.A,
    ),
    Trap(
        "a restored number",
        weapon(mark("12345", condition=MarkCondition.RESTORED)),
        weapon("12345"),
        MatchGrade.B,
    ),
    Trap(
        "an altered number",
        weapon(mark("12345", condition=MarkCondition.ALTERED)),
        weapon("12345"),
        MatchGrade.B,
    ),
    Trap(
        "a number on the slide of another frame",
        weapon("11122", mark("12345", position=MarkPosition.SLIDE)),
        weapon("99988", mark("12345", position=MarkPosition.SLIDE)),
        MatchGrade.B,
    ),
    Trap(
        "a component's number in a register of frames",
        weapon(mark("12345", kind=MarkKind.COMPONENT_SERIAL, component=Component.BARREL)),
        weapon("12345"),
        MatchGrade.B,
    ),
    Trap(
        "a regional number equal to a manufacturer's",
        weapon(mark("12345", kind=MarkKind.REGIONAL_SERIAL)),
        weapon("12345"),
        MatchGrade.X,
    ),
    Trap(
        "one regional number",
        weapon(mark("UG POL 12345", kind=MarkKind.REGIONAL_SERIAL)),
        weapon(mark("UGPOL-12345", kind=MarkKind.REGIONAL_SERIAL)),
        MatchGrade.A,
    ),
    Trap(
        "a patent number entered as one",
        weapon(mark("12345", kind=MarkKind.PATENT_NUMBER)),
        weapon(mark("12345", kind=MarkKind.PATENT_NUMBER)),
        MatchGrade.X,
    ),
]


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.name)
def test_traps(trap: Trap) -> None:
    assert _grade(trap.asked, trap.record) is trap.grade


def test_the_words_count_before_the_senders_hint() -> None:
    hinted = replace(weapon("12345", maker="Colt", country="US"), maker_id="norinco")
    assert _grade(hinted, weapon("12345", maker="Norinco", country="US")) is MatchGrade.X
    nameless = replace(weapon("12345", maker=""), maker_id="taurus")
    assert _grade(nameless, weapon("12345")) is MatchGrade.A


def test_a_factory_symbol_names_the_maker() -> None:
    marked = replace(weapon("12345", maker="", country="CN"), factory_code="66 in triangle")
    assert _grade(marked, weapon("12345", maker="Norinco", country="CN")) is MatchGrade.A


def test_reasons_explain_and_hold_no_number() -> None:
    match = compare(weapon("TJS28772", maker=""), weapon("TJ528772", model="PT 92"))
    assert match.marks_matched == ("MANUFACTURER_SERIAL on FRAME",)
    assert "calibre: same" in match.reasons_for
    assert match.reasons_against == ("maker: cannot be compared",)
    said = " ".join((*match.reasons_for, *match.reasons_against))
    assert "28772" not in said


def test_a_swapped_part_is_said() -> None:
    slide = mark("22233", position=MarkPosition.SLIDE)
    match = compare(weapon("11122", slide), weapon("99988", slide))
    assert any("swapped" in reason for reason in match.reasons_against)
    consistent = compare(weapon("1112?", slide), weapon("11122", slide))
    assert not any("swapped" in reason for reason in consistent.reasons_against)


def test_candidates_come_best_first_and_conflicts_only_on_request() -> None:
    exact, near, conflicting = (
        weapon("TJS28772"),
        weapon("TJ528772"),
        weapon("TJS28772", maker="FN"),
    )
    records = [conflicting, near, weapon("KLX82873"), exact]
    assert [one.record for one in rank(exact, records)] == [exact, near]
    assert [one.record for one in rank(exact, records, widen=True)] == [exact, near, conflicting]


def test_a_number_that_many_weapons_share_is_flagged() -> None:
    two = [weapon("4021331"), weapon("4021331", model="PT 92")]
    assert not any(one.non_unique for one in rank(weapon("4021331"), two))
    three = [*two, weapon("4021331", model="PT 100")]
    assert all(one.non_unique for one in rank(weapon("4021331"), three))


def test_a_partial_number_that_fits_many_is_flagged_and_other_makers_do_not_count() -> None:
    records = [weapon(f"1650{i:03}") for i in range(5)]
    assert all(one.non_unique for one in rank(weapon("165????"), records))
    others = [weapon("12345", maker=maker) for maker in ("Colt", "FN", "Glock", "Bersa")]
    assert not any(one.non_unique for one in rank(weapon("12345"), [weapon("12345"), *others]))


@dataclass(frozen=True)
class Row:
    """A register's record, which holds a firearm."""

    number: int
    firearm: Firearm


def test_records_of_a_register_are_ranked_by_their_firearm() -> None:
    (candidate,) = rank(weapon("TJS28772"), [Row(1, weapon("TJS28772")), Row(2, weapon("1"))])
    assert candidate.record.number == 1
