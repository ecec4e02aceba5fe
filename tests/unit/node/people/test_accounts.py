import pytest
from people_kit import Person, make_person

from accord.access.errors import NotSignedInError
from accord.errors import AccordError, FormatError, PolicyError
from accord.testing.clock import ManualClock
from node.people.opening import People
from node.people.rights import Actor, Right, Role, machine
from node.people.views import Membership, NewAccount, NewToken, RolesWanted

ROOT = machine("root")


@pytest.fixture
def ana(people: People, clock: ManualClock) -> Person:
    return make_person(people, clock, "ana", Role.OFFICER)


def code(action: object, *given: object, **named: object) -> str:
    with pytest.raises(AccordError) as raised:
        action(*given, **named)  # type: ignore[operator]
    return raised.value.code


def test_roles_count_only_at_the_authority_that_gave_them(people: People, ana: Person) -> None:
    ana.set_up()
    with people.store.begin() as tx:
        elsewhere = RolesWanted(roles=(Role.ADMINISTRATOR,), authority="XA-POLICE")
        shown = people.accounts.set_roles(tx, "ana", elsewhere, by=ROOT)
    assert shown.memberships == (
        Membership(authority="XA-NPC", roles=(Role.OFFICER,)),
        Membership(authority="XA-POLICE", roles=(Role.ADMINISTRATOR,)),
    )
    assert Right.ADMINISTER not in people.admit(ana.sign_in().token).rights


def test_an_authority_that_is_not_ours_gives_no_roles(people: People, ana: Person) -> None:
    with people.store.begin() as tx:
        wanted = RolesWanted(roles=(Role.OFFICER,), authority="XB-NPC")
        assert code(people.accounts.set_roles, tx, "ana", wanted, by=ROOT) == "account.authority"


def test_nobody_changes_what_they_themselves_may_do(people: People, clock: ManualClock) -> None:
    actor = people.admit(make_person(people, clock, "berta", Role.ADMINISTRATOR).set_up().token)
    with people.store.begin() as tx:
        wanted = RolesWanted(roles=(Role.APPROVER, Role.ADMINISTRATOR))
        assert (
            code(people.accounts.set_roles, tx, "berta", wanted, by=actor) == "access.own_account"
        )
        active = people.accounts.set_active
        assert code(active, tx, "berta", active=False, by=actor) == "access.own_account"


def test_a_role_taken_away_counts_at_once(people: People, ana: Person) -> None:
    token = ana.set_up().token
    with people.store.begin() as tx:
        people.accounts.set_roles(tx, "ana", RolesWanted(roles=()), by=ROOT)
    assert people.admit(token).rights == {Right.SELF}


def test_a_deactivated_account_is_out_at_once_and_stays_out(people: People, ana: Person) -> None:
    token = ana.set_up().token
    with people.store.begin() as tx:
        people.accounts.set_active(tx, "ana", active=False, by=ROOT)
    with pytest.raises(NotSignedInError):
        people.admit(token)
    with pytest.raises(NotSignedInError):
        ana.sign_in()


def test_a_reset_account_begins_anew(people: People, ana: Person) -> None:
    token = ana.set_up().token
    with people.store.begin() as tx:
        people.accounts.reset(tx, "ana", people.sign_in.digest("a new first one"), by=ROOT)
    with pytest.raises(NotSignedInError):
        people.admit(token)
    ana.secret, ana.password = "", "a new first one"
    assert ana.sign_in().to_do == ("password", "factor")


def test_a_reset_account_leaves_no_token_behind(people: People, ana: Person) -> None:
    ana.set_up()
    token, _ = a_token(people, Right.READ)
    people.admit(token)
    with people.store.begin() as tx:
        people.accounts.reset(tx, "ana", people.sign_in.digest("a new first one"), by=ROOT)
    with pytest.raises(NotSignedInError):
        people.admit(token)


@pytest.mark.parametrize("name", ["", "a", "Ana", "node", "hub", "1ana", "ana maria", "cli:ana"])
def test_names_that_are_none_or_another_actors_are_refused(people: People, name: str) -> None:
    wanted = NewAccount(name=name, display_name="Ana", roles=())
    with people.store.begin() as tx, pytest.raises(FormatError) as raised:
        people.accounts.make(tx, wanted, "", by=ROOT)
    assert raised.value.code == "account.name"


def test_a_name_is_given_once(people: People, ana: Person) -> None:
    wanted = NewAccount(name="ana", display_name="Another", roles=())
    with people.store.begin() as tx:
        assert code(people.accounts.make, tx, wanted, "", by=ROOT) == "account.exists"


def test_somebody_elses_session_is_ended_by_an_administrator_only(
    people: People, ana: Person, clock: ManualClock
) -> None:
    session = ana.set_up().session_id
    berta = people.admit(make_person(people, clock, "berta", Role.OFFICER).set_up().token)
    clara = people.admit(make_person(people, clock, "clara", Role.ADMINISTRATOR).set_up().token)
    with people.store.begin() as tx:
        end = people.sessions.end
        assert code(end, tx, session, by=berta) == "session.unknown"
        assert {one.name for one in people.sessions.list(tx, by=berta).sessions} == {"berta"}
        assert "ana" in {one.name for one in people.sessions.list(tx, by=clara).sessions}
        end(tx, session, by=clara)
        assert code(end, tx, session, by=clara) == "session.unknown"


def a_token(people: People, *scopes: Right, days: int = 30) -> tuple[str, str]:
    with people.store.begin() as tx:
        wanted = NewToken(account="ana", purpose="evidence room", scopes=scopes, days=days)
        made = people.tokens.make(tx, wanted, by=ROOT)
    return made.token, made.view.token_id


def test_a_token_acts_as_its_account_within_its_scopes(people: People, ana: Person) -> None:
    token, token_id = a_token(people, Right.READ)
    actor = people.admit(token)
    assert actor.name == f"ana/{token_id}"
    assert actor.rights == {Right.READ}


def test_a_token_holds_no_more_than_its_account_does_now(people: People, ana: Person) -> None:
    token, _ = a_token(people, Right.READ, Right.WORK)
    with people.store.begin() as tx:
        people.accounts.set_roles(tx, "ana", RolesWanted(roles=(Role.AUDITOR,)), by=ROOT)
    assert people.admit(token).rights == {Right.READ}


@pytest.mark.parametrize("scope", [Right.SELF, Right.APPROVE, Right.ADMINISTER, Right.AUDIT])
def test_a_machine_is_no_second_person_and_no_administrator(
    people: People, ana: Person, scope: Right
) -> None:
    with people.store.begin() as tx:
        everything = RolesWanted(roles=(Role.APPROVER, Role.ADMINISTRATOR))
        people.accounts.set_roles(tx, "ana", everything, by=ROOT)
    with pytest.raises(PolicyError) as raised:
        a_token(people, scope)
    assert raised.value.code == "token.scopes"


def test_a_token_ends_on_its_day_by_revocation_and_with_its_account(
    people: People, ana: Person, clock: ManualClock
) -> None:
    short, _ = a_token(people, Right.READ, days=1)
    long, long_id = a_token(people, Right.READ, days=366)
    other, _ = a_token(people, Right.READ)
    clock.advance(days=1)
    with people.store.begin() as tx:
        people.tokens.revoke(tx, long_id, by=ROOT)
    for token in (short, long):
        with pytest.raises(NotSignedInError):
            people.admit(token)
    people.admit(other)
    with people.store.begin() as tx:
        people.accounts.set_active(tx, "ana", active=False, by=ROOT)
    with pytest.raises(NotSignedInError):
        people.admit(other)


@pytest.mark.parametrize("token", ["", "x", "acs_", "act_", "acs_" + "A" * 43, "a" * 5000])
def test_a_token_that_nobody_has_is_refused(people: People, token: str) -> None:
    with pytest.raises(NotSignedInError):
        people.admit(token)


def test_an_actor_without_the_right_is_told_which(people: People) -> None:
    with pytest.raises(PolicyError, match="AUDIT"):
        Actor(name="ana", rights=frozenset({Right.READ})).insist(Right.AUDIT)
