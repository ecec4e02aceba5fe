"""Routes about the node itself: messages, registers, directory, health."""

from importlib.metadata import version

from sqlalchemy import Connection

from accord.weapons.firearm import Firearm
from node.api.bodies import (
    Alive,
    Diagnosis,
    DirectoryView,
    MemberView,
    NodeStatus,
    Readiness,
    RegisterList,
    SearchAnswer,
)
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.casework.views import Counts, MessageStatus
from node.people.rights import Right


def _message(services: Services, tx: Connection, call: Call[None]) -> MessageStatus:
    return services.views.message_status(tx, call.path["message_id"])


def _counts(services: Services, tx: Connection, _call: Call[None]) -> Counts:
    return services.views.counts(tx)


async def _registers(services: Services, _call: Call[None]) -> RegisterList:
    return RegisterList(registers=await services.registers.views())


async def _search(services: Services, call: Call[Firearm]) -> SearchAnswer:
    return await services.registers.search(call.body)


async def _directory(services: Services, _call: Call[None]) -> DirectoryView:
    directory = services.region().directory
    return DirectoryView(
        region=directory.region,
        version=directory.version,
        expires_ms=directory.expires_ms,
        hub=directory.hub.name,
        members=tuple(
            MemberView(
                id=member.id,
                name=member.name,
                active=member.active,
                roles=tuple(sorted(member.roles)),
                kinds=tuple(sorted(member.kinds)),
                answers_for=tuple(sorted(member.answers_for)),
                authorities=tuple(authority.id for authority in member.authorities),
            )
            for member in directory.members.values()
        ),
    )


async def _status(services: Services, _call: Call[None]) -> NodeStatus:
    region = services.region()
    return NodeStatus(
        member=services.member,
        authority=services.authority,
        version=version("accord"),
        now_ms=services.clock.now_ms(),
        directory_version=region.directory.version,
        directory_expires_ms=region.directory.expires_ms,
        policy_version=region.policy.version,
        policy_expires_ms=region.policy.expires_ms,
        checks=await services.checks(),
    )


async def _doctor(services: Services, _call: Call[None]) -> Diagnosis:
    checks = await services.doctor()
    return Diagnosis(at_ms=services.clock.now_ms(), checks=checks)


async def _ready(services: Services, _call: Call[None]) -> Readiness:
    checks = await services.checks()
    return Readiness(ready=all(check.well for check in checks if check.vital), checks=checks)


async def _alive(_services: Services, _call: Call[None]) -> Alive:
    return Alive()


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/messages/{message_id}",
        name="showMessage",
        tag="messages",
        summary="Where one message that this node sent stands",
        answer=MessageStatus,
        work=_message,
    ),
    Route(
        method="GET",
        path="/v1/registers",
        name="listRegisters",
        tag="registers",
        summary="The own registers: what each is, and whether it answers now",
        answer=RegisterList,
        wait=_registers,
        right=Right.NODE,
    ),
    Route(
        method="POST",
        path="/v1/registers/search",
        name="searchRegisters",
        tag="registers",
        summary="Search the own registers; nothing leaves the node",
        body=Firearm,
        answer=SearchAnswer,
        wait=_search,
    ),
    Route(
        method="GET",
        path="/v1/directory",
        name="showDirectory",
        tag="node",
        summary="The members of the federation and until when the directory holds",
        answer=DirectoryView,
        wait=_directory,
        right=Right.NODE,
    ),
    Route(
        method="GET",
        path="/v1/counts",
        name="showCounts",
        tag="node",
        summary="How many cases and requests stand where",
        answer=Counts,
        work=_counts,
        right=Right.NODE,
    ),
    Route(
        method="GET",
        path="/v1/status",
        name="showStatus",
        tag="node",
        summary="The node at a glance: trust, hub, registers",
        answer=NodeStatus,
        wait=_status,
        right=Right.NODE,
    ),
    Route(
        method="GET",
        path="/v1/doctor",
        name="examineNode",
        tag="node",
        summary="Look at everything the node needs, as accord-node doctor does; takes seconds",
        answer=Diagnosis,
        wait=_doctor,
        right=Right.NODE,
    ),
    Route(
        method="GET",
        path="/healthz",
        name="alive",
        tag="health",
        summary="The process answers",
        answer=Alive,
        wait=_alive,
        guarded=False,
    ),
    Route(
        method="GET",
        path="/readyz",
        name="ready",
        tag="health",
        summary="The node can do its work; 503 with the same body where it cannot",
        answer=Readiness,
        wait=_ready,
        guarded=False,
        well=lambda readiness: readiness.ready,
    ),
)
