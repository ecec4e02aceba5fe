"""Routes of the region's statistics: the secretariat compiles and publishes, everybody reads."""

from sqlalchemy import Connection

from accord.cases.statistics import RegionalCompilation
from node.api.route import AnyRoute, Call, Route
from node.api.services import Services
from node.api.statistics import number
from node.api.statistics_bodies import Approved, Doubt, Numbered, PublicationList
from node.desk import documents
from node.people.rights import Right
from node.statistics.compilations import ACT, reference
from node.statistics.presenting import publication_view
from node.statistics.views import MirrorView, PublicationView, RegionalDetail


def _show(services: Services, tx: Connection, call: Call[None]) -> RegionalDetail:
    return services.statistics.views.regional(tx, number(call, "year"))


def _compile(services: Services, tx: Connection, call: Call[None]) -> Numbered:
    version = services.statistics.compilations.compile(tx, number(call, "year"), by=call.officer)
    return Numbered(version=version)


def _preview(services: Services, tx: Connection, call: Call[None]) -> PublicationView:
    row = services.statistics.compilations.load(tx, number(call, "year"), number(call, "version"))
    return publication_view(documents.load(RegionalCompilation, row.document))


def _publish(services: Services, tx: Connection, call: Call[None]) -> Approved:
    year, version = number(call, "year"), number(call, "version")
    compilations = services.statistics.compilations
    approved = compilations.publish(tx, year, version, by=call.officer)
    waits = compilations.desk.signoff.waits_for(tx, ACT, reference(year, version))
    return Approved(approved=approved, waits_for_second=waits)


def _discard(services: Services, tx: Connection, call: Call[None]) -> RegionalDetail:
    year, version = number(call, "year"), number(call, "version")
    services.statistics.compilations.discard(tx, year, version, by=call.officer)
    return services.statistics.views.regional(tx, year)


def _query(services: Services, tx: Connection, call: Call[Doubt]) -> RegionalDetail:
    year, version = number(call, "year"), number(call, "version")
    services.statistics.received.query(
        tx, call.path["state"], year, version, call.body.text, by=call.officer
    )
    return services.statistics.views.regional(tx, year)


def _mirror(services: Services, tx: Connection, call: Call[None]) -> MirrorView:
    return services.statistics.views.mirror(tx, number(call, "year"))


def _published(services: Services, tx: Connection, call: Call[None]) -> PublicationList:
    found = services.statistics.views.publications(tx, number(call, "year"))
    return PublicationList(publications=found)


_YEAR = "/v1/statistics/regional/{year}"
_VERSION = _YEAR + "/compilations/{version}"

ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path=_YEAR,
        name="showRegion",
        tag="statistics",
        summary="The secretariat's view of a year: sums over all returns, and what came when",
        answer=RegionalDetail,
        work=_show,
    ),
    Route(
        method="POST",
        path=_YEAR + "/compilations",
        name="compileRegion",
        tag="statistics",
        summary="Add up the returns as a new version; nothing is published yet",
        answer=Numbered,
        work=_compile,
        creates=True,
    ),
    Route(
        method="GET",
        path=_VERSION,
        name="previewCompilation",
        tag="statistics",
        summary="One version as it would be published, with small counts hidden",
        answer=PublicationView,
        work=_preview,
    ),
    Route(
        method="POST",
        path=_VERSION + "/publication",
        name="publishCompilation",
        tag="statistics",
        summary="Approve a version and send it to all members",
        answer=Approved,
        work=_publish,
        right=Right.APPROVE,
    ),
    Route(
        method="POST",
        path=_VERSION + "/discarding",
        name="discardCompilation",
        tag="statistics",
        summary="Say that a compilation is not to be published; it is kept",
        answer=RegionalDetail,
        work=_discard,
    ),
    Route(
        method="POST",
        path=_YEAR + "/returns/{state}/{version}/query",
        name="queryReturn",
        tag="statistics",
        summary="Tell a State what is doubtful in its return; empty text settles it",
        body=Doubt,
        answer=RegionalDetail,
        work=_query,
    ),
    Route(
        method="GET",
        path=_YEAR + "/mirror",
        name="showMirror",
        tag="statistics",
        summary="Exports declared beside imports declared, and where they differ",
        answer=MirrorView,
        work=_mirror,
    ),
    Route(
        method="GET",
        path="/v1/statistics/publications/{year}",
        name="listPublications",
        tag="statistics",
        summary="What the region has published of a year, the newest first",
        answer=PublicationList,
        work=_published,
    ),
)
