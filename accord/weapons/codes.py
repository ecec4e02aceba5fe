"""Code lists of the firearm block (domain practice: UN Register, NCIC, ITI, MOSAIC 05.30)."""

from enum import StrEnum


class Code(StrEnum):
    """A code of one of these lists."""

    __hash__ = str.__hash__  # an Enum's own runs in Python, a million times in a register


class Tristate(Code):
    """Yes or no, where it is known at all."""

    YES = "YES"
    NO = "NO"


class WeaponCategory(Code):
    """Codes SA1-SA6 and LW1-LW7 follow the UN Register template."""

    SA1 = "SA1"  # revolvers and self-loading pistols
    SA2 = "SA2"  # rifles and carbines
    SA3 = "SA3"  # sub-machine guns
    SA4 = "SA4"  # assault rifles
    SA5 = "SA5"  # light machine guns
    SA6 = "SA6"  # others, shotguns among them
    LW1 = "LW1"  # heavy machine guns
    LW2 = "LW2"  # hand-held under-barrel and mounted grenade launchers
    LW3 = "LW3"  # portable anti-tank guns
    LW4 = "LW4"  # recoilless rifles
    LW5 = "LW5"  # portable anti-tank missile launchers and rocket systems
    LW6 = "LW6"  # mortars of calibres less than 75 mm
    LW7 = "LW7"  # others


class WeaponType(Code):
    """NCIC TYP, first character."""

    PISTOL = "PISTOL"
    RIFLE = "RIFLE"
    SHOTGUN = "SHOTGUN"
    SUBMACHINE_GUN = "SUBMACHINE_GUN"
    MACHINE_GUN = "MACHINE_GUN"
    RIFLE_SHOTGUN = "RIFLE_SHOTGUN"
    SHOTGUN_PISTOL = "SHOTGUN_PISTOL"
    DISGUISED = "DISGUISED"
    CANNON = "CANNON"
    MORTAR = "MORTAR"
    ROCKET = "ROCKET"
    MISSILE = "MISSILE"
    GRENADE = "GRENADE"
    SILENCER = "SILENCER"
    OTHER = "OTHER"


class WeaponAction(Code):
    """NCIC TYP, second character."""

    AUTOMATIC = "AUTOMATIC"
    SEMI_AUTOMATIC = "SEMI_AUTOMATIC"
    BOLT = "BOLT"
    LEVER = "LEVER"
    PUMP = "PUMP"
    REVOLVER = "REVOLVER"
    SINGLE_SHOT = "SINGLE_SHOT"
    DOUBLE_BARREL = "DOUBLE_BARREL"
    OVER_UNDER = "OVER_UNDER"
    DERRINGER = "DERRINGER"
    CARBINE = "CARBINE"
    LAUNCHER = "LAUNCHER"
    RECOILLESS = "RECOILLESS"
    FLARE = "FLARE"
    GAS = "GAS"
    BLANK = "BLANK"
    FLINTLOCK = "FLINTLOCK"
    PERCUSSION = "PERCUSSION"
    THREE_BARREL = "THREE_BARREL"
    FOUR_BARREL = "FOUR_BARREL"
    JET = "JET"
    TEAR_GAS = "TEAR_GAS"


class LegalOrigin(Code):
    """A/75/78, paras 6, 27, 64, 105."""

    INDUSTRIAL = "INDUSTRIAL"
    CRAFT = "CRAFT"
    CONVERTED = "CONVERTED"
    REACTIVATED = "REACTIVATED"
    PRIVATELY_MADE = "PRIVATELY_MADE"
    DEACTIVATED = "DEACTIVATED"


class MarkKind(Code):
    """What a mark is; a number alone never says (serial, proof, import, stock)."""

    MANUFACTURER_SERIAL = "MANUFACTURER_SERIAL"
    MANUFACTURER_NAME = "MANUFACTURER_NAME"
    FACTORY_CODE = "FACTORY_CODE"
    COUNTRY_OF_MANUFACTURE = "COUNTRY_OF_MANUFACTURE"
    YEAR = "YEAR"
    MODEL = "MODEL"
    CALIBRE = "CALIBRE"
    IMPORT_MARK = "IMPORT_MARK"
    IMPORT_SERIAL = "IMPORT_SERIAL"
    PROOF_MARK = "PROOF_MARK"
    STATE_OWNER_MARK = "STATE_OWNER_MARK"
    UNIT_MARK = "UNIT_MARK"
    REGIONAL_SERIAL = "REGIONAL_SERIAL"
    CONFISCATION_MARK = "CONFISCATION_MARK"
    DEACTIVATION_MARK = "DEACTIVATION_MARK"
    COLLECTION_TAG = "COLLECTION_TAG"
    COMPONENT_SERIAL = "COMPONENT_SERIAL"
    ASSEMBLY_NUMBER = "ASSEMBLY_NUMBER"
    PATENT_NUMBER = "PATENT_NUMBER"
    INSPECTOR_STAMP = "INSPECTOR_STAMP"
    ALTERNATIVE_SYMBOL = "ALTERNATIVE_SYMBOL"  # ITI 8(a), second limb
    OTHER = "OTHER"


class MarkCondition(Code):
    """How a mark was found."""

    INTACT = "INTACT"
    PARTIAL = "PARTIAL"
    OBLITERATED = "OBLITERATED"
    RESTORED = "RESTORED"  # forensically revealed
    ALTERED = "ALTERED"
    COVERED = "COVERED"
    NEVER_MARKED = "NEVER_MARKED"
    NOT_EXAMINED = "NOT_EXAMINED"
    WORN = "WORN"


class MarkPosition(Code):
    """Where a mark stands; frame and receiver come first."""

    FRAME = "FRAME"
    RECEIVER = "RECEIVER"
    UPPER_RECEIVER = "UPPER_RECEIVER"
    LOWER_RECEIVER = "LOWER_RECEIVER"
    SLIDE = "SLIDE"
    BARREL = "BARREL"
    BOLT = "BOLT"
    CYLINDER = "CYLINDER"
    TRIGGER_GUARD = "TRIGGER_GUARD"
    GRIP = "GRIP"
    STOCK = "STOCK"
    OTHER = "OTHER"
    UNKNOWN = "UNKNOWN"


class Component(Code):
    """A separately numbered part."""

    BARREL = "BARREL"
    SLIDE = "SLIDE"
    BOLT = "BOLT"
    CYLINDER = "CYLINDER"
    UPPER_RECEIVER = "UPPER_RECEIVER"
    TRUNNION = "TRUNNION"
    OTHER = "OTHER"


class MatchGrade(Code):
    """How well a record matches: A exact, B near, C partial, X in conflict."""

    A = "A"
    B = "B"
    C = "C"
    X = "X"
