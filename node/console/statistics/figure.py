"""The records behind one figure of our own, and how to look at a part of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from aiohttp import web

from accord.cases.statistics_codes import DIMENSIONS, VALUES, CounterCode, Dimension
from node.console.statistics.lists import leads_to, sliced
from node.console.visit import Visit
from node.statistics.views import Behind, BehindList


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One dimension of a figure, with the codes that it holds and what each adds up to."""

    dimension: Dimension
    codes: list[tuple[StrEnum, int, str]]  # with the address that narrows to it
    wider: str  # the address without this dimension; empty where it does not narrow


async def figure_page(visit: Visit) -> web.StreamResponse:
    """The records behind the figure that the query names."""
    year, version = visit.path["year"], visit.path["version"]
    names = {"counter", *(one.value.lower() for one in Dimension)}
    asked = {name: value for name, value in visit.query.items() if name in names and value}
    found: BehindList = await visit.call("openFigure", query=asked, year=year, version=version)
    code = CounterCode(asked.get("counter", CounterCode.ARMS))
    return visit.page(
        "statistics/figure.html",
        code=code,
        found=found,
        facets=[_facet(visit, asked, one, found) for one in DIMENSIONS[code]],
        records=sliced(visit, found.records, "openFigure", asked, visit.path),
        path=visit.path,
        codes=lambda record: _codes(code, record),
        leads_to=lambda subject: leads_to(visit, subject, code),
    )


def _codes(code: CounterCode, record: Behind) -> list[StrEnum]:
    return [
        VALUES[dimension](key) for dimension, key in zip(DIMENSIONS[code], record.keys, strict=True)
    ]


def _facet(
    visit: Visit, asked: Mapping[str, str], dimension: Dimension, found: BehindList
) -> Facet:
    name = dimension.value.lower()
    sums: dict[str, int] = {}
    for record in found.records:
        key = record.keys[DIMENSIONS[record.code].index(dimension)]
        sums[key] = sums.get(key, 0) + record.value
    wider = {key: value for key, value in asked.items() if key != name}
    return Facet(
        dimension=dimension,
        codes=[
            (one, sums[one.value], visit.to("openFigure", {**asked, name: one.value}, **visit.path))
            for one in VALUES[dimension]
            if one.value in sums
        ],
        wider=visit.to("openFigure", wider, **visit.path) if name in asked else "",
    )
