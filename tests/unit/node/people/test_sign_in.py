from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest
from people_kit import PASSWORD, Person, make_person
from sqlalchemy import select

from accord.access import limits
from accord.access.errors import NotSignedInError, TooManyError
from accord.access.passwords import Passwords, cheap_hasher
from accord.errors import PolicyError
from accord.testing.clock import ManualClock
from node.audit.tables import audit_entry
from node.people import sessions, sign_in
from node.people.opening import People
from node.people.rights import Right, Role, machine
from node.people.tables import account, account_recovery, login_session
from node.people.views import Credentials, PasswordChange, SignedIn


@pytest.fixture
def ana(people: People, clock: ManualClock) -> Person:
    return make_person(people, clock, "ana", Role.OFFICER)


def acts(people: People) -> list[tuple[str, str]]:
    with people.store.read() as tx:
        found = tx.execute(select(audit_entry.c.actor, audit_entry.c.act))
        return [(row.actor, row.act) for row in found]


def refused(people: People, given: Credentials, address: str = "192.0.2.1") -> str:
    with pytest.raises(NotSignedInError) as raised:
        people.sign_in.password(given, address)
    return raised.value.text


def test_the_first_sign_in_allows_nothing_but_ones_own_account(people: People, ana: Person) -> None:
    ana.password = ana.first_password
    signed = ana.sign_in()
    assert signed.to_do == ("password", "factor")
    assert signed.rights == (Right.SELF,)
    with pytest.raises(PolicyError, match="READ"):
        people.admit(signed.token).insist(Right.READ)


def test_with_password_and_factor_an_officer_may_work(people: People, ana: Person) -> None:
    signed = ana.set_up()
    assert signed.to_do == ()
    actor = people.admit(signed.token)
    assert actor.name == "ana"
    assert actor.rights == {Right.SELF, Right.NODE, Right.READ, Right.WORK}


def test_a_code_is_good_once(people: People, ana: Person) -> None:
    ana.set_up()
    given = Credentials(name="ana", password=PASSWORD, code=ana.code())
    people.sign_in.password(given, "192.0.2.1")
    refused(people, given)


def test_a_recovery_code_is_good_once_however_it_is_spelled(people: People, ana: Person) -> None:
    ana.set_up()
    code = ana.recovery[3].upper().replace("-", " ")
    given = Credentials(name="ana", password=PASSWORD, code=code)
    assert people.sign_in.password(given, "192.0.2.1").to_do == ()
    refused(people, given)


def test_the_answer_does_not_say_what_was_wrong(people: People, ana: Person) -> None:
    ana.set_up()
    texts = {
        refused(people, Credentials(name="ana", password="wrong", code=ana.code())),
        refused(people, Credentials(name="ana", password=PASSWORD, code="000000")),
        refused(people, Credentials(name="ana", password=PASSWORD)),
        refused(people, Credentials(name="nobody-here", password=PASSWORD)),
        refused(people, Credentials(name="NOT A NAME", password=PASSWORD)),
        refused(people, Credentials(name="ana", password="x" * 5000)),
    }
    assert len(texts) == 1


def test_a_failure_is_audited_and_a_slipped_password_is_not(people: People, ana: Person) -> None:
    refused(people, Credentials(name="ana", password="wrong"))
    refused(people, Credentials(name="hunter2hunter2", password=""))
    assert acts(people)[-2:] == [("ana", "SIGN_IN_FAILED"), ("nobody", "SIGN_IN_FAILED")]


def test_a_wrong_old_password_is_audited_and_a_weak_new_one_is_no_guess(
    people: People, ana: Person
) -> None:
    actor = people.admit(ana.set_up().token)
    with pytest.raises(NotSignedInError):
        people.sign_in.change_password(PasswordChange(old="a guess", new="x"), by=actor)
    assert acts(people)[-1] == ("ana", "SIGN_IN_FAILED")
    for _ in range(limits.FREE_FAILURES + 1):
        with pytest.raises(PolicyError, match=r"password\.weak"):
            people.sign_in.change_password(PasswordChange(old=ana.password, new="x"), by=actor)
    assert ana.sign_in().rights


class Late(Passwords):
    """Something happens while a password is compared."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__(Random(5).randbytes, cheap_hasher())
        self._happens = happens

    def agrees(self, kept: str, password: str) -> bool:
        self._happens()
        return super().agrees(kept, password)


def test_an_account_that_is_reset_meanwhile_does_not_open_to_its_old_password(
    people: People, ana: Person
) -> None:
    ana.set_up()

    def reset() -> None:
        with people.store.begin() as tx:
            people.accounts.reset(tx, "ana", people.sign_in.digest("another"), by=machine("root"))

    door = replace(people.sign_in, passwords=Late(reset))
    with pytest.raises(NotSignedInError):
        door.password(Credentials(name="ana", password=ana.password), "192.0.2.1")


def test_strangers_shut_nobody_out_of_a_browser_that_is_known(people: People, ana: Person) -> None:
    ana.set_up()
    kept = people.sign_in.to_keep("ana", "")
    for number in range(limits.ATTEMPTS_A_MINUTE + limits.FREE_FAILURES):
        with pytest.raises((NotSignedInError, TooManyError)):
            people.sign_in.password(Credentials(name="ana", password=f"{number}"), "192.0.2.1")

    for name, wrong in (
        *(("ana", wrong) for wrong in ("", "00", kept[:-2], kept.upper(), "00" * 300)),
        ("bako", kept),
    ):
        with pytest.raises(TooManyError):
            people.sign_in.password(Credentials(name=name, password="x"), "192.0.2.1", wrong)

    def known(password: str) -> SignedIn:
        given = Credentials(name="ana", password=password, code=ana.code())
        return people.sign_in.password(given, "192.0.2.1", kept)

    assert known(ana.password).rights
    assert people.sign_in.to_keep("ana", kept) == kept
    for _ in range(limits.FREE_FAILURES):
        with pytest.raises(NotSignedInError):
            known("a guess")
    with pytest.raises(TooManyError, match=r"login\.locked"):  # by the same rule
        known(ana.password)
    with people.store.begin() as tx:
        people.accounts.unlock(tx, "ana", by=machine("root"))
    assert known(ana.password).rights


@pytest.mark.parametrize("name", ["ana", "nobody-here"])
def test_too_many_failures_lock_a_name_whether_there_is_one_or_not(
    people: People, ana: Person, clock: ManualClock, name: str
) -> None:
    ana.set_up()
    for _ in range(limits.FREE_FAILURES):
        refused(people, Credentials(name=name, password="wrong"))
    good = Credentials(name=name, password=PASSWORD, code=ana.code())
    with pytest.raises(TooManyError) as raised:
        people.sign_in.password(good, "192.0.2.1")
    assert raised.value.code == "login.locked"
    assert 0 < raised.value.wait_seconds <= 60
    clock.advance(seconds=60)
    if name == "ana":
        assert ana.sign_in().to_do == ()


def test_each_further_failure_locks_for_twice_as_long(people: People, clock: ManualClock) -> None:
    waits = []
    for _ in range(limits.FREE_FAILURES + 8):
        try:
            refused(people, Credentials(name="ana", password="wrong"))
        except TooManyError as error:
            waits.append(error.wait_seconds)
            clock.advance(seconds=error.wait_seconds)
            refused(people, Credentials(name="ana", password="wrong"))
    assert waits[:4] == [60, 120, 240, 480]
    assert max(waits) <= 3600


def test_one_address_cannot_try_many_names(people: People, clock: ManualClock) -> None:
    for number in range(limits.ATTEMPTS_A_MINUTE):
        refused(people, Credentials(name=f"name{number}", password="wrong"))
    with pytest.raises(TooManyError) as raised:
        people.sign_in.password(Credentials(name="another", password="wrong"), "192.0.2.1")
    assert raised.value.code == "login.too_many"
    refused(people, Credentials(name="another", password="wrong"), address="192.0.2.2")
    clock.advance(seconds=60)
    refused(people, Credentials(name="another", password="wrong"))


def test_a_first_password_is_good_for_a_week(
    people: People, ana: Person, clock: ManualClock
) -> None:
    clock.advance(ms=sign_in.FIRST_PASSWORD_MS)
    ana.password = ana.first_password
    assert ana.sign_in().to_do == ("password", "factor")
    clock.advance(ms=1)
    refused(people, Credentials(name="ana", password=ana.first_password))


def test_guesses_at_once_take_no_more_than_their_places(people: People, ana: Person) -> None:
    door = people.sign_in
    taken = [door.places.acquire(blocking=False) for _ in range(10)]
    assert taken.count(True) == sign_in.AT_ONCE + sign_in.WAITING
    with pytest.raises(TooManyError) as raised:
        door.password(Credentials(name="ana", password="wrong"), "192.0.2.1")
    assert raised.value.code == "login.busy"
    for _ in range(taken.count(True)):
        door.places.release()
    ana.password = ana.first_password
    assert ana.sign_in().name == "ana"


def test_no_secret_is_in_the_database(people: People, ana: Person) -> None:
    signed = ana.set_up()
    with people.store.read() as tx:
        row = tx.execute(select(account)).mappings().one()
        kept = tx.execute(select(login_session.c.digest)).scalars().all()
        codes = tx.execute(select(account_recovery.c.digest)).scalars().all()
    assert row["password"].startswith("$argon2id$")
    assert ana.secret.encode() not in row["factor"]
    assert signed.token.encode() not in kept
    assert not {code.encode() for code in ana.recovery} & set(codes)


def test_a_session_ends_unused_and_after_a_days_work(
    people: People, ana: Person, clock: ManualClock
) -> None:
    token = ana.set_up().token
    clock.advance(ms=sessions.IDLE_MS - 1)
    people.admit(token)
    clock.advance(ms=sessions.IDLE_MS - 1)
    people.admit(token)
    clock.advance(ms=sessions.IDLE_MS)
    with pytest.raises(NotSignedInError):
        people.admit(token)
    token = ana.sign_in().token
    for _ in range(sessions.LONGEST_MS // 1_500_000):
        clock.advance(ms=1_499_000)
        people.admit(token)
    clock.advance(ms=1_499_000)
    with pytest.raises(NotSignedInError):
        people.admit(token)


def test_another_password_ends_every_other_session(people: People, ana: Person) -> None:
    first, second = ana.set_up().token, ana.sign_in().token
    wanted = PasswordChange(old=PASSWORD, new="eight mules behind a hill")
    people.sign_in.change_password(wanted, by=people.admit(second))
    people.admit(second)
    with pytest.raises(NotSignedInError):
        people.admit(first)
    with pytest.raises(NotSignedInError):
        people.sign_in.change_password(wanted, by=people.admit(second))  # the old one is wrong


@pytest.mark.parametrize(
    "weak", ["short", "aaaaaaaaaaaaaaaa", "my name is ana and more", "x" * 300, PASSWORD]
)
def test_a_weak_password_is_refused_with_what_it_must_be(
    people: People, ana: Person, weak: str
) -> None:
    token = ana.set_up().token
    with pytest.raises(PolicyError) as raised:
        people.sign_in.change_password(
            PasswordChange(old=PASSWORD, new=weak), by=people.admit(token)
        )
    assert raised.value.code == "password.weak"
    assert weak not in raised.value.text


def test_a_second_factor_is_not_replaced_by_whoever_sits_at_an_open_session(
    people: People, ana: Person
) -> None:
    actor = people.admit(ana.set_up().token)
    with people.store.begin() as tx, pytest.raises(PolicyError) as raised:
        people.sign_in.begin_factor(tx, by=actor)
    assert raised.value.code == "factor.exists"


def test_the_machine_has_no_account_of_its_own(people: People) -> None:
    with people.store.read() as tx, pytest.raises(PolicyError) as raised:
        people.sign_in.me(tx, machine("root"))
    assert raised.value.code == "access.no_account"


def test_the_machine_never_acts_under_the_name_of_an_account(people: People, ana: Person) -> None:
    assert people.operator("ana").name == "cli:ana"
    assert people.operator("root").name == "root"
