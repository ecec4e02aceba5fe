"""Reads a whole description: what each cell names, and what stands in another's column.

Clerks type a model into the maker's column, a calibre into the model's, and the maker into
either. Each finding says where it was read, how surely, and why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

from accord.weapons import calibres, categories, countries, makers, models
from accord.weapons.calibres import Calibre
from accord.weapons.categories import WeaponKind
from accord.weapons.codes import LegalOrigin, WeaponType
from accord.weapons.firearm import Firearm
from accord.weapons.makers import Maker, MakerRole
from accord.weapons.words import is_stated

T = TypeVar("T", bound=object)

# Makers whose names other makers also gave to models: in a model's cell they say nothing.
_ALSO_MODELS = frozenset(
    [
        "cobra",
        "phoenix",
        "raven",
        "escort",
        "star",
        "unique",
        "llama",
        "heritage",
        "henry",
        "sterling",
        "savage",
        "eibar",
        "detective",
        "crucero",
        "ruby",
        "bulldog",
        "adler",
        "blow",
        "typhoon",
        "fort",
        "advantage",
        "freedom",
        "honor",
        "patriot",
        "radical",
        "parker",
        "sportsman",
        "tanque",
        "simson",
        "royal-arms",
        "gamo",
        "fiel",
        "maverick",
        "sentinel-arms",
        "traditions",
        "primary",
        "colt-1911",
        "ar-pattern",
        "belga",
        "retolaza",
        "kora",
        "daisy",
    ]
)
_SWAPPED = 0.9  # how sure a finding stays that stood in another's column
_BY_MODEL = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The cells of one description, as written; empty where the register has none."""

    maker: str = ""
    model: str = ""
    calibre: str = ""
    type: str = ""
    country: str = ""

    @classmethod
    def of(cls, firearm: Firearm) -> "Words":
        """The words of a firearm's block."""
        return cls(
            maker=firearm.maker_text,
            model=firearm.model_text,
            calibre=firearm.calibre_text,
            type=firearm.type_text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T]):
    """What was read, in which cell, how surely, and why."""

    value: T | None
    cell: str = ""
    confidence: float = 0.0  # 0 to 1
    reason: str = "nothing is stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identification:
    """What the words of a description say."""

    maker: Found[Maker]
    calibre: Found[Calibre]
    kind: Found[WeaponKind]
    country: Found[str]


@lru_cache(maxsize=65536)
def identify(words: Words) -> Identification:
    """What a description's words say, each finding with its cell and its reason."""
    kind = _kind(words)
    type_ = kind.value.type if kind.value else None
    calibre = _calibre(words, type_)
    if kind.value is not None:
        settled = categories.with_calibre(kind.value, calibre.value)
        if settled != kind.value:
            reason = f"{kind.reason}, and by its calibre"
            kind = Found(value=settled, cell=kind.cell, confidence=kind.confidence, reason=reason)
    return Identification(
        maker=_maker(words), calibre=calibre, kind=kind, country=_country(words.country)
    )


def _maker(words: Words) -> Found[Maker]:
    own = makers.read(words.maker)
    if own is not None and own.maker.role is not MakerRole.DESIGNER_PATTERN:
        return Found(value=own.maker, cell="maker", confidence=own.confidence, reason=own.reason)
    elsewhere = _maker_elsewhere(words, stated=is_stated(words.maker))
    if elsewhere is not None:
        return elsewhere
    if own is not None:
        return Found(value=own.maker, cell="maker", confidence=own.confidence, reason=own.reason)
    return _nothing(words.maker)


def _maker_elsewhere(words: Words, *, stated: bool) -> Found[Maker] | None:
    for cell, text in (("model", words.model), ("type", words.type), ("calibre", words.calibre)):
        named = makers.read(text)
        usable = named is not None and named.confidence >= 1 and named.maker.id not in _ALSO_MODELS
        if named is not None and usable and not _is_part_of_calibre(named.maker, text, cell):
            return Found(
                value=named.maker,
                cell=cell,
                confidence=_SWAPPED * named.confidence,
                reason=f"{named.reason}, typed into the {cell}'s cell",
            )
    if stated and (made := models.maker_of(words.maker)):
        reason = "by its model, typed into the maker's cell"
        return Found(value=made, cell="maker", confidence=_BY_MODEL, reason=reason)
    if made := models.maker_of(words.model):
        return Found(value=made, cell="model", confidence=_BY_MODEL, reason="by its model")
    return None


def _is_part_of_calibre(maker: Maker, text: str, cell: str) -> bool:
    """Whether a maker's name only names a cartridge: 9 mm Browning, .40 S&W, 7 mm Mauser."""
    return cell == "calibre" or (
        calibres.find(text) is not None
        and maker.family in ("fn", "smith-wesson", "winchester", "remington", "mauser", "dwm")
    )


def _calibre(words: Words, type_: WeaponType | None) -> Found[Calibre]:
    own = calibres.read(words.calibre, type_)
    if own is not None:
        return Found(
            value=own.calibre, cell="calibre", confidence=own.confidence, reason=own.reason
        )
    for cell, text in (("model", words.model), ("maker", words.maker), ("type", words.type)):
        found = calibres.find(text, type_) if text else None
        if found is not None:
            return Found(
                value=found.calibre,
                cell=cell,
                confidence=_SWAPPED * found.confidence,
                reason=f"{found.reason}, typed into the {cell}'s cell",
            )
    return _nothing(words.calibre)


def _kind(words: Words) -> Found[WeaponKind]:
    own = categories.read(words.type)
    if own is not None and own.kind.type is not None:
        kind = own.kind
        if kind.legal_origin is None and (origin := _origin(words)):
            kind = replace(kind, legal_origin=origin)
        return Found(value=kind, cell="type", confidence=own.confidence, reason=own.reason)
    for cell, text in (("model", words.model), ("maker", words.maker), ("calibre", words.calibre)):
        found = categories.read(text) if text else None
        if found is not None and found.kind.type is not None and found.confidence > _SWAPPED:
            origin = own.kind.legal_origin if own else found.kind.legal_origin
            kind = WeaponKind(
                type=found.kind.type,
                action=found.kind.action,
                category=found.kind.category,
                legal_origin=origin,
            )
            return Found(
                value=kind,
                cell=cell,
                confidence=_SWAPPED * found.confidence,
                reason=f"{found.reason}, typed into the {cell}'s cell",
            )
    if own is not None:
        return Found(value=own.kind, cell="type", confidence=own.confidence, reason=own.reason)
    return _nothing(words.type)


def _origin(words: Words) -> LegalOrigin | None:
    """What the maker's cell says of the origin where it names nobody: `home made`."""
    found = categories.read(words.maker) or categories.read(words.model)
    return found.kind.legal_origin if found else None


def _country(text: str) -> Found[str]:
    code = countries.resolve(text)
    if code is None:
        return _nothing(text)
    return Found(value=code, cell="country", confidence=1.0, reason="by its name")


def _nothing(text: str) -> Found[T]:
    reason = "the text is not understood" if is_stated(text) else "nothing is stated"
    return Found(value=None, reason=reason)


def least_sure(found: Iterable[Found[T]]) -> float:
    """The confidence of the weakest finding that there is; 0 where there is none."""
    return min((one.confidence for one in found if one.value is not None), default=0.0)
