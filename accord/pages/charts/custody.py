"""The chain of custody as a picture, along a page or down a narrow one."""

from markupsafe import Markup

from accord.pages.charts.custody_across import Across
from accord.pages.charts.custody_chain import Chain
from accord.pages.charts.custody_down import Down
from accord.pages.charts.svg import Caption, Orientation, nothing


def custody(chain: Chain, caption: Caption, orientation: Orientation = "horizontal") -> Markup:
    """Stations from manufacture to recovery; what lies after the break is on other ground.

    A page may hold both orientations, under different keys (`fitting`).
    """
    if not chain.holders:
        return nothing(caption)
    draw = Down if orientation == "vertical" else Across
    return draw(chain, caption).drawn()
