"""Three States with notices and hits, over the casework kit: Arvenia, Belmara and Corvina."""

from collections.abc import Callable, Collection
from dataclasses import replace
from random import Random
from typing import Any

from casework_kit import Federation, case_draft, region
from notice_samples import COMPARED, pistol

from accord.cases.hit_codes import (
    FindingEvent,
    HitAnswer,
    HitPriority,
    Instruction,
)
from accord.cases.notice_codes import HolderClass, NoticeType
from accord.dates import PartialDate
from accord.testing.clock import ManualClock
from accord.trust.policy_notice import NoticePolicy
from accord.trust.trusted import TrustedRegion
from accord.weapons.firearm import Firearm
from node.desk.sighting import Sighting, Source
from node.notices.drafts import NoticeDraft
from node.notices.hit_forms import ConfirmationAsked, HitReply, RecoveryReport
from node.notices.opening import NoticesRoom
from node.notices.views import HitDetail, HitSummary, NoticeDetail

OFFICER = "officer of the day"
MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS
YESTERDAY = PartialDate(year=2025, month=12, day=31)


def theft(firearm: Firearm | None = None, **fields: Any) -> NoticeDraft:
    """A pistol stolen from a police station in Arvenia, described as the law asks for."""
    values: dict[str, Any] = {
        "type": NoticeType.STOLEN,
        "firearm": firearm or pistol(),
        "case_reference": "POL/2025/17",
        "lost_from": YESTERDAY,
        "lost_to": YESTERDAY,
        "discovered": YESTERDAY,
        "reported": YESTERDAY,
        "loss_state": "UNKNOWN",
        "holder_class": HolderClass.POLICE,
        "legal_basis": "Firearms Act, section 12",
    }
    return NoticeDraft(**(values | fields))


def trusted(
    *, round_the_clock: Collection[str] = (), suspended: Collection[str] = (), **policy: Any
) -> TrustedRegion:
    """The kit's region, with desks that never close, members away, and its policy on notices."""
    plain = region()
    members = {}
    for name, member in plain.directory.members.items():
        roles = ("NPC", "HIT_DESK", "24/7") if name in round_the_clock else ("NPC", "HIT_DESK")
        authorities = tuple(replace(one, roles=roles) for one in member.authorities)
        members[name] = replace(member, authorities=authorities, active=name not in suspended)
    return replace(
        plain,
        directory=replace(plain.directory, members=members),
        policy=replace(plain.policy, notices=NoticePolicy(**policy)),
    )


Lend = Callable[..., "Notices"]


class Notices(Federation):
    """The federation with short ways to its notices and hits; XA owns what is lost."""

    def begin_anew(self, believed: TrustedRegion | None = None) -> None:
        """Empty stores and the first day again, quicker than a new federation."""
        self.clock = ManualClock()
        self.carried = dict.fromkeys(self.desks, 0)
        for state, desk in self.desks.items():
            desk.clear()
            desk.clock = self.clock
            desk.random = Random(state)
            desk.signoff = {}
        self.believe(believed or trusted())

    def believe(self, believed: TrustedRegion) -> None:
        """Everybody has learned of newer trust."""
        for desk in self.desks.values():
            desk.trusted = believed
            desk.start()

    def room(self, state: str) -> NoticesRoom:
        return self[state].rooms.notices

    def draft(self, draft: NoticeDraft | None = None, state: str = "XA") -> str:
        wanted = draft or theft()
        return self[state].write(lambda tx: self.room(state).notices.draft(tx, wanted, by=OFFICER))

    def publish(self, draft: NoticeDraft | None = None, state: str = "XA") -> str:
        """A notice published and applied everywhere."""
        notice_id = self.draft(draft, state)
        self.act(state, "publish", notice_id)
        self.settle()
        return notice_id

    def act(self, state: str, act: str, notice_id: str, *args: Any, by: str = OFFICER) -> Any:
        """One act of a notice's owner, before anybody else knows of it."""
        do = getattr(self.room(state).notices, act)
        return self[state].write(lambda tx: do(tx, notice_id, *args, by=by))

    def pass_time(self, milliseconds: int) -> None:
        self.clock.advance(ms=milliseconds)
        self.settle()

    def notice(self, state: str, notice_id: str) -> NoticeDetail:
        return self[state].read(lambda tx: self.room(state).views.notice_detail(tx, notice_id))

    def hits(self, state: str) -> tuple[HitSummary, ...]:
        return self[state].read(self.room(state).views.list_hits)

    def hit(self, state: str, hit_id: str) -> HitDetail:
        return self[state].read(lambda tx: self.room(state).views.hit_detail(tx, hit_id))

    def seize(
        self, state: str = "XB", firearm: Firearm | None = None, subject: str = "CASE-1"
    ) -> None:
        """The State meets a weapon in a case of its own."""
        found = Sighting(
            source=Source.CASE,
            subject=subject,
            finder=state,
            reference=subject,
            firearm=firearm or pistol(),
        )
        self[state].write(lambda tx: self.room(state).search.sighted(tx, found))
        self.settle()

    def only_hit(self, state: str = "XB") -> str:
        (one,) = self.hits(state)
        return one.hit_id

    def ask(self, hit_id: str, state: str = "XB", *, urgent: bool = False, **fields: Any) -> None:
        asked = confirmation(urgent=urgent, **fields)
        finder = self.room(state).finder
        self[state].write(lambda tx: finder.request(tx, hit_id, asked, by=OFFICER))
        self.settle()

    def answer(self, hit_id: str, state: str = "XA", **fields: Any) -> None:
        said = confirmed(**fields)
        owner = self.room(state).owner
        self[state].write(lambda tx: owner.respond(tx, hit_id, said, by=OFFICER))
        self.settle()

    def found_and_asked(self, *, urgent: bool = False) -> tuple[str, str]:
        """A published notice, a hit of Belmara on it, and its first request."""
        notice_id = self.publish()
        self.seize()
        hit_id = self.only_hit()
        self.ask(hit_id, urgent=urgent)
        return notice_id, hit_id

    def open_case(self, state: str, firearm: Firearm | None = None) -> str:
        """A real trace case, searched in the own registers."""
        cases = self[state].casework.cases
        draft = case_draft(firearm or pistol())
        case_id = self[state].write(lambda tx: cases.open_case(tx, draft, by=OFFICER))
        self.settle()
        return case_id


def confirmation(*, urgent: bool = False, **fields: Any) -> ConfirmationAsked:
    values: dict[str, Any] = {
        "compared": COMPARED,
        "event": FindingEvent.SEIZED,
        "priority": HitPriority.URGENT if urgent else HitPriority.ROUTINE,
        "urgency_justification": "somebody is held on this hit alone" if urgent else "",
        "sole_basis_for_detention": urgent,
    }
    return ConfirmationAsked(**(values | fields))


def confirmed(**fields: Any) -> HitReply:
    values: dict[str, Any] = {
        "answer": HitAnswer.CONFIRMED,
        "compared": COMPARED,
        "instruction": Instruction.SEIZE,
    }
    return HitReply(**(values | fields))


def recovery() -> RecoveryReport:
    return RecoveryReport(
        recovered_on=PartialDate(year=2026, month=1, day=1),
        place="Port Belm",
        agency="Harbour Police",
        agency_case="HP/88",
        condition="complete, loaded",
        marks=pistol().marks,
    )


class Pool:
    """Federations that tests borrow one after another."""

    def __init__(self) -> None:
        self._made: list[Notices] = []
        self._lent = 0

    def take_back(self) -> None:
        self._lent = 0

    def lend(self, believed: TrustedRegion | None = None) -> Notices:
        """A federation in which nothing has happened yet."""
        if self._lent == len(self._made):
            self._made.append(Notices())
        one = self._made[self._lent]
        self._lent += 1
        one.begin_anew(believed)
        return one

    def close(self) -> None:
        for one in self._made:
            one.close()
