"""What a national central bureau is handed for INTERPOL, and what it hands back: JSON.

Accord has no line to INTERPOL and claims none. A file goes out with records or traces, an officer
of the bureau carries it over, and a reply file comes in. The form is our own and is described for
outsiders in docs/guides/handover.md; `version` changes when it does.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from accord.cases.codes import IllicitBasis, IntendedUse, RecoveryCircumstance, RecoveryContext
from accord.dates import PartialDate
from accord.errors import PolicyError
from accord.weapons.firearm import Firearm, YearRange

FORMAT: Final = "accord-handover"
REPLY_FORMAT: Final = "accord-handover-reply"
VERSION: Final = 1
MOST_ITEMS: Final = 1_000


class HandoverKind(StrEnum):
    """What a file holds."""

    RECORD = "RECORD"  # a lost, stolen, trafficked or smuggled weapon
    TRACE = "TRACE"  # a request to trace


class RecordType(StrEnum):
    """The four types of record that iARMS knows."""

    LOST = "LOST"
    STOLEN = "STOLEN"
    TRAFFICKED = "TRAFFICKED"
    SMUGGLED = "SMUGGLED"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverMark:
    """A mark as seen."""

    kind: str
    text: str
    condition: str
    position: str
    applied_by_state: str
    component: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFirearm:
    """A weapon in the words of its marks; codes are those of Accord's lists, empty if unknown."""

    category: str
    type: str
    action: str
    type_text: str
    maker: str
    factory_code: str
    model: str
    calibre: str
    country_of_manufacture: str
    year_of_manufacture: str
    import_country: str
    import_year: str
    marks: tuple[HandoverMark, ...]
    remarks: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSearch:
    """What was searched before INTERPOL was asked, in the order of the Recovery Protocol."""

    system: str
    reference: str
    date: str
    hit: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierAnswer:
    """What another State has answered already; never one that it has reserved."""

    state: str
    disposition: str
    last_record_status: str
    last_record_date: str
    points_to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceItem:
    """A request to trace one recovered weapon."""

    item_id: str
    firearm: HandoverFirearm
    illicit_basis: tuple[IllicitBasis, ...]
    legal_justification: str
    circumstance: RecoveryCircumstance
    context: tuple[RecoveryContext, ...]
    recovery_date: str
    intended_use: tuple[IntendedUse, ...]
    countries: tuple[str, ...]  # worth asking, by the markings and the answers
    searches: tuple[EarlierSearch, ...]
    answers: tuple[EarlierAnswer, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordItem:
    """A record of a weapon that was lost, stolen, trafficked or smuggled."""

    item_id: str
    type: RecordType
    firearm: HandoverFirearm
    date: str
    country: str
    notice_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """An item, and what of its subject may not leave: named here, and never in the file."""

    item: TraceItem | RecordItem
    withheld: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverFile:
    """One file for a bureau."""

    file_id: str
    kind: HandoverKind
    made: str  # UTC
    state: str
    authority: str
    items: tuple[TraceItem | RecordItem, ...]


class ReplyStatus(StrEnum):
    """What became of one item."""

    PENDING = "PENDING"
    RECORDED = "RECORDED"  # the record stands in iARMS under the reference
    HIT = "HIT"  # a record of another country matches; a lead, to be confirmed
    NO_HIT = "NO_HIT"
    TRACED = "TRACED"
    NOT_TRACED = "NOT_TRACED"
    REJECTED = "REJECTED"  # the bureau or the system did not take it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyItem:
    """What the bureau says of one item."""

    item_id: str
    status: ReplyStatus
    reference: str = ""  # INTERPOL's
    country: str = ""  # whose record or answer it is
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverReply:
    """One reply file."""

    file_id: str
    items: tuple[ReplyItem, ...]


def handover_firearm(firearm: Firearm) -> HandoverFirearm:
    """The weapon without photographs and without references to other people's collections."""
    return HandoverFirearm(
        category=firearm.category or "",
        type=firearm.type or "",
        action=firearm.action or "",
        type_text=firearm.type_text,
        maker=firearm.maker_text,
        factory_code=firearm.factory_code,
        model=firearm.model_text,
        calibre=firearm.calibre_text,
        country_of_manufacture=firearm.country_of_manufacture,
        year_of_manufacture=_years(firearm.year_of_manufacture),
        import_country=firearm.import_country,
        import_year=str(firearm.import_year or ""),
        marks=tuple(
            HandoverMark(
                kind=mark.kind,
                text=mark.text,
                condition=mark.condition,
                position=mark.position,
                applied_by_state=mark.applied_by_state,
                component=mark.component or "",
            )
            for mark in firearm.marks
        ),
        remarks=firearm.remarks,
    )


def write_file(file: HandoverFile) -> bytes:
    """The file's bytes: JSON in UTF-8, two spaces deep, so that people can read it too."""
    content = {"format": FORMAT, "version": VERSION, **asdict(file)}
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def day(value: PartialDate | None) -> str:
    """A date as precisely as it is known; empty where it is not."""
    return "" if value is None else str(value)


def check_answers_all(file_items: Iterable[str], reply: HandoverReply) -> None:
    """Passes where a reply speaks of items of its file only, each once.

    Raises:
        PolicyError: it does not.
    """
    named = [item.item_id for item in reply.items]
    if len(set(named)) != len(named):
        raise PolicyError("handover.item_twice", "the reply speaks of one item twice")
    if not set(named) <= set(file_items):
        raise PolicyError("handover.unknown_item", "the reply speaks of an item that is not ours")


def _years(years: YearRange | None) -> str:
    if years is None:
        return ""
    return str(years.first) if years.first == years.last else f"{years.first}-{years.last}"
