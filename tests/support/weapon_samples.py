"""Short ways to write a firearm in a test."""

from accord.weapons.codes import Component, MarkCondition, MarkKind, MarkPosition
from accord.weapons.firearm import Firearm, Mark, YearRange


def mark(
    text: str,
    *,
    kind: MarkKind = MarkKind.MANUFACTURER_SERIAL,
    condition: MarkCondition = MarkCondition.INTACT,
    position: MarkPosition = MarkPosition.FRAME,
    component: Component | None = None,
) -> Mark:
    """A mark; an intact serial on the frame unless said otherwise."""
    return Mark(kind=kind, text=text, condition=condition, position=position, component=component)


def weapon(
    *marks: str | Mark,
    maker: str = "Taurus",
    calibre: str = "9 mm Luger",
    type_text: str = "Pistola",
    country: str = "BR",
    model: str = "",
    years: tuple[int, int] | None = None,
) -> Firearm:
    """A firearm with these marks; a text is an intact serial on the frame."""
    return Firearm(
        maker_text=maker,
        calibre_text=calibre,
        type_text=type_text,
        model_text=model,
        country_of_manufacture=country,
        year_of_manufacture=YearRange(first=years[0], last=years[1]) if years else None,
        marks=tuple(mark(one) if isinstance(one, str) else one for one in marks),
    )
