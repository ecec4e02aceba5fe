"""From what an officer types, or a file, to what the interface takes."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from accord.cases.codes import IllicitBasis, IntendedUse, RecoveryCircumstance
from accord.dates import PartialDate
from accord.errors import FormatError
from accord.weapons.codes import (
    MarkCondition,
    MarkKind,
    MarkPosition,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)
from accord.weapons.firearm import Firearm, Mark
from accord.weapons.numbers import is_partial
from node.api.codec import codec
from node.casework.drafts import CaseDraft

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Ask = Callable[[str, str], str]  # a question and a hint; gives what was typed

_MAX_FILE = 1024 * 1024
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A new case as it is typed; lists are separated by commas."""

    maker: str = ""
    model: str = ""
    calibre: str = ""
    category: str = ""
    type: str = ""
    action: str = ""
    serial: str = ""
    condition: str = ""
    position: str = ""
    country: str = ""
    import_country: str = ""
    import_year: int | None = None
    basis: str = ""
    justification: str = ""
    use: str = ""
    circumstance: str = ""
    date: str = ""
    place: str = ""
    urgent: str = ""
    remarks: str = ""


_CATEGORIES = (
    "SA1 revolver or pistol, SA2 rifle or carbine, SA3 sub-machine gun, SA4 assault rifle, "
    "SA5 light machine gun, SA6 other, LW1 to LW7 light weapons"
)
# What a case cannot do without, in the order in which it is asked for.
_QUESTIONS = (
    ("maker", "Maker, as marked", "UNKNOWN if it cannot be read"),
    ("model", "Model, as marked", ""),
    ("calibre", "Calibre, as marked", ""),
    ("category", "Category (UN Register)", _CATEGORIES),
    ("type", "Type", ", ".join(WeaponType)),
    ("serial", "Serial number, as seen", "? for one unreadable character, empty if removed"),
    ("country", "Country of manufacture", "two letters, or UNKNOWN"),
    ("date", "Day, month or year of the recovery", "2021-03-04, 2021-03 or 2021"),
    ("basis", "Illicit because", ", ".join(IllicitBasis)),
    ("justification", "Legal justification, with the statute", ""),
    ("use", "What the answer is for", ", ".join(IntendedUse)),
)
_REQUIRED = ("date", "basis", "justification", "use")


def guided(typed: Typed, ask: Ask) -> Typed:
    """Asks for everything that matters and was not given."""
    asked: dict[str, Any] = {
        name: ask(question, hint) for name, question, hint in _QUESTIONS if not getattr(typed, name)
    }
    return replace(typed, **asked)


def draft_of(typed: Typed) -> CaseDraft:
    """The case draft.

    Raises:
        FormatError: names the option that is missing or malformed.
    """
    if missing := [f"--{name}" for name in _REQUIRED if not getattr(typed, name)]:
        raise FormatError(
            "option.missing", f"add {', '.join(missing)}, or give the whole case with --file"
        )
    return CaseDraft(
        firearm=firearm_of(typed),
        illicit_basis=codes_of(typed.basis, IllicitBasis, "--basis"),
        legal_justification=typed.justification,
        intended_use=codes_of(typed.use, IntendedUse, "--use"),
        circumstance=code_of(
            typed.circumstance or "UNKNOWN", RecoveryCircumstance, "--circumstance"
        ),
        recovery_date=date_of(typed.date),
        recovery_place=typed.place,
        urgency_justification=typed.urgent,
    )


def firearm_of(typed: Typed) -> Firearm:
    """The weapon of what was typed.

    Raises:
        FormatError: names the option that is malformed.
    """
    return Firearm(
        category=code_of(typed.category, WeaponCategory, "--category") if typed.category else None,
        type=code_of(typed.type, WeaponType, "--type") if typed.type else None,
        action=code_of(typed.action, WeaponAction, "--action") if typed.action else None,
        maker_text=typed.maker or "UNKNOWN",
        model_text=typed.model,
        calibre_text=typed.calibre,
        country_of_manufacture=typed.country.upper() or "UNKNOWN",
        import_country=typed.import_country.upper(),
        import_year=typed.import_year,
        marks=(_serial(typed),),
        remarks=typed.remarks,
    )


def _serial(typed: Typed) -> Mark:
    if typed.condition:
        condition = code_of(typed.condition, MarkCondition, "--condition")
    elif not typed.serial:
        condition = MarkCondition.OBLITERATED
    else:
        condition = MarkCondition.PARTIAL if is_partial(typed.serial) else MarkCondition.INTACT
    return Mark(
        kind=MarkKind.MANUFACTURER_SERIAL,
        text=typed.serial,
        condition=condition,
        position=code_of(typed.position or "FRAME", MarkPosition, "--position"),
    )


def from_file(path: Path, type_: type[T]) -> T:
    """What a JSON file holds, in the form of the REST interface's body.

    Raises:
        FormatError: unreadable, too large, or not of that form; names the fields.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormatError("file.unreadable", f"{path}: {error.strerror}") from error
    if len(data) > _MAX_FILE:
        raise FormatError("file.too_large", f"{path}: at most 1 MiB")
    return codec(type_).decode(data)


def date_of(text: str) -> PartialDate | None:
    """A date as 2013, 2013-06 or 2013-06-02; none where empty.

    Raises:
        FormatError: not of that form, or no such day.
    """
    if not text:
        return None
    if (match := _DATE.fullmatch(text)) is None:
        raise FormatError("date.malformed", "write a date as 2013, 2013-06 or 2013-06-02")
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year=year or 0, month=month, day=day)


def moment_of(text: str, option: str) -> int | None:
    """A time as 2026-03-01 (its first moment, in UTC) or 2026-03-01T10:30Z; none where empty.

    Raises:
        FormatError: names the option and the form.
    """
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or (found.tzinfo is None and "T" in text):
        raise FormatError("option.moment", f"{option}: write 2026-03-01 or 2026-03-01T10:30Z")
    return int((found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp() * 1000)


def code_of(text: str, codes: type[E], option: str) -> E:
    """A code however it is typed: `national-law` is NATIONAL_LAW.

    Raises:
        FormatError: names the option and the codes.
    """
    try:
        return codes(text.strip().upper().replace("-", "_").replace(" ", "_"))
    except ValueError:
        raise FormatError("option.code", f"{option}: one of {', '.join(codes)}") from None


def codes_of(text: str, codes: type[E], option: str) -> tuple[E, ...]:
    """Codes separated by commas.

    Raises:
        FormatError: names the option and the codes.
    """
    return tuple(code_of(part, codes, option) for part in text.split(",") if part.strip())
