"""The menu: what a reader may open, by the rights they hold."""

from accord.pages.marked import marked as _N
from node.console.page import Entry, Group
from node.people.rights import Right

MENU: tuple[Group, ...] = (
    Group(
        label=_N("Work"),
        entries=(Entry(section="home", label=_N("Work list"), page="home", right=Right.SELF),),
    ),
    Group(
        label=_N("Traces"),
        entries=(
            Entry(section="cases", label=_N("Cases"), page="cases"),
            Entry(section="requests", label=_N("Requests from abroad"), page="requests"),
            Entry(section="new-trace", label=_N("New trace"), page="openCase", right=Right.WORK),
            Entry(section="search", label=_N("Search by a mark"), page="search", right=Right.WORK),
        ),
    ),
    Group(
        label=_N("Lost weapons"),
        entries=(
            Entry(section="notices", label=_N("Notices"), page="notices"),
            Entry(section="hits", label=_N("Hits"), page="hits"),
            Entry(section="inquiries", label=_N("Our inquiries"), page="inquiries"),
            Entry(
                section="inquiry-requests",
                label=_N("Inquiries of others"),
                page="inquiry-requests",
            ),
        ),
    ),
    Group(
        label=_N("Transfers"),
        entries=(
            Entry(section="transfers", label=_N("Transfers"), page="transfers"),
            Entry(section="certificates", label=_N("Certificates"), page="certificates"),
            Entry(section="checks", label=_N("Verifications"), page="certificate-checks"),
            Entry(section="signatories", label=_N("Signatories"), page="signatories"),
            Entry(section="exemptions", label=_N("Exemptions"), page="exemptions"),
            Entry(section="alerts", label=_N("Alerts of diversion"), page="transferAlerts"),
        ),
    ),
    Group(
        label=_N("Statistics"),
        entries=(
            Entry(section="figures", label=_N("Own figures"), page="figures"),
            Entry(section="region", label=_N("Region"), page="region"),
            Entry(section="handover", label=_N("Hand-over"), page="handovers"),
        ),
    ),
    Group(
        label=_N("People"),
        entries=(
            Entry(
                section="accounts", label=_N("Accounts"), page="accounts", right=Right.ADMINISTER
            ),
            Entry(section="tokens", label=_N("Tokens"), page="tokens", right=Right.ADMINISTER),
            Entry(section="audit", label=_N("Audit trail"), page="audit", right=Right.AUDIT),
        ),
    ),
    Group(
        label=_N("This node"),
        entries=(
            Entry(section="node", label=_N("Health"), page="node", right=Right.NODE),
            Entry(section="members", label=_N("Members"), page="members", right=Right.NODE),
            Entry(section="log", label=_N("The hub's log"), page="log", right=Right.NODE),
            Entry(section="kept", label=_N("Retention"), page="kept", right=Right.ADMINISTER),
        ),
    ),
)
