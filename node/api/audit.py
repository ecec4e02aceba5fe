"""Routes of auditors: the trail, whether it is whole, and its signed head."""

from sqlalchemy import Connection

from node.api.route import AnyRoute, Call, Query, Route
from node.api.services import Services
from node.audit.views import EntryList, HeadView, TrailCheck
from node.people.rights import Right

PAGE = 100
MOST = 5000
LATEST = 999_999_999


def _page(services: Services, tx: Connection, call: Call[None]) -> EntryList:
    before = call.query.get("before")
    return services.audit.page(
        tx,
        after=int(call.query.get("after", 0)),
        before=None if before is None else int(before),
        limit=int(call.query.get("limit", PAGE)),
        subject=call.query.get("subject", ""),
        actor=call.query.get("actor", ""),
    )


def _sign(services: Services, tx: Connection, call: Call[None]) -> HeadView:
    return services.audit.sign(tx, by=call.officer)


def _check(services: Services, tx: Connection, call: Call[None]) -> TrailCheck:
    number, hash_ = int(call.query.get("number", 0)), call.query.get("hash", "")
    return services.audit.check(tx, number=number, hash_=hash_)


ROUTES: tuple[AnyRoute, ...] = (
    Route(
        method="GET",
        path="/v1/audit",
        name="listAudit",
        tag="audit",
        summary="The audit trail, the oldest entry first unless `before` is given",
        answer=EntryList,
        work=_page,
        query=(
            Query(name="after", description="a number", minimum=0, maximum=LATEST),
            Query(
                name="before",
                description="a number: those before it, the newest first",
                minimum=1,
                maximum=LATEST,
            ),
            Query(name="limit", description="entries on the page", minimum=1, maximum=MOST),
            Query(name="subject", description="only what was done to this: a case, an account"),
            Query(name="actor", description="only what this account or State did"),
        ),
        right=Right.AUDIT,
    ),
    Route(
        method="POST",
        path="/v1/audit/heads",
        name="signAudit",
        tag="audit",
        summary="Sign where the trail ends now, to be kept outside the node",
        answer=HeadView,
        work=_sign,
        right=Right.AUDIT,
    ),
    Route(
        method="GET",
        path="/v1/audit/check",
        name="checkAudit",
        tag="audit",
        summary="Whether the trail is whole; every fault names its row",
        answer=TrailCheck,
        work=_check,
        query=(
            Query(name="number", description="of a head that you hold", minimum=1, maximum=LATEST),
            Query(name="hash", description="of that head, hexadecimal"),
        ),
        right=Right.AUDIT,
    ),
)
