from pathlib import Path

import pytest

from accord.cases.codes import IllicitBasis
from accord.dates import PartialDate
from accord.errors import FormatError
from accord.weapons.codes import MarkCondition
from node.casework.drafts import CaseDraft
from node.cli.draft import Typed, code_of, codes_of, date_of, draft_of, from_file, guided

ENOUGH = Typed(date="2021", basis="EMBARGO", justification="Act", use="PROSECUTION")


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("", None),
        ("2013", PartialDate(year=2013)),
        ("2013-06", PartialDate(year=2013, month=6)),
        ("2013-06-02", PartialDate(year=2013, month=6, day=2)),
    ],
)
def test_dates(text: str, date: PartialDate | None) -> None:
    assert date_of(text) == date


@pytest.mark.parametrize("text", ["13", "2013-6", "2013/06", "٢٠١٣", "2013-02-30", "0000"])
def test_not_dates(text: str) -> None:
    with pytest.raises(FormatError):
        date_of(text)


def test_codes_are_typed_as_people_type() -> None:
    assert code_of(" national-law ", IllicitBasis, "--basis") is IllicitBasis.NATIONAL_LAW
    both = (IllicitBasis.NOT_MARKED, IllicitBasis.EMBARGO)
    assert codes_of("not marked, embargo", IllicitBasis, "--basis") == both
    with pytest.raises(FormatError, match="--basis: one of NATIONAL_LAW"):
        codes_of("N1", IllicitBasis, "--basis")


@pytest.mark.parametrize(
    ("serial", "given", "condition"),
    [
        ("165234", "", MarkCondition.INTACT),
        ("165????", "", MarkCondition.PARTIAL),
        ("", "", MarkCondition.OBLITERATED),
        ("165234", "restored", MarkCondition.RESTORED),
    ],
)
def test_the_serial_says_its_condition(serial: str, given: str, condition: MarkCondition) -> None:
    typed = Typed(
        serial=serial,
        condition=given,
        date="2021",
        basis="EMBARGO",
        justification="Act",
        use="STATISTICS",
    )
    (mark,) = draft_of(typed).firearm.marks
    assert (mark.text, mark.condition) == (serial, condition)


def test_asks_for_what_was_not_given() -> None:
    asked = []

    def ask(question: str, hint: str) -> str:
        asked.append(question)
        return "x"

    typed = guided(Typed(maker="IMBEL", use="PROSECUTION"), ask)
    assert typed.maker == "IMBEL"
    assert typed.justification == "x"
    assert "Maker, as marked" not in asked
    assert "Serial number, as seen" in asked


def test_names_what_is_missing() -> None:
    with pytest.raises(FormatError, match="--date, --basis, --justification, --use"):
        draft_of(Typed())
    assert draft_of(ENOUGH).firearm.maker_text == "UNKNOWN"


def test_a_file_has_a_limit(tmp_path: Path) -> None:
    file = tmp_path / "case.json"
    file.write_bytes(b" " * (1024 * 1024 + 1))
    with pytest.raises(FormatError, match="1 MiB"):
        from_file(file, CaseDraft)
