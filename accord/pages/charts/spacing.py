"""Circles and names that do not cover each other."""

from collections.abc import Sequence
from typing import TypeAlias

from accord.pages.charts.svg import Point

Circle: TypeAlias = tuple[float, float, float]  # x, y, radius
Box: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom

_ROUNDS, _CLEAR = 40, 4.0


def apart(circles: Sequence[Circle], size: Point) -> Sequence[Circle]:
    """The circles, pushed until none covers another or some rounds have passed."""
    points = [[x, y] for x, y, _ in circles]
    radii = [radius for _, _, radius in circles]
    for _ in range(_ROUNDS):
        _keep_on_page(points, radii, size)
        moved = False
        for left, one in enumerate(points):
            for right, other in enumerate(points[:left]):
                moved |= _push(one, other, radii[left] + radii[right] + _CLEAR)
        if not moved:
            break
    _keep_on_page(points, radii, size)
    return [(x, y, radius) for (x, y), radius in zip(points, radii, strict=True)]


def free(box: Box, taken: Sequence[Box], size: Point) -> bool:
    """Whether a box is on the page and covers nothing."""
    left, top, right, bottom = box
    inside = left >= 0 and top >= 0 and right <= size[0] and bottom <= size[1]
    return inside and all(
        right <= one[0] or left >= one[2] or bottom <= one[1] or top >= one[3] for one in taken
    )


def _keep_on_page(points: Sequence[list[float]], radii: Sequence[float], size: Point) -> None:
    for point, radius in zip(points, radii, strict=True):
        for axis in (0, 1):
            point[axis] = min(max(point[axis], radius + 1), size[axis] - radius - 1)


def _push(one: list[float], other: list[float], least: float) -> bool:
    across, down = one[0] - other[0], one[1] - other[1]
    far = (across**2 + down**2) ** 0.5
    if far >= least - 0.01:
        return False
    # In one place, they part sideways.
    across, down = (across / far, down / far) if far > 0.01 else (1.0, 0.0)
    for point, way in ((one, (least - far) / 2), (other, (far - least) / 2)):
        point[0] += way * across
        point[1] += way * down
    return True
