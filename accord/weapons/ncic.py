"""Crosswalks: NCIC's type and calibre codes, and the UN Register's categories.

NCIC's calibre codes are families, never cartridges; its types have two characters, shape and
action. A code that can mean two things gives both.
"""

from collections.abc import Mapping
from types import MappingProxyType

from accord.weapons import calibres
from accord.weapons.calibres import Calibre
from accord.weapons.categories import WeaponKind
from accord.weapons.codes import WeaponAction, WeaponCategory, WeaponType

_TYPES = {
    "A": WeaponType.CANNON,
    "B": WeaponType.SUBMACHINE_GUN,
    "C": WeaponType.RIFLE_SHOTGUN,
    "D": WeaponType.DISGUISED,
    "G": WeaponType.GRENADE,
    "J": WeaponType.MISSILE,
    "K": WeaponType.ROCKET,
    "M": WeaponType.MACHINE_GUN,
    "O": WeaponType.MORTAR,
    "P": WeaponType.PISTOL,
    "Q": WeaponType.SHOTGUN_PISTOL,
    "R": WeaponType.RIFLE,
    "S": WeaponType.SHOTGUN,
    "V": WeaponType.SILENCER,
    "Z": WeaponType.OTHER,
}
_ACTIONS = {
    "A": WeaponAction.AUTOMATIC,
    "B": WeaponAction.BOLT,
    "C": WeaponAction.CARBINE,
    "D": WeaponAction.DERRINGER,
    "E": WeaponAction.DOUBLE_BARREL,
    "F": WeaponAction.FLARE,
    "G": WeaponAction.GAS,
    "H": WeaponAction.FLINTLOCK,
    "I": WeaponAction.SEMI_AUTOMATIC,
    "J": WeaponAction.JET,
    "K": WeaponAction.BLANK,
    "L": WeaponAction.LEVER,
    "N": WeaponAction.LAUNCHER,
    "O": WeaponAction.OVER_UNDER,
    "P": WeaponAction.PUMP,
    "R": WeaponAction.REVOLVER,
    "S": WeaponAction.SINGLE_SHOT,
    "T": WeaponAction.RECOILLESS,
    "U": WeaponAction.PERCUSSION,
    "V": WeaponAction.TEAR_GAS,
    "W": WeaponAction.THREE_BARREL,
    "X": WeaponAction.FOUR_BARREL,
}
_TYPE_CODES = {type_: code for code, type_ in _TYPES.items()}
_ACTION_CODES = {action: code for code, action in _ACTIONS.items()}
_CATEGORIES = {
    WeaponType.SUBMACHINE_GUN: WeaponCategory.SA3,
    WeaponType.SHOTGUN: WeaponCategory.SA6,
    WeaponType.SHOTGUN_PISTOL: WeaponCategory.SA6,
    WeaponType.RIFLE_SHOTGUN: WeaponCategory.SA6,
    WeaponType.ROCKET: WeaponCategory.LW5,
    WeaponType.MORTAR: WeaponCategory.LW6,
}

# What the families of a legacy code can be, by our own cartridges and families.
_CALIBRES = {
    "22": ("22",),
    "25": ("6.35x15",),
    "635": ("6.35x15",),
    "32": (".32",),
    "380": ("9x17",),
    "38": ("38",),
    "357": ("9x33r", "9x22"),
    "9": ("9mm",),
    "40": ("40",),
    "41": ("41",),
    "44": ("44",),
    "45": ("45",),
    "10": ("10",),
    "12": ("12ga", "12.7mm"),
    "16": ("16ga",),
    "20": ("20ga",),
    "28": ("28ga",),
    "410": ("36ga",),
    "223": ("223", "5.56x45"),
    "556": ("223", "5.56x45"),
    "308": ("308", "7.62x51"),
    "762": ("7.62mm",),
    "763": ("7.63x25", "7.62x25"),
    "765": ("7.65mm",),
    "303": ("303",),
    "50": ("12.7mm", "50ae"),
}

UN_REGISTER: Mapping[WeaponCategory, str] = MappingProxyType(
    {
        WeaponCategory.SA1: "Revolvers and self-loading pistols",
        WeaponCategory.SA2: "Rifles and carbines",
        WeaponCategory.SA3: "Sub-machine guns",
        WeaponCategory.SA4: "Assault rifles",
        WeaponCategory.SA5: "Light machine guns",
        WeaponCategory.SA6: "Others",
        WeaponCategory.LW1: "Heavy machine guns",
        WeaponCategory.LW2: "Hand-held under-barrel and mounted grenade launchers",
        WeaponCategory.LW3: "Portable anti-tank guns",
        WeaponCategory.LW4: "Recoilless rifles",
        WeaponCategory.LW5: "Portable anti-tank missile launchers and rocket systems",
        WeaponCategory.LW6: "Mortars of calibres less than 75 mm",
        WeaponCategory.LW7: "Others",
    }
)


def type_code(kind: WeaponKind) -> str:
    """The NCIC type code of a kind, with its action where that is known; empty without a type."""
    if kind.type is None:
        return ""
    return _TYPE_CODES[kind.type] + (_ACTION_CODES[kind.action] if kind.action else "")


def by_type_code(code: str) -> WeaponKind | None:
    """What an NCIC type code of one or two characters says, or None where it is no such code."""
    text = code.strip().upper()
    type_ = _TYPES.get(text[:1])
    action = _ACTIONS.get(text[1:2])
    if type_ is None or len(text) > 2 or (len(text) == 2 and action is None):
        return None
    return WeaponKind(type=type_, action=action, category=_category(type_, action))


def by_calibre_code(code: str) -> tuple[Calibre, ...]:
    """What an NCIC calibre code can mean, most often a family; nothing where it is no such code."""
    ids = _CALIBRES.get(code.strip().lstrip("."), ())
    return tuple(calibre for id_ in ids if (calibre := calibres.by_id(id_)))


def _category(type_: WeaponType, action: WeaponAction | None) -> WeaponCategory | None:
    if type_ is WeaponType.PISTOL:
        loads_itself = action in (WeaponAction.REVOLVER, WeaponAction.SEMI_AUTOMATIC, None)
        return WeaponCategory.SA1 if loads_itself else WeaponCategory.SA6
    if type_ is WeaponType.RIFLE:
        return WeaponCategory.SA4 if action is WeaponAction.AUTOMATIC else WeaponCategory.SA2
    if action is WeaponAction.RECOILLESS:
        return WeaponCategory.LW4
    if action is WeaponAction.LAUNCHER and type_ is WeaponType.GRENADE:
        return WeaponCategory.LW2
    return _CATEGORIES.get(type_)  # a machine gun is light or heavy: its calibre decides
