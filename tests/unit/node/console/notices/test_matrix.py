from notice_samples import notice

from accord.cases.notice_codes import NoticeAct, NoticeState, NoticeType
from node.console.notices.changes import version_lines
from node.console.notices.matrix import MOST_VERSIONS, matrix_of
from node.notices.views import MemberApplied, NoticeDetail, NoticeSummary, NoticeVersion


def versions(count: int) -> tuple[NoticeVersion, ...]:
    return tuple(
        NoticeVersion(
            version=number,
            act=NoticeAct.PUBLISH if number == 1 else NoticeAct.AMEND,
            state=NoticeState.ACTIVE,
            at_ms=number,
            notice=notice(version=number, loss_place=f"Station {number}"),
        )
        for number in range(1, count + 1)
    )


def member(name: str, *, sent: int, applied: int, status: str = "DELIVERED") -> MemberApplied:
    return MemberApplied(
        member=name,
        sent_version=sent,
        sent_ms=1,
        status=status,
        applied_version=applied,
        applied_ms=1 if applied else None,
        current=applied == 3,
        registers=(),
    )


def detail(*members: MemberApplied, count: int = 3) -> NoticeDetail:
    kept = versions(count)
    return NoticeDetail(
        summary=NoticeSummary(
            notice_id="XA-N-2026-00001",
            owner="XA",
            version=count,
            state=NoticeState.ACTIVE,
            type=NoticeType.STOLEN,
            requested_action="",
            weapon="Glock 17",
            updated_ms=1,
            origin="",
            caveats=(),
        ),
        notice=kept[-1].notice,
        versions=kept,
        matrix=members,
        conflicts=(),
        hits=(),
        waits_for_second="",
        allowed=(),
        messages=(),
        timeline=(),
    )


def test_each_member_shows_how_far_every_version_came() -> None:
    own = member("XA", sent=0, applied=3, status="")
    behind = member("XB", sent=3, applied=1)
    lost = member("XC", sent=3, applied=0, status="UNDELIVERED")
    late = member("XD", sent=2, applied=0)
    picture = matrix_of(detail(own, behind, lost, late))
    marks = {line.applied.member: list(line.marks) for line in picture.lines}
    assert marks == {
        "XA": ["contained", "contained", "applied"],
        "XB": ["applied", "overtaken", "sent"],
        "XC": ["overtaken", "overtaken", "failed"],
        "XD": ["overtaken", "sent", "unsent"],
    }
    assert (picture.current, picture.members) == (0, 3)


def test_our_own_registers_are_no_member_of_the_audience() -> None:
    own = member("XA", sent=0, applied=3, status="")
    picture = matrix_of(detail(own, member("XB", sent=3, applied=3)))
    assert (picture.current, picture.members) == (1, 1)
    assert [line.own for line in picture.lines] == [True, False]


def test_many_versions_leave_the_oldest_out_and_say_how_many() -> None:
    picture = matrix_of(detail(member("XB", sent=12, applied=12), count=12))
    assert len(picture.versions) == MOST_VERSIONS
    assert picture.earlier == 12 - MOST_VERSIONS


def test_a_version_names_the_fields_that_it_says_differently() -> None:
    lines = version_lines(versions(2))
    assert [list(line.changed) for line in lines] == [["Place of the loss"], []]
