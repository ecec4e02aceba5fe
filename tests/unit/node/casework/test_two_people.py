"""Answers that two people release: by kind of answer, by what makes it sensitive, never by one."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from casework_kit import Desk, Federation, case_draft, rifle, sold_abroad
from sqlalchemy import Connection, select

from accord.cases.codes import Disposition, Ground, UseRestriction
from accord.errors import PolicyError
from node.audit.tables import audit_entry
from node.casework.drafts import AnswerDraft
from node.casework.rules import CaseworkRules, Mode, ReleaseRules
from node.casework.views import RequestDetail, Standing

Make = Callable[..., Federation]
REQUESTER = CaseworkRules(send=Mode.AUTOMATIC, follow_referrals=Mode.AUTOMATIC)


class Accounts:
    """Ana and Ben work, Clara approves, Dan has left."""

    def owner(self, actor: str) -> str:
        return actor.partition("/")[0]

    def works(self, tx: Connection, actor: str) -> bool:
        return self.owner(actor) in {"ana", "ben", "clara"}

    def approves(self, tx: Connection, actor: str) -> bool:
        return actor == "clara"


def region(federation: Make, **release: str) -> Federation:
    """XC asks XA, whose release rules are these."""
    holder = CaseworkRules(release=ReleaseRules.read(release))
    made = federation(rules={"XC": REQUESTER, "XA": holder})
    object.__setattr__(made["XA"].rooms.desk.signoff, "people", Accounts())
    made["XA"].records.append(sold_abroad(rifle(), "XA", "XB"))
    return made


def asked(made: Federation, **draft: Any) -> None:
    office = made["XC"]
    office.write(partial(office.casework.cases.open_case, draft=case_draft(**draft), by="olga"))
    made.settle()


def detail(desk: Desk) -> RequestDetail:
    [request] = desk.read(desk.casework.views.list_requests)
    return desk.read(partial(desk.casework.views.request_detail, request_id=request.request_id))


def do(made: Federation, name: str, by: str, **values: Any) -> RequestDetail:
    holder = made["XA"]
    step = getattr(holder.casework.requests, name)
    request_id = detail(holder).summary.request_id
    holder.write(partial(step, request_id=request_id, by=by, **values))
    made.settle()
    return detail(holder)


def refused(made: Federation, name: str, by: str, **values: Any) -> str:
    with pytest.raises(PolicyError) as raised:
        do(made, name, by, **values)
    return raised.value.code


def test_nothing_leaves_before_the_second_person_asked_for_the_same(federation: Make) -> None:
    made = region(federation, default="two_people")
    asked(made)
    first = do(made, "approve", "ana")
    assert first.answers == ()
    assert first.waits_for_second == "ana"
    assert first.summary.standing is Standing.OFFICER
    assert refused(made, "approve", "ana") == "signoff.same_person"
    second = do(made, "approve", "clara")
    assert len(second.answers) == 1
    assert second.waits_for_second == ""
    assert [(one.actor, one.event) for one in second.timeline if one.event.startswith("A")][
        -2:
    ] == [
        ("ana", "ASK_SECOND"),
        ("clara", "ANSWER_REFERRED"),
    ]


def test_a_machine_of_the_same_person_is_no_second_person(federation: Make) -> None:
    made = region(federation, default="two_people")
    asked(made)
    do(made, "approve", "clara/5c3a")
    assert refused(made, "approve", "clara") == "signoff.same_person"
    made = region(federation, default="two_people")
    asked(made)
    do(made, "approve", "ana")
    assert refused(made, "approve", "clara/5c3a") == "signoff.not_approver"
    assert refused(made, "approve", "ben") == "signoff.not_approver"
    assert refused(made, "approve", "cli:clara") == "signoff.not_approver"
    assert len(do(made, "approve", "clara").answers) == 1


def test_somebody_without_an_account_asks_for_nothing(federation: Make) -> None:
    made = region(federation, default="two_people")
    asked(made)
    assert refused(made, "approve", "dan") == "signoff.no_account"
    assert refused(made, "approve", "api") == "signoff.no_account"
    assert detail(made["XA"]).waits_for_second == ""


def test_another_answer_than_the_first_person_asked_for_waits_anew(federation: Make) -> None:
    made = region(federation, default="two_people")
    asked(made)
    do(made, "approve", "ana")
    refusal = {"grounds": (Ground.G1,), "explanation": "an investigation is open"}
    other = do(made, "refuse", "clara", **refusal)
    assert other.answers == ()
    assert other.waits_for_second == "clara"


def test_an_answer_that_lacks_something_is_never_waited_with(federation: Make) -> None:
    made = region(federation, default="two_people")
    asked(made)
    bad = {"grounds": (), "explanation": ""}
    assert refused(made, "refuse", "ana", **bad).startswith("requirement")
    assert detail(made["XA"]).waits_for_second == ""


def test_a_wider_answer_with_a_clarification_needs_the_same_two_people(federation: Make) -> None:
    made = region(federation, default="officer", RESTRICTED="two_people")
    asked(made)
    refusal = {"grounds": (Ground.G1,), "explanation": "an investigation is open"}
    assert len(do(made, "refuse", "ana", **refusal).answers) == 1
    office = made["XC"]
    [case] = office.read(office.casework.views.list_cases)
    [leg] = office.read(partial(office.casework.views.case_detail, case_id=case.case_id)).legs
    ask = partial(office.casework.cases.ask_clarification, leg_id=leg.leg_id, by="olga")
    office.write(partial(ask, text="Until when?"))
    made.settle()
    wider = AnswerDraft(
        disposition=Disposition.RESTRICTED,
        grounds=(Ground.G1,),
        explanation="a part stays closed",
        withheld=("chain",),
    )
    waiting = do(made, "clarify", "ana", text="It is closed.", widened=wider)
    assert (waiting.waits_for_second, waiting.summary.state) == ("ana", "CLARIFYING_REFUSAL")
    clarified = do(made, "clarify", "clara", text="It is closed.", widened=wider)
    assert clarified.summary.state == "ANSWERED_RESTRICTED"


@pytest.mark.parametrize(
    ("rule", "draft", "two"),
    [
        ({"REFERRED": "two_people"}, {}, True),
        ({"REFUSED": "two_people"}, {}, False),
        ({"person": "two_people"}, {}, False),
        (
            {"person": "two_people"},
            {"last_holder_identity": True, "personal_data_justification": "the victim's gun"},
            True,
        ),
        ({"handling_SECRET": "two_people"}, {"handling": "SECRET"}, True),
        ({"handling_SECRET": "two_people"}, {"handling": "OPEN"}, False),
        ({"REFERRED": "automatic", "default": "two_people"}, {}, False),
    ],
)
def test_the_strictest_rule_about_an_answer_counts(
    federation: Make, rule: dict[str, str], draft: dict[str, Any], two: bool
) -> None:
    made = region(federation, **({"default": "officer"} | rule))
    asked(made, **draft)
    if not detail(made["XA"]).answers:
        do(made, "approve", "ana")
    assert len(detail(made["XA"]).answers) == (0 if two else 1)


def test_an_answer_that_binds_its_reader_may_need_two_people(federation: Make) -> None:
    made = region(federation, default="officer", use_restricted="two_people")
    asked(made)
    bound = {"use_restrictions": (UseRestriction.R3,)}
    assert do(made, "approve", "ana", **bound).answers == ()
    assert len(do(made, "approve", "clara", **bound).answers) == 1


@pytest.mark.parametrize(
    "options",
    [{"default": "nobody"}, {"TRACED": "officer"}, {"person": "2"}, {"handling_": "x"}],
)
def test_rules_that_mean_nothing_are_refused_at_the_start(options: dict[str, str]) -> None:
    with pytest.raises(PolicyError) as raised:
        ReleaseRules.read(options)
    assert raised.value.code == "config.release"


@pytest.mark.parametrize("key", ["send", "follow_referrals", "close"])
def test_two_people_release_answers_and_nothing_else(key: str) -> None:
    with pytest.raises(PolicyError) as raised:
        CaseworkRules.read({key: "two_people"})
    assert raised.value.code == "config.casework"


def test_an_export_holds_back_what_its_provider_reserves_and_writes_the_attempt_down(
    federation: Make,
) -> None:
    made = region(federation, default="officer")
    asked(made)
    do(made, "approve", "ana", use_restrictions=(UseRestriction.R3,))
    office = made["XC"]
    [case] = office.read(office.casework.views.list_cases)
    export = partial(office.casework.views.export_case, recipient="a journalist", by="olga")
    given = office.write(partial(export, case_id=case.case_id))
    assert given.answers == ()
    assert [one.provider for one in given.withheld] == ["XA"]
    with office.store.read() as tx:
        query = select(audit_entry).where(audit_entry.c.act == "REFUSED")
        row = tx.execute(query).mappings().one()
    assert (row["actor"], row["subject"]) == ("olga", case.case_id)
    assert "R3" in row["detail"]


def test_the_second_person_releases_the_very_answer_that_waits(federation: Make) -> None:
    made = region(federation, default="two_people")
    asked(made)
    assert refused(made, "agree", "clara") == "casework.nothing_waits"
    do(made, "refuse", "ana", grounds=(Ground.G1,), explanation="an inquiry would be harmed")
    first = do(made, "approve", "ben")
    assert first.waiting is not None
    assert first.waiting.disposition is Disposition.REFERRED
    assert refused(made, "agree", "ben") == "signoff.same_person"
    assert refused(made, "agree", "ana") == "signoff.not_approver"
    second = do(made, "agree", "clara")
    assert second.answers == (first.waiting,)
    assert second.waiting is None
