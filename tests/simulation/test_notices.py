"""Notices between three States, as the rules read (A/75/78, paras 60, 88; domain practice)."""

from dataclasses import replace
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from notice_kit import DAY_MS, HOUR_MS, OFFICER, Lend, Notices, theft, trusted
from notice_samples import pistol

from accord.cases.notice import Notice
from accord.cases.notice_codes import (
    CancelReason,
    Distribution,
    NoticeAct,
    NoticeState,
    NoticeType,
    RequestedAction,
)
from accord.dates import PartialDate
from accord.errors import AccordError, PolicyError, TransitionError
from accord.wire.kinds import MessageKind
from accord.wire.payload import decode_payload, encode_payload
from node.exchange.messages import DeliveryStatus, IncomingMessage
from node.notices.drafts import RegistryChange


def sent(region: Notices, state: str = "XA") -> list[IncomingMessage]:
    """Every version that a State has posted, one copy of each."""
    region[state].post_waits = True
    every = (one for _, _, one in region[state].posted() if one.kind is MessageKind.NOTICE)
    return list({one.message_id: one for one in every}.values())


def test_a_notice_reaches_every_member_and_each_says_since_when_it_has_applied_it(
    region: Notices,
) -> None:
    notice_id = region.publish()
    region.pass_time(3_000)
    for state in ("XB", "XC"):
        assert region.notice(state, notice_id).summary.state is NoticeState.ACTIVE
    matrix = {one.member: one for one in region.notice("XA", notice_id).matrix}
    assert {member: one.applied_version for member, one in matrix.items()} == {
        "XA": 1,
        "XB": 1,
        "XC": 1,
    }
    (register,) = matrix["XB"].registers
    assert (register.register, register.version) == ("XB register", 1)
    assert matrix["XB"].applied_ms is not None


def test_the_matrix_shows_who_has_not_yet_applied_the_version_in_force(region: Notices) -> None:
    notice_id = region.publish()
    region.pass_time(3_000)
    region.act("XA", "validate", notice_id)  # not carried yet
    matrix = {one.member: one for one in region.notice("XA", notice_id).matrix}
    assert (matrix["XB"].applied_version, matrix["XB"].current) == (1, False)
    region.settle()
    region.pass_time(3_000)
    matrix = {one.member: one for one in region.notice("XA", notice_id).matrix}
    assert (matrix["XB"].applied_version, matrix["XB"].current) == (2, True)


def test_a_member_outside_the_audience_never_receives_the_notice(region: Notices) -> None:
    notice_id = region.publish(theft(distribution=Distribution.LIST, audience=("XC",)))
    assert region.notice("XC", notice_id).summary.version == 1
    with pytest.raises(PolicyError):
        region.notice("XB", notice_id)


def test_a_member_outside_the_audience_refuses_a_notice_that_strays_to_it(region: Notices) -> None:
    region.publish(theft(distribution=Distribution.LIST, audience=("XC",)))
    (strayed,) = sent(region)
    region["XB"].take(strayed)
    assert region["XB"].failed == [(MessageKind.NOTICE, "notice.not_in_audience")]


def test_a_group_of_the_signed_policy_is_an_audience(lend: Lend) -> None:
    region = lend(trusted(groups={"COAST": ("XA", "XC")}))
    coast = theft(distribution=Distribution.GROUP, audience_group="COAST")
    notice_id = region.publish(coast)
    assert region.notice("XC", notice_id).matrix == ()  # the matrix is the owner's
    assert {one.member for one in region.notice("XA", notice_id).matrix} == {"XA", "XC"}
    with pytest.raises(PolicyError) as refused:
        region.publish(replace(coast, audience_group="HILLS", firearm=pistol("KK 99120")))
    assert refused.value.code == "notice.audience_group"


def test_an_audience_is_never_narrowed_because_nobody_can_unread(region: Notices) -> None:
    notice_id = region.publish()
    narrower = theft(distribution=Distribution.LIST, audience=("XC",))
    with pytest.raises(PolicyError) as refused:
        region["XA"].write(
            lambda tx: region.room("XA").notices.amend(
                tx, notice_id, narrower, reason="fewer", by=OFFICER
            )
        )
    assert refused.value.code == "notice.audience_narrowed"
    assert region.notice("XA", notice_id).summary.version == 1


def amend(region: Notices, notice_id: str, **changes: Any) -> None:
    draft = theft(**changes)
    region["XA"].write(
        lambda tx: region.room("XA").notices.amend(
            tx, notice_id, draft, reason="corrected", by=OFFICER
        )
    )


def test_who_does_not_own_a_notice_cannot_amend_it(region: Notices) -> None:
    notice_id = region.publish()
    with pytest.raises(PolicyError) as refused:
        region.act("XB", "validate", notice_id)
    assert refused.value.code == "notice.not_owner"


def test_a_version_from_another_sender_is_refused_and_the_notice_unchanged(region: Notices) -> None:
    notice_id = region.publish()
    (first,) = sent(region)
    theirs = decode_payload(MessageKind.NOTICE, first.payload)
    forged = replace(
        theirs,
        version=2,
        act=NoticeAct.CANCEL,
        state=NoticeState.CANCELLED,
        cancel_reason=CancelReason.NEVER_LOST,
        reason="we say so",
    )
    region["XC"].take(_as_sent(first, forged, sender="XB", number=7))
    assert region["XC"].failed == [(MessageKind.NOTICE, "reference.not_owner")]
    assert region.notice("XC", notice_id).summary.state is NoticeState.ACTIVE


def _as_sent(
    like: IncomingMessage, notice: Notice, *, sender: str = "XA", number: int = 1
) -> IncomingMessage:
    payload = encode_payload(MessageKind.NOTICE, notice)
    message_id = UUID(int=number)
    return replace(like, message_id=message_id, sender=sender, payload=payload)


def test_an_older_version_never_overtakes_a_newer_one_in_any_order(region: Notices) -> None:
    notice_id = region.draft()
    region.act("XA", "publish", notice_id)
    amend(region, notice_id, caution_text="may be loaded")
    region.act("XA", "suspend", notice_id, "under review")
    region.act("XA", "cancel", notice_id, CancelReason.WRONG_WEAPON, "another pistol")
    versions = sent(region)
    assert len(versions) == 4
    for order in permutations(versions):
        region["XB"].clear()
        for message in (*order, *order):  # every one of them twice
            region["XB"].take(message)
            region["XB"].take(replace(message, message_id=_fresh(message)))
        detail = region.notice("XB", notice_id)
        assert (detail.summary.version, detail.summary.state) == (4, NoticeState.CANCELLED)
        assert [one.version for one in detail.versions] == [1, 2, 3, 4]
        assert region["XB"].failed == []


def _fresh(message: IncomingMessage) -> UUID:
    """The id of the same bytes under another message, as a careless resend would make."""
    return UUID(int=message.message_id.int ^ 1)


def test_one_version_with_two_wordings_is_refused(region: Notices) -> None:
    notice_id = region.publish()
    (first,) = sent(region)
    other = replace(decode_payload(MessageKind.NOTICE, first.payload), loss_place="elsewhere")
    region["XB"].take(_as_sent(first, other))
    assert region["XB"].failed == [(MessageKind.NOTICE, "notice.version_conflict")]
    assert region.notice("XB", notice_id).notice.loss_place == ""


def test_nothing_follows_the_end_of_a_notice(region: Notices) -> None:
    notice_id = region.publish()
    region.act("XA", "cancel", notice_id, CancelReason.NEVER_LOST, "found in the armoury")
    region.settle()
    last = decode_payload(MessageKind.NOTICE, sent(region)[-1].payload)
    risen = replace(
        last,
        version=3,
        act=NoticeAct.VALIDATE,
        state=NoticeState.ACTIVE,
        cancel_reason=None,
        reason="",
    )
    region["XB"].take(_as_sent(sent(region)[0], risen))
    assert region["XB"].failed == [(MessageKind.NOTICE, "notice.ended")]
    with pytest.raises(TransitionError) as refused:
        region.act("XA", "validate", notice_id)
    assert "nothing: this state is final" in refused.value.text
    assert region.notice("XB", notice_id).summary.state is NoticeState.CANCELLED


def test_cancelled_says_that_it_was_never_valid_and_cleared_that_it_is_satisfied(
    region: Notices,
) -> None:
    wrong, found = region.publish(), region.publish(theft(pistol("HK 55871")))
    region.act("XA", "cancel", wrong, CancelReason.ENTERED_IN_ERROR, "typed twice")
    with pytest.raises(TransitionError):
        region.act("XA", "clear", found, "recovered")
    region.act("XA", "recover", found, "found at home")
    region.act("XA", "clear", found, "back in the armoury")
    region.settle()
    states = {one: region.notice("XB", one).summary.state for one in (wrong, found)}
    assert states == {wrong: NoticeState.CANCELLED, found: NoticeState.CLEARED}
    assert region.notice("XB", wrong).notice.cancel_reason is CancelReason.ENTERED_IN_ERROR


def test_what_was_recovered_may_prove_to_be_another_weapon(region: Notices) -> None:
    notice_id = region.publish()
    region.act("XA", "recover", notice_id, "found at home")
    region.settle()
    region.seize()  # while it counts as recovered, nobody is alarmed
    assert region.hits("XB") == ()
    region.act("XA", "resume", notice_id, "another pistol of the same make")
    region.settle()
    assert region.hits("XB")[0].notice_id == notice_id


def test_a_notice_that_nobody_validates_is_suspended_and_still_searched(region: Notices) -> None:
    notice_id = region.publish()
    region.pass_time(92 * DAY_MS)
    assert region.notice("XA", notice_id).summary.state is NoticeState.REVIEW_DUE
    region.pass_time(31 * DAY_MS)
    assert region.notice("XB", notice_id).summary.state is NoticeState.SUSPENDED
    assert "SUSPENDED" in region.notice("XB", notice_id).summary.caveats[0]
    region.seize()
    assert region.hits("XB")[0].notice_id == notice_id
    region.act("XA", "validate", notice_id)
    region.settle()
    assert region.notice("XB", notice_id).summary.state is NoticeState.ACTIVE


def test_a_validation_in_grace_keeps_the_notice_active_for_another_year(region: Notices) -> None:
    notice_id = region.publish()
    region.pass_time(92 * DAY_MS)
    region.act("XA", "validate", notice_id)
    region.pass_time(364 * DAY_MS)
    assert region.notice("XA", notice_id).summary.state is NoticeState.ACTIVE
    region.pass_time(3 * DAY_MS)
    assert region.notice("XA", notice_id).summary.state is NoticeState.REVIEW_DUE


def test_a_notice_expires_with_its_retention(region: Notices) -> None:
    last_day = PartialDate(year=2026, month=3, day=1)
    notice_id = region.publish(theft(retained_until=last_day))
    region.pass_time(61 * DAY_MS)
    assert region.notice("XB", notice_id).summary.state is NoticeState.EXPIRED
    region.seize()
    assert region.hits("XB") == ()


@pytest.mark.parametrize("serial", ["000", "AAA", "GLOCK"])
def test_zeros_only_and_letters_only_are_never_published(region: Notices, serial: str) -> None:
    notice_id = region.draft(theft(pistol(serial)))
    with pytest.raises(PolicyError) as refused:
        region.act("XA", "publish", notice_id)
    assert "are no serial number" in refused.value.text
    assert region.notice("XA", notice_id).summary.state is NoticeState.DRAFT
    assert sent(region) == []


def test_a_patent_number_entered_as_a_serial_is_marked_as_shared_by_many(region: Notices) -> None:
    ids = [region.publish(theft(pistol("US 4539889")), state) for state in ("XA", "XB", "XC")]
    region.settle()
    caveats = [region.notice("XA", one).summary.caveats for one in ids]
    assert all(any("NON_UNIQUE" in caveat for caveat in one) for one in caveats)


def test_a_state_holds_one_notice_on_one_weapon(region: Notices) -> None:
    first = region.publish()
    second = region.draft()
    with pytest.raises(PolicyError) as refused:
        region.act("XA", "publish", second)
    assert refused.value.code == "notice.duplicate"
    assert first in refused.value.text


def test_two_states_hold_notices_on_one_weapon_only_where_they_agree(region: Notices) -> None:
    first = region.publish()
    discreet = theft(requested_action=RequestedAction.DISCREET_REPORT)
    second = region.draft(discreet, "XB")
    with pytest.raises(PolicyError) as refused:
        region.act("XB", "publish", second)
    assert refused.value.code == "notice.conflict"
    assert region.notice("XB", second).summary.state is NoticeState.DRAFT
    agreed = replace(discreet, reason="agreed with XA by telephone")
    region["XB"].write(lambda tx: region.room("XB").notices.revise(tx, second, agreed, by=OFFICER))
    region.act("XB", "publish", second)
    region.settle()
    assert region.notice("XA", first).conflicts == (second,)
    assert region.notice("XC", second).conflicts == (first,)


def test_notices_of_two_states_that_cross_on_their_way_are_shown_as_a_conflict(
    region: Notices,
) -> None:
    ours, theirs = region.draft(), region.draft(state="XB")
    region.act("XA", "publish", ours)
    region.act("XB", "publish", theirs)
    region.settle()
    assert region.notice("XA", ours).conflicts == (theirs,)
    assert region.notice("XB", theirs).conflicts == (ours,)
    region.seize("XC")
    assert {one.notice_id for one in region.hits("XC")} == {ours, theirs}


def test_a_register_that_tells_of_a_theft_makes_a_draft_and_no_notice(region: Notices) -> None:
    change = RegistryChange(
        register="national register",
        record_id="R-1",
        type=NoticeType.STOLEN,
        firearm=pistol(),
        changed_on=PartialDate(year=2025, month=12, day=30),
    )
    notice_id = region["XA"].write(lambda tx: region.room("XA").notices.draft_change(tx, change))
    region.settle()
    draft = region.notice("XA", notice_id)
    assert (draft.summary.state, draft.summary.origin) == (
        NoticeState.DRAFT,
        "national register: R-1",
    )
    assert sent(region) == []
    with pytest.raises(PolicyError) as refused:  # what the register does not know, an officer adds
        region.act("XA", "publish", notice_id)
    assert "legal_basis" in refused.value.text


def test_a_draft_is_discarded_and_stays_readable(region: Notices) -> None:
    notice_id = region.draft()
    region.act("XA", "discard", notice_id, "never lost")
    assert region.notice("XA", notice_id).summary.state is NoticeState.DISCARDED
    with pytest.raises(TransitionError):
        region.act("XA", "publish", notice_id)


def test_a_notice_published_late_says_so(region: Notices) -> None:
    old = PartialDate(year=2025, month=12, day=20)
    notice_id = region.publish(theft(lost_from=old, lost_to=old, discovered=old, reported=old))
    assert any("later" in one for one in region.notice("XA", notice_id).summary.caveats)


def test_where_two_people_must_publish_the_same_one_cannot_do_it_twice(lend: Lend) -> None:
    region = lend()
    region["XA"].signoff = {"publish_notice": "two_people"}
    region["XA"].start()
    notice_id = region.draft()
    assert region.act("XA", "publish", notice_id, by="first") is False
    assert sent(region) == []
    with pytest.raises(PolicyError) as refused:
        region.act("XA", "publish", notice_id, by="first")
    assert refused.value.code == "signoff.same_person"
    assert region.notice("XA", notice_id).waits_for_second == "first"
    assert region.act("XA", "publish", notice_id, by="second") is True


def test_a_version_that_expired_on_its_way_goes_out_again(region: Notices) -> None:
    notice_id = region.draft()
    region.act("XA", "publish", notice_id)
    (message,) = sent(region)
    region["XA"].post_waits = False
    region.carried["XA"] = 10**9  # the hub was away until the message had expired
    region["XA"].told(message.message_id, "XB", DeliveryStatus.UNDELIVERED, "expired")
    region["XA"].told(message.message_id, "XC", DeliveryStatus.DELIVERED)
    region.clock.advance(ms=2 * HOUR_MS)
    region["XA"].work()
    again = sent(region)[1:]
    assert len(again) == 1
    region["XB"].take(again[0])
    assert region.notice("XB", notice_id).summary.version == 1


def test_a_new_member_is_sent_what_is_in_force(lend: Lend) -> None:
    region = lend(trusted(suspended={"XC"}))
    notice_id = region.publish()
    with pytest.raises(PolicyError):
        region.notice("XC", notice_id)
    region.believe(trusted())
    reached = region["XA"].write(lambda tx: region.room("XA").posting.distribute(tx, notice_id))
    region.settle()
    assert reached == ("XC",)
    assert region.notice("XC", notice_id).summary.state is NoticeState.ACTIVE
    again = region["XA"].write(lambda tx: region.room("XA").posting.distribute(tx, notice_id))
    assert again == ()


def test_whoever_never_received_a_notice_cannot_say_that_it_applied_it(region: Notices) -> None:
    region.publish(theft(distribution=Distribution.LIST, audience=("XB",)))
    region.pass_time(3_000)
    region["XB"].post_waits = True
    (told,) = [one for _, _, one in region["XB"].posted() if one.kind is MessageKind.NOTICE_APPLIED]
    region["XA"].take(replace(told, sender="XC", message_id=UUID(int=5)))
    assert region["XA"].failed == [(MessageKind.NOTICE_APPLIED, "notice.not_in_audience")]


def test_every_refusal_is_one_of_ours(region: Notices) -> None:
    with pytest.raises(AccordError) as refused:
        region.act("XA", "validate", "XA-N-2026-99999")
    assert refused.value.code == "notice.unknown"
