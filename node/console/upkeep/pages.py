"""The pages about the node itself."""

from collections.abc import Iterable, Mapping
from typing import Final

from aiohttp import web

from accord.pages.finding import Outcome
from accord.pages.kinds import FAMILIES
from accord.pages.marked import marked as _N
from node.api import bodies
from node.console.acting import Act
from node.console.forms.form import Form
from node.console.forms.spec import FieldSpec
from node.console.page import ConsoleRoom, Page
from node.console.visit import Visit
from node.people.rights import Right

_ROLES: Final[Mapping[str, str]] = {"MEMBER": _N("Member"), "SECRETARIAT": _N("Secretariat")}

# What is kept, by the name of its keeping.
_KEPT: Final[Mapping[str, str]] = {
    "trace_case": _N("Cases"),
    "incoming_request": _N("Requests from abroad"),
    "inquiry": _N("Our inquiries"),
    "inquiry_received": _N("Inquiries of others"),
    "hit": _N("Hits"),
    "notice": _N("Notices"),
    "transfer": _N("Transfers"),
    "certificate_check": _N("Verifications"),
    "certificate": _N("Certificates"),
    "exemption": _N("Exemptions"),
}


async def _status(visit: Visit) -> web.StreamResponse:
    status = await visit.call("showStatus")
    tests = await visit.call("listPeerTests")
    return visit.page(
        "upkeep/status.html",
        node=status,
        checks=worst_first(status.checks),
        peers=tests.peers,
        may_test=visit.may(Right.ADMINISTER),
    )


async def _doctor(visit: Visit) -> web.StreamResponse:
    found = await visit.call("examineNode")
    return visit.page("upkeep/doctor.html", at_ms=found.at_ms, checks=worst_first(found.checks))


def worst_first(checks: Iterable[bodies.Check]) -> list[bodies.Check]:
    """What is broken, then what somebody must look at, then what could not be checked."""
    return sorted(checks, key=lambda one: (one.well, not one.vital, _known(one)))


def _known(check: bodies.Check) -> bool:
    return check.finding is None or check.finding.outcome != Outcome.UNKNOWN


async def _members(visit: Visit) -> web.StreamResponse:
    directory = await visit.call("showDirectory")
    pairs = await visit.call("listPairs")
    return visit.page(
        "upkeep/members.html",
        directory=directory,
        pairs={one.member: one for one in pairs.pairs},
        families=FAMILIES,
        roles=_ROLES,
    )


async def _log(visit: Visit) -> web.StreamResponse:
    return visit.page("upkeep/log.html", log=await visit.call("showLog"))


async def _proof(visit: Visit) -> web.StreamResponse:
    """The proof behind an alarm, as the file that it is."""
    found = await visit.call("showLogEvidence", number=visit.path["number"])
    return visit.file(found.proof, f"alarm-{found.number}-{found.kind}.bin")


async def _kept(visit: Visit) -> web.StreamResponse:
    view = await visit.call("showRetention")
    archived = await visit.call("listArchived", query={"limit": 50})
    targets = await visit.call("listWebhooks")
    return visit.page(
        "upkeep/kept.html",
        kept=view,
        archived=archived.matters,
        targets=targets.targets,
        called=_KEPT,
    )


_RESUME = Act(
    route="resumeSending",
    path="/log/resume",
    title=_N("Let sending go on"),
    text=_N("An alarm stopped all sending. Say what was found out; the reason is written down."),
    submit=_N("Go on sending"),
    done=_N("Messages are sent again."),
    danger=True,
    back="log",
    section="log",
    right=Right.ADMINISTER,
    spec={"reason": FieldSpec(label=_N("Reason"))},
)
_RETENTION = Act(
    route="runRetention",
    path="/kept/run",
    title=_N("Archive what is due"),
    text=_N("What is due is archived, then deleted. A node does so once a day by itself."),
    submit=_N("Archive now"),
    done=_N("Done."),
    back="kept",
    section="kept",
    right=Right.ADMINISTER,
)
_WEBHOOK = Act(
    route="retryWebhook",
    path="/kept/webhooks/{target}/retry",
    title=_N("Try again"),
    text=_N("Whatever the agency's own system has not taken is sent to it again."),
    submit=_N("Try again"),
    done=_N("Done."),
    back="kept",
    section="kept",
    right=Right.ADMINISTER,
)
_TEST_PEERS = Act(
    route="testPeers",
    path="/node/peers/test",
    title=_N("Test the peers"),
    text=_N(
        "A test message goes to every active member through the hub, and each node that takes it "
        "confirms that. It carries nothing."
    ),
    submit=_N("Send test messages"),
    done=_N("Test messages are on their way."),
    back="node",
    section="node",
    right=Right.ADMINISTER,
)

ROOM = ConsoleRoom(
    package="node.console.upkeep",
    pages=(
        Page(path="/node", name="node", show=_status, right=Right.NODE, section="node"),
        Page(path="/node/doctor", name="doctor", show=_doctor, right=Right.NODE, section="node"),
        Page(path="/members", name="members", show=_members, right=Right.NODE, section="members"),
        Page(path="/log", name="log", show=_log, right=Right.NODE, section="log"),
        Page(path="/log/alarms/{number}", name="alarm", show=_proof, right=Right.NODE),
        Page(path="/kept", name="kept", show=_kept, right=Right.ADMINISTER, section="kept"),
        _TEST_PEERS.page(None),
        _RESUME.page(Form(bodies.Reason, spec=_RESUME.spec)),
        _RETENTION.page(None),
        _WEBHOOK.page(None),
    ),
)
