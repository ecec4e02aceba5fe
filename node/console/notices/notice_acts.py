"""What an officer does with a notice, each on a page of its own."""

from typing import Any

from aiohttp import web

from accord.cases.notice_codes import NoticeState
from accord.pages.marked import marked as _N
from accord.weapons.countries import resolve
from node.api import bodies
from node.api.bodies import Created
from node.api.notices import Amendment, Cancellation
from node.console.acting import Act, Prepared
from node.console.forms.spec import FieldSpec, Spec, Widget
from node.console.notices.notice_fields import AMENDMENT, NOTICE
from node.console.traces.leg_acts import formed
from node.console.visit import Visit
from node.notices.drafts import NoticeDraft, draft_of
from node.notices.views import NoticeDetail

NOTICE_PATH = "/notices/{notice_id}"
_TOLD = _N("The new version is on its way to everybody who has the notice.")
_REASON: Spec = {"reason": FieldSpec(label=_N("Reason"), widget=Widget.PARAGRAPH)}


async def audiences(visit: Visit) -> dict[str, dict[str, str]]:
    """The members that a notice may name, under their names."""
    directory = await visit.call("showDirectory")
    own = str(visit.frame["member"])
    others = {
        one.id: visit.reader.country(one.id)
        for one in directory.members
        if one.active and one.id != own
    }
    return {"audience[]": dict(sorted(others.items(), key=lambda one: one[1]))}


async def _begun(visit: Visit, _resource: Any) -> Prepared:
    own = str(visit.frame["member"])
    values = {"language": visit.reader.language}
    if resolve(own) == own:  # the code of a State, and not one that only the region uses
        values["loss_state"] = own
    return Prepared(values=values, options=await audiences(visit))


async def _drafted(visit: Visit, notice: NoticeDetail) -> Prepared:
    """The draft as it is, with the words that it begins with."""
    return Prepared(
        values=draft_of(notice.notice),
        options=await audiences(visit),
        beside={"notice": notice},
    )


async def _amended(visit: Visit, notice: NoticeDetail) -> Prepared:
    named = await audiences(visit)
    return Prepared(
        values={"draft": draft_of(notice.notice)},
        options={f"draft.{name}": known for name, known in named.items()},
        beside={"notice": notice},
    )


async def _beside(_visit: Visit, notice: NoticeDetail) -> Prepared:
    return Prepared(beside={"notice": notice})


async def _cancelling(_visit: Visit, notice: NoticeDetail) -> Prepared:
    """What the first of two people said, for the second to say the same."""
    asked = notice.waiting
    values = None
    if asked is not None and asked.cancel_reason is not None:
        values = {"why": asked.cancel_reason, "reason": asked.reason}
    return Prepared(values=values, beside={"notice": notice})


def _to_notice(visit: Visit, made: Created) -> web.StreamResponse:
    return visit.see("notice", visit.done("draftNotice"), notice_id=made.id)


def _published(visit: Visit, notice: NoticeDetail) -> web.StreamResponse:
    """A notice that waits for a second person was not published, and the page says so."""
    sent = notice.summary.state is not NoticeState.DRAFT
    query = visit.done("publishNotice") if sent else {}
    return visit.see("notice", query, notice_id=visit.path["notice_id"])


def _cancelled(visit: Visit, notice: NoticeDetail) -> web.StreamResponse:
    ended = notice.summary.state is NoticeState.CANCELLED
    query = visit.done("cancelNotice") if ended else {}
    return visit.see("notice", query, notice_id=visit.path["notice_id"])


_DRAFT = Act(
    route="draftNotice",
    path="/notices/new",
    title=_N("New notice"),
    text=_N("Describe the lost weapon. Nobody receives it before it is published."),
    submit=_N("Keep the draft"),
    done=_N("The draft is kept; nobody has received it."),
    back="notices",
    section="notices",
    spec=NOTICE,
    prepare=_begun,
    after=_to_notice,
)
_FORMED: tuple[tuple[Act, type[Any]], ...] = (
    (_DRAFT, NoticeDraft),
    (
        Act(
            route="reviseNoticeDraft",
            path=NOTICE_PATH + "/revise",
            title=_N("Complete the draft"),
            text=_N("Nobody has received it yet."),
            submit=_N("Keep the draft"),
            done=_N("The draft is kept; nobody has received it."),
            back="notice",
            section="notices",
            spec=NOTICE,
            prepare=_drafted,
        ),
        NoticeDraft,
    ),
    (
        Act(
            route="amendNotice",
            path=NOTICE_PATH + "/amend",
            title=_N("Amend the notice"),
            text=_N("A new version with other words goes to everybody. It is no validation."),
            submit=_N("Send the new version"),
            done=_TOLD,
            back="notice",
            section="notices",
            spec=AMENDMENT,
            prepare=_amended,
        ),
        Amendment,
    ),
    (
        Act(
            route="cancelNotice",
            path=NOTICE_PATH + "/cancel",
            title=_N("Cancel the notice"),
            text=_N(
                "Only for a notice that was never valid: every open hit on it ends at once, and"
                " whoever acts on one is alerted. A weapon that was found is cleared instead."
            ),
            submit=_N("Cancel the notice"),
            done=_N("The notice is cancelled; everybody who has it is told."),
            danger=True,
            back="notice",
            section="notices",
            spec={"why": FieldSpec(label=_N("Why it was never valid"), order=1), **_REASON},
            prepare=_cancelling,
            after=_cancelled,
            template="notices/act.html",
        ),
        Cancellation,
    ),
    *(
        (
            Act(
                route=route,
                path=f"{NOTICE_PATH}/{path}",
                title=title,
                text=text,
                submit=submit,
                done=done,
                danger=danger,
                back="notice",
                section="notices",
                spec=_REASON,
                prepare=_beside,
                template="notices/act.html",
            ),
            bodies.Reason,
        )
        for route, path, title, text, submit, done, danger in (
            (
                "discardNoticeDraft",
                "discard",
                _N("Discard the draft"),
                _N("Nobody has received it; it stays readable here."),
                _N("Discard"),
                _N("The draft is discarded."),
                True,
            ),
            (
                "suspendNotice",
                "suspend",
                _N("Suspend the notice"),
                _N("It is still searched, and whoever finds the weapon sees that it is suspended."),
                _N("Suspend"),
                _TOLD,
                False,
            ),
            (
                "recoverNotice",
                "recover",
                _N("The weapon is recovered"),
                _N("It is in safe hands at home. The notice then waits to be cleared."),
                _N("Say that it is recovered"),
                _TOLD,
                False,
            ),
            (
                "resumeNotice",
                "resume",
                _N("Resume the notice"),
                _N("What was recovered is another weapon: the search goes on."),
                _N("Resume"),
                _TOLD,
                False,
            ),
            (
                "clearNotice",
                "clear",
                _N("Clear the notice"),
                _N("The notice was valid and is satisfied: it ends."),
                _N("Clear"),
                _TOLD,
                False,
            ),
        )
    ),
)
_PLAIN = (
    Act(
        route="publishNotice",
        path=NOTICE_PATH + "/publish",
        title=_N("Publish the notice"),
        text=_N("It goes to its audience at once and is searched for in every register behind it."),
        submit=_N("Publish"),
        done=_N("The notice is published."),
        back="notice",
        section="notices",
        prepare=_beside,
        after=_published,
        template="notices/act.html",
    ),
    Act(
        route="validateNotice",
        path=NOTICE_PATH + "/validate",
        title=_N("Validate the notice"),
        text=_N("You say that the record is complete, true and still active."),
        submit=_N("Validate"),
        done=_TOLD,
        back="notice",
        section="notices",
        prepare=_beside,
        template="notices/act.html",
    ),
    Act(
        route="distributeNotice",
        path=NOTICE_PATH + "/distribute",
        title=_N("Send to whoever lacks it"),
        text=_N("After a loss on the way, or where a member has joined."),
        submit=_N("Send"),
        done=_N("The version in force is on its way to whoever lacked it."),
        back="notice",
        section="notices",
        prepare=_beside,
        template="notices/act.html",
    ),
)

PAGES = (*formed(_FORMED), *(act.page(None) for act in _PLAIN))
