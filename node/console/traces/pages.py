"""The pages of the requester's side of traces."""

from node.console.page import ConsoleRoom, Page
from node.console.traces import (
    acts,
    checking,
    evidence,
    leg_acts,
    new_trace,
    report,
    searching,
    suggesting,
)
from node.console.traces.case import case_page
from node.console.traces.listing import cases_page

ROOM = ConsoleRoom(
    package="node.console.traces",
    pages=(
        Page(path="/cases", name="cases", show=cases_page, section="cases"),
        new_trace.PAGE,
        checking.PAGE,
        suggesting.PAGE,
        searching.PAGE,
        Page(path="/cases/{case_id}", name="case", show=case_page, section="cases"),
        *acts.PAGES,
        *leg_acts.PAGES,
        *report.PAGES,
        *evidence.PAGES,
    ),
)
