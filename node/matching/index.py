"""The node's own weapons, of notices, inquiries and cases, each on its shelf.

The index selects by keys and grades what it selects (`accord.weapons.matching`). Whatever can be
graded A or B is always among the answers; of what can at best be graded C, at most `_MOST_UNSURE`
are looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from sqlalchemy import ColumnElement, Connection, bindparam, delete, select

from accord.weapons.description import Description, describe
from accord.weapons.firearm import Firearm
from accord.weapons.keys import SearchKeys, keys_of, search_keys
from accord.weapons.matching import Match, ranked
from accord.wire.firearm import decode_firearm, encode_firearm
from node.matching import keys as texts
from node.matching.tables import matching_key, matching_weapon
from node.store.bulk import Prepared, inserts
from node.store.engine import next_number

_ADD_WEAPON = inserts(matching_weapon, "number", "shelf", "subject", "firearm")
_ADD_KEY = inserts(matching_key, "shelf", "key", "weapon")
_NUMBER = Prepared(
    select(matching_weapon.c.number).where(
        matching_weapon.c.shelf == bindparam("on_shelf"),
        matching_weapon.c.subject == bindparam("about"),
    ),
    ("on_shelf", "about"),
)
_MOST_UNSURE = 1_000
_AT_ONCE = 500  # keys of one statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A weapon on the shelf and how well it matches; grade X is never among them."""

    subject: str
    match: Match
    non_unique: bool  # three or more weapons share the number: likely not a serial at all


class Index:
    """Weapons by shelf and subject; all calls are part of the caller's transaction."""

    def put(self, tx: Connection, shelf: str, subject: str, firearm: Firearm) -> None:
        """Files a weapon, in place of what the subject had on this shelf.

        Raises:
            FormatError: the description is not one that can travel.
        """
        self.remove(tx, shelf, subject)
        number = next_number(tx, matching_weapon.c.number)
        _ADD_WEAPON.one(tx, number, shelf, subject, encode_firearm(_graded(firearm)))
        keys = texts.filed(search_keys(firearm))
        _ADD_KEY.many(tx, [(shelf, key, number) for key in sorted(keys)])

    def remove(self, tx: Connection, shelf: str, subject: str) -> None:
        """Takes the subject's weapon from the shelf, if it has one there."""
        row = _NUMBER.one(tx, shelf, subject).fetchone()
        if row is not None:
            (number,) = row
            tx.execute(delete(matching_key).where(matching_key.c.weapon == number))
            tx.execute(delete(matching_weapon).where(matching_weapon.c.number == number))

    def find(
        self, tx: Connection, shelf: str, firearm: Firearm, limit: int = 50, *, near: bool = False
    ) -> list[Found]:
        """The weapons of the shelf that this one may be, best first.

        With `near` also those whose number is one slip of pen or keyboard away, as grade C.
        """
        (found,) = self.find_many(tx, shelf, [firearm], limit, near=near)
        return found

    def find_many(
        self,
        tx: Connection,
        shelf: str,
        firearms: Sequence[Firearm],
        limit: int = 50,
        *,
        near: bool = False,
    ) -> list[list[Found]]:
        """What `find` answers to each of the weapons."""
        asked = [describe(firearm) for firearm in firearms]
        keys = [keys_of(description.numbers) for description in asked]
        numbers = [
            certain | _unsure(tx, shelf, each, near)
            for certain, each in zip(_certain(tx, shelf, keys), keys, strict=True)
        ]
        filed = dict(_filed(tx, sorted(set().union(*numbers))))
        return [
            [
                Found(subject=one.record, match=one.match, non_unique=one.non_unique)
                for one in ranked(each, [filed[number] for number in sorted(some)], near=near)[
                    :limit
                ]
            ]
            for each, some in zip(asked, numbers, strict=True)
        ]


def _graded(firearm: Firearm) -> Firearm:
    """The description without what no grade looks at."""
    return replace(
        firearm, characteristics=None, photographs=(), references=(), ballistics=(), remarks=""
    )


def _certain(tx: Connection, shelf: str, asked: Sequence[SearchKeys]) -> list[set[int]]:
    """For each of those asked all weapons that can be graded A or B."""
    askers: defaultdict[str, list[int]] = defaultdict(list)
    for at, keys in enumerate(asked):
        for key in texts.certain(keys):
            askers[key].append(at)
    found = [set[int]() for _ in asked]
    for key, number in _under(tx, shelf, askers):
        for at in askers[key]:
            found[at].add(number)
    return found


def _unsure(tx: Connection, shelf: str, keys: SearchKeys, near: bool) -> set[int]:
    """The weapons that can be graded C at best."""
    some = chain(
        (number for _, number in _under(tx, shelf, texts.digits(keys))),
        _partly_read(tx, shelf, keys),
        (number for _, number in _under(tx, shelf, texts.near(keys) if near else ())),
    )
    return set(islice(some, _MOST_UNSURE))


def _under(tx: Connection, shelf: str, keys: Iterable[str]) -> Iterator[tuple[str, int]]:
    """The weapons under any of these keys."""
    key, wanted = matching_key.c.key, sorted(keys)
    for start in range(0, len(wanted), _AT_ONCE):
        these = key.in_(wanted[start : start + _AT_ONCE])
        yield from _streamed(tx, matching_key.c.shelf == shelf, these)


def _partly_read(tx: Connection, shelf: str, keys: SearchKeys) -> Iterator[int]:
    """The weapons whose numbers agree with these where one or both were read in part."""
    yield from (number for _, number in _under(tx, shelf, texts.anchors(keys)))
    for pattern in keys.patterns:
        first, last, shape = texts.span(pattern)
        for key, number in _between(tx, shelf, first, last, shape):
            if pattern.matches(texts.number_in(key)):
                yield number
    if keys.patterns:
        for key, number in _between(tx, shelf, *texts.partly_read(), "%"):
            theirs = texts.pattern_in(key)
            if any(pattern.overlaps(theirs) for pattern in keys.patterns):
                yield number


def _between(
    tx: Connection, shelf: str, first: str, last: str, shape: str
) -> Iterator[tuple[str, int]]:
    key = matching_key.c.key
    return _streamed(tx, matching_key.c.shelf == shelf, key >= first, key <= last, key.like(shape))


def _streamed(tx: Connection, *where: ColumnElement[bool]) -> Iterator[tuple[str, int]]:
    """Keys and weapons, read no further than they are wanted."""
    rows = (
        select(matching_key.c.key, matching_key.c.weapon)
        .where(*where)
        .order_by(matching_key.c.key, matching_key.c.weapon)
        .execution_options(yield_per=_AT_ONCE)
    )
    with tx.execute(rows) as found:
        for row in found:
            yield row.key, row.weapon


def _filed(tx: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, Description]]]:
    weapon = matching_weapon
    for start in range(0, len(numbers), _AT_ONCE):
        some = weapon.c.number.in_(numbers[start : start + _AT_ONCE])
        for row in tx.execute(select(weapon).where(some)):
            yield row.number, (row.subject, describe(decode_firearm(row.firearm)))
