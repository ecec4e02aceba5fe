"""The firearm block that traces, notices, transfers and certificates share.

Texts are exact transcriptions in their original script. Empty means not stated.
"""

from dataclasses import dataclass

from accord.dates import PartialDate
from accord.weapons.codes import (
    Component,
    LegalOrigin,
    MarkCondition,
    MarkKind,
    MarkPosition,
    Tristate,
    WeaponAction,
    WeaponCategory,
    WeaponType,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRange:
    """A span of years; equal ends for one known year."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One mark, as seen. Normal forms are never sent; the receiver computes its own."""

    kind: MarkKind
    text: str = ""  # original script and spacing; ? one unknown, * a run, [AB] alternatives
    condition: MarkCondition
    position: MarkPosition = MarkPosition.UNKNOWN
    applied_by_state: str = ""
    applied_by: str = ""
    applied_year: int | None = None
    restoration_method: str = ""
    character_confidence: tuple[float, ...] = ()  # 0 to 1, one for each character of text
    component: Component | None = None  # set where the mark is on a separately numbered part


@dataclass(frozen=True, slots=True, kw_only=True)
class PhysicalCharacteristics:
    """Measured in millimetres."""

    barrel_length_mm: int | None = None
    overall_length_mm: int | None = None
    capacity: int | None = None
    finish: str = ""
    stock: str = ""
    modifications: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file carried separately and named here by its digest."""

    digest: bytes = b""  # SHA-256
    media_type: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceIdentification:
    """Which reference tool identified the weapon, and how sure the user was; no tool content."""

    tool: str = ""
    number: str = ""
    identified_by: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BallisticReference:
    """Where ballistic material is held; never an image."""

    system: str = ""
    country: str = ""
    exhibit: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Firearm:
    """One weapon as a person or a register describes it. Texts are exact and never folded."""

    category: WeaponCategory | None = None  # UN Register of Conventional Arms, category VIII
    type: WeaponType | None = None  # NCIC TYP, first character
    action: WeaponAction | None = None  # NCIC TYP, second character
    type_text: str = ""
    maker_text: str = ""  # as marked, original script; UNKNOWN needs remarks
    maker_id: str = ""  # our maker table; a hint the receiver recomputes
    factory_code: str = ""  # ITI 8(a), second limb
    model_text: str = ""
    calibre_text: str = ""
    calibre_id: str = ""  # our cartridge table; a hint the receiver recomputes
    country_of_manufacture: str = (
        "UNKNOWN"  # ISO 3166-1, ISO 3166-3 four letters, XK, or UNKNOWN (ITI 8(a))
    )
    year_of_manufacture: YearRange | None = None
    importer_name: str = ""
    import_country: str = ""  # last legal import, from the import mark (ITI 8(b))
    import_year: int | None = None
    marks: tuple[Mark, ...] = ()  # at least one (ITI 17(b))
    characteristics: PhysicalCharacteristics | None = None
    legal_origin: LegalOrigin | None = None
    automatic_fire: Tristate | None = None
    photographs: tuple[Attachment, ...] = ()
    references: tuple[ReferenceIdentification, ...] = ()
    ballistics: tuple[BallisticReference, ...] = ()
    remarks: str = ""
