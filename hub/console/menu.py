"""The menu of the console."""

from accord.pages.marked import marked as _N
from hub.console.page import Entry, Group

MENU: tuple[Group, ...] = (
    Group(
        label=_N("Exchange"),
        entries=(
            Entry(section="overview", label=_N("Overview"), page="overview"),
            Entry(section="members", label=_N("Members"), page="members"),
            Entry(section="traffic", label=_N("Traffic"), page="traffic"),
            Entry(section="deliveries", label=_N("Deliveries and failures"), page="deliveries"),
        ),
    ),
    Group(
        label=_N("Trust"),
        entries=(
            Entry(section="log", label=_N("Log and witnesses"), page="log"),
            Entry(section="trust", label=_N("Directory and policy"), page="trust"),
            Entry(section="requests", label=_N("Enrolment requests"), page="requests"),
        ),
    ),
    Group(
        label=_N("The hub"),
        entries=(
            Entry(section="doctor", label=_N("Diagnosis"), page="doctor"),
            Entry(section="maintenance", label=_N("Maintenance"), page="maintenance"),
            Entry(section="operators", label=_N("Operators and sessions"), page="operators"),
            Entry(section="audit", label=_N("Audit trail"), page="audit"),
        ),
    ),
)
