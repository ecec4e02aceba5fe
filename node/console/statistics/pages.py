"""The pages of the statistics."""

from node.console.page import ConsoleRoom, Page
from node.console.statistics import acts, entry_acts, region_acts, sheets
from node.console.statistics.acts import VERSION
from node.console.statistics.entries import entries_page, entry_page
from node.console.statistics.figure import figure_page
from node.console.statistics.region import (
    compilation_page,
    mirror_page,
    publications_page,
    region_page,
)
from node.console.statistics.region_acts import COMPILATION, YEAR
from node.console.statistics.version import version_page
from node.console.statistics.years import year_page

ROOM = ConsoleRoom(
    package="node.console.statistics",
    pages=(
        Page(path="/statistics", name="figures", show=year_page, section="figures"),
        Page(path="/statistics/entries", name="entries", show=entries_page, section="figures"),
        *entry_acts.PAGES,
        Page(
            path="/statistics/entries/{entry_id}", name="entry", show=entry_page, section="figures"
        ),
        *acts.PAGES,
        Page(path=VERSION, name="version", show=version_page, section="figures"),
        Page(path=VERSION + "/figures", name="openFigure", show=figure_page, section="figures"),
        Page(path=VERSION + "/sheet", name="exportReturn", show=sheets.export, section="figures"),
        Page(
            path=VERSION + "/register",
            name="exportRegister",
            show=sheets.register,
            section="figures",
        ),
        Page(path="/statistics/{year}", name="year", show=year_page, section="figures"),
        Page(path="/region", name="region", show=region_page, section="region"),
        *region_acts.PAGES,
        Page(path=YEAR, name="region-year", show=region_page, section="region"),
        Page(path=YEAR + "/mirror", name="showMirror", show=mirror_page, section="region"),
        Page(
            path=YEAR + "/publications",
            name="publications",
            show=publications_page,
            section="region",
        ),
        Page(
            path=COMPILATION,
            name="previewCompilation",
            show=compilation_page,
            section="region",
        ),
    ),
)
