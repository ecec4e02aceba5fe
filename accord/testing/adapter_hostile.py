"""Questions that nobody should ask of a register, and somebody will."""

from accord.adapter import Firearm, Mark, MarkCondition, MarkKind

HOSTILE = (
    "'; DROP TABLE weapons; --",
    '" OR "1"="1',
    "%",
    "_" * 9,
    "\\",
    "\0123",
    "[[[[",
    "?" * 40,
    "*" * 40,
    "A" * 10_000,
    "(((a+)+)+)+$",
    "\u202e12345",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
)


def weapon(serial: str, maker: str = "Arvenal", **fields: str) -> Firearm:
    """A description with one serial number."""
    condition = MarkCondition.INTACT
    if any(mask in serial for mask in "?*["):
        condition = MarkCondition.PARTIAL
    mark = Mark(kind=MarkKind.MANUFACTURER_SERIAL, text=serial, condition=condition)
    # The type of ** cannot say that callers give text fields only.
    return Firearm(maker_text=maker, marks=(mark,), **fields)  # type: ignore[arg-type]  # see above
