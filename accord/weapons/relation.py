"""How two descriptions relate: never a bare equal or unequal."""

from accord.weapons.codes import Code


class Relation(Code):
    """UNKNOWN is an answer too: absence of knowledge is neither agreement nor conflict."""

    SAME = "SAME"
    FAMILY = "FAMILY"  # one maker's works in another country; a former State and its successor
    COMPATIBLE = "COMPATIBLE"  # may be the same, said more coarsely or from another point of view
    CONFLICT = "CONFLICT"
    UNKNOWN = "UNKNOWN"
