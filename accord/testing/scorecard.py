"""What an adapter does with the register that is really behind it: a scorecard, and its signature.

The pytest kit (`adapter_kit`) needs a register that it may fill. These checks need none: they ask
an adapter, in process or a sidecar, as other States will, and as nobody should.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import NamedTuple

from accord.adapter import (
    Adapter,
    Capability,
    Changing,
    Firearm,
    Query,
    Recording,
    RegistryRecord,
)
from accord.crypto.keyfile import dump_key, load_signing_key
from accord.crypto.keys import SigningKey
from accord.errors import AdapterError, BadQuery
from accord.log.keys import LOG, VerifierKey, sign_text
from accord.log.note import Note, SignatureLine, check_note, parse_note
from accord.testing.adapter_hostile import HOSTILE, weapon
from accord.weapons.keys import search_keys, shares

HEADING = "accord adapter scorecard v1"
_LONGEST_WHY = 160


class Outcome(StrEnum):
    """How a check ended."""

    PASSED = "passed"
    FAILED = "FAILED"
    SKIPPED = "skipped"


class Result(NamedTuple):
    """One check of one adapter."""

    name: str
    outcome: Outcome
    why: str = ""


class Skipped(Exception):  # noqa: N818 - an outcome and no error
    """The check cannot be made here, and why."""


class Subject(NamedTuple):
    """The adapter, and weapons that its register is known to hold."""

    adapter: Adapter
    known: Sequence[RegistryRecord]


def score(adapter: Adapter, known: Sequence[RegistryRecord] = ()) -> Iterator[Result]:
    """Every check in turn; the last one closes the adapter."""
    for check in _CHECKS:
        name = check.__name__.removeprefix("_").replace("_", " ")
        try:
            check(Subject(adapter, known))
        except Skipped as error:
            yield Result(name, Outcome.SKIPPED, str(error))
        except AssertionError as error:
            yield Result(name, Outcome.FAILED, _why(error))
        except Exception as error:  # whatever an adapter raises here is the finding
            yield Result(name, Outcome.FAILED, f"raised {type(error).__name__}")
        else:
            yield Result(name, Outcome.PASSED)


def card(register: str, at: str, results: Sequence[Result]) -> str:
    """The scorecard as the text of a note; `at` is a date and time in UTC."""
    lines = [HEADING, f"register {register}", f"at {at}"]
    lines += [" - ".join(filter(None, (one.outcome, one.name, one.why))) for one in results]
    return "".join("".join(filter(str.isprintable, line)) + "\n" for line in lines)


def sign_card(text: str, name: str, key: SigningKey) -> bytes:
    """The card as a signed note (C2SP signed-note).

    Raises:
        FormatError: the name cannot be a key's.
    """
    return Note(text, (SignatureLine.of(card_key(name, key), sign_text(text, key)),)).encode()


def make_key(random: Callable[[int], bytes]) -> bytes:
    """A key file for signing cards; the randomness gives bytes for a size."""
    return dump_key(SigningKey(random(32)))


def load_key(data: bytes) -> SigningKey:
    """The key in a key file that is not sealed.

    Raises:
        AccordError: it holds no such key.
    """
    return load_signing_key(data)


def card_key(name: str, key: SigningKey) -> VerifierKey:
    """The key that checks such a card, to give to whoever reads it."""
    return VerifierKey(name, LOG, key.public)


def check_card(data: bytes, key: VerifierKey) -> str:
    """The text of a signed card.

    Raises:
        FormatError, VerificationError: it is no note that this key signed.
    """
    note = parse_note(data)
    check_note(note, [key])
    return note.text


def _why(error: AssertionError) -> str:
    text = str(error).partition("\n")[0]
    return text[:_LONGEST_WHY] or "does not hold"


def _insist(holds: object, why: str) -> None:
    if not holds:
        raise AssertionError(why)


def _says_what_it_is(subject: Subject) -> None:
    description = subject.adapter.describe()
    _insist(description.register.strip(), "the register has no name")
    _insist(description.data_as_of_ms > 0, "nobody can tell how old its data are")
    _insist(description.searchable_fields, "it names no field that can be searched")
    _insist(description.records > 0, "it holds no searchable record")


def _is_ready(subject: Subject) -> None:
    health = subject.adapter.health()
    _insist(health.ready, "it is not ready")
    _insist(health.text.strip(), "its health has no text for the operator")


def _can_do_what_it_says_it_can(subject: Subject) -> None:
    can = subject.adapter.describe().capabilities
    _insist(Capability.CHANGES not in can or isinstance(subject.adapter, Changing), "no changes()")
    _insist(Capability.RECORD not in can or isinstance(subject.adapter, Recording), "no record()")


def _finds_the_weapons_it_holds(subject: Subject) -> None:
    for record in _known(subject):
        ids = {one.record_id for one in _find(subject.adapter, record.firearm)}
        _insist(record.record_id in ids, "a record is not found by its own number")


def _finds_only_what_shares_a_number(subject: Subject) -> None:
    for record in _known(subject):
        keys = search_keys(record.firearm)
        for one in _find(subject.adapter, record.firearm):
            _insist(shares(keys, search_keys(one.firearm)), "a record without a like number")


def _names_each_record_once(subject: Subject) -> None:
    for record in _known(subject):
        ids = [one.record_id for one in _find(subject.adapter, record.firearm)]
        _insist(len(ids) == len(set(ids)), "a record twice in one answer")


def _stops_at_the_limit(subject: Subject) -> None:
    for record in _known(subject):
        found = subject.adapter.find(Query(firearm=record.firearm, limit=1))
        _insist(len(found) <= 1, "more records than the limit")


def _answers_the_same_question_the_same_way(subject: Subject) -> None:
    for record in _known(subject):
        first, second = (_find(subject.adapter, record.firearm) for _ in range(2))
        _insist(list(first) == list(second), "two answers to one question")


def _may_be_asked_by_several_threads(subject: Subject) -> None:
    known = _known(subject)
    alone = [list(_find(subject.adapter, record.firearm)) for record in known]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: list(_find(subject.adapter, one.firearm)), known))
    _insist(alone == together, "other answers where several ask at once")


def _returns_well_formed_chains(subject: Subject) -> None:
    for record in _known(subject):
        for one in _find(subject.adapter, record.firearm):
            sequences = [link.sequence for link in one.chain]
            _insist(sequences == sorted(set(sequences)), "a chain out of order")
            _insist(all(link.state for link in one.chain), "a link without a State")


def _never_returns_the_whole_register(subject: Subject) -> None:
    for firearm in (Firearm(maker_text="Arvenal"), *map(weapon, ("", "0", "000", "AAA", "-"))):
        try:
            found = _find(subject.adapter, firearm)
        except BadQuery:
            continue
        _insist(not found, "records for a question without a number")


def _survives_any_text(subject: Subject) -> None:
    for text in HOSTILE:
        try:
            _find(subject.adapter, weapon(text, maker=text))
        except AdapterError as error:
            _insist(text not in error.text, "an error that quotes the question")
    _insist(subject.adapter.health().ready, "it is not ready after hostile questions")


def _refuses_a_cursor_that_it_never_gave(subject: Subject) -> None:
    changing = _changing(subject)
    for cursor in ("x", "9" * 500, "\0", "-1"):
        try:
            changing.changes(cursor, 10)
        except BadQuery:
            continue
        raise AssertionError("a foreign cursor is taken")


def _tells_changes_from_now_on(subject: Subject) -> None:
    changing = _changing(subject)
    start = changing.changes("", 10)
    _insist(not start.records, "old records for an empty cursor")
    _insist(0 < len(start.cursor) <= 400, "no cursor, or a long one")
    _insist(len(changing.changes(start.cursor, 10).records) <= 10, "more changes than the limit")


def _may_be_closed_twice_and_answers_no_more(subject: Subject) -> None:
    subject.adapter.close()
    subject.adapter.close()
    try:
        subject.adapter.find(Query(firearm=weapon("12345")))
    except AdapterError:
        return
    raise AssertionError("it answers after it was closed")


def _find(adapter: Adapter, firearm: Firearm) -> Sequence[RegistryRecord]:
    return adapter.find(Query(firearm=firearm))


def _known(subject: Subject) -> Sequence[RegistryRecord]:
    if not subject.known:
        raise Skipped("name weapons of the register with --serial")
    return subject.known


def _changing(subject: Subject) -> Changing:
    if Capability.CHANGES not in subject.adapter.describe().capabilities:
        raise Skipped("this register does not tell what changed")
    if not isinstance(subject.adapter, Changing):
        raise AssertionError("no changes()")
    return subject.adapter


_CHECKS: tuple[Callable[[Subject], None], ...] = (
    _says_what_it_is,
    _is_ready,
    _can_do_what_it_says_it_can,
    _finds_the_weapons_it_holds,
    _finds_only_what_shares_a_number,
    _names_each_record_once,
    _stops_at_the_limit,
    _answers_the_same_question_the_same_way,
    _may_be_asked_by_several_threads,
    _returns_well_formed_chains,
    _never_returns_the_whole_register,
    _survives_any_text,
    _refuses_a_cursor_that_it_never_gave,
    _tells_changes_from_now_on,
    _may_be_closed_twice_and_answers_no_more,
)
