"""Sheets to take away: the long format, the UN Register, and a template that is filled."""

from aiohttp import web

from node.console.visit import Visit
from node.statistics.views import Sheet


async def export(visit: Visit) -> web.StreamResponse:
    """Every counter of a version, one count a line."""
    year, version = visit.path["year"], visit.path["version"]
    return taken(visit, await visit.call("exportReturn", year=year, version=version))


async def register(visit: Visit) -> web.StreamResponse:
    """The report to the UN Register, whole or as it may be published."""
    year, version = visit.path["year"], visit.path["version"]
    query = {"for_publication": visit.query.get("for_publication", "no")}
    sheet = await visit.call("exportRegister", query=query, year=year, version=version)
    return taken(visit, sheet)


def taken(visit: Visit, sheet: Sheet) -> web.StreamResponse:
    """A sheet as a file."""
    return visit.file(sheet.text.encode(), sheet.name, sheet.media_type)
