"""The node's own weapons, of notices, inquiries and cases, each on its shelf.

The index selects by keys and grades what it selects (`accord.weapons.matching`). Whatever can be
graded A or B is always among the answers; of what can at best be graded C, at most `_MOST_UNSURE`
are looked at.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice

from sqlalchemy import Connection, bindparam, delete, select

from accord.weapons.description import Description, describe
from accord.weapons.firearm import Firearm
from accord.weapons.keys import SearchKeys, keys_of, search_keys
from accord.weapons.matching import Match, ranked
from accord.wire.firearm import decode_firearm, encode_firearm
from node.matching import keys as texts
from node.matching.tables import matching_key, matching_weapon
from node.store.bulk import Prepared, PreparedIn, inserts
from node.store.engine import next_number

_ADD_WEAPON = inserts(matching_weapon, "number", "shelf", "subject", "firearm")
_ADD_KEY = inserts(matching_key, "shelf", "key", "weapon")
_MOST_UNSURE = 1_000
_AT_ONCE = 500  # rows of one fetch
_NUMBERS = PreparedIn(
    lambda subjects: select(matching_weapon.c.number).where(
        matching_weapon.c.shelf == bindparam("on_shelf"), matching_weapon.c.subject.in_(subjects)
    ),
    ("on_shelf",),
)
_REMOVE_KEYS = Prepared(
    delete(matching_key).where(matching_key.c.weapon == bindparam("of")), ("of",)
)
_REMOVE_WEAPON = Prepared(
    delete(matching_weapon).where(matching_weapon.c.number == bindparam("at")), ("at",)
)
_UNDER = (
    select(matching_key.c.key, matching_key.c.weapon)
    .where(matching_key.c.shelf == bindparam("on_shelf"))
    .order_by(matching_key.c.key, matching_key.c.weapon)
)
_CERTAIN = PreparedIn(lambda keys: _UNDER.where(matching_key.c.key.in_(keys)), ("on_shelf",))
_UNSURE = PreparedIn(
    lambda keys: _UNDER.where(matching_key.c.key.in_(keys)).limit(_MOST_UNSURE), ("on_shelf",)
)
_FILED = PreparedIn(
    lambda numbers: select(
        matching_weapon.c.number, matching_weapon.c.subject, matching_weapon.c.firearm
    ).where(matching_weapon.c.number.in_(numbers))
)


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
        self.put_each(tx, shelf, {subject: firearm})

    def put_each(self, tx: Connection, shelf: str, firearms: Mapping[str, Firearm]) -> None:
        """Files the weapon of each subject, as `put` does.

        Raises:
            FormatError: a description is not one that can travel.
        """
        if not firearms:
            return
        self.remove(tx, shelf, *firearms)
        first = next_number(tx, matching_weapon.c.number)
        weapons, keys = [], []
        for number, (subject, firearm) in enumerate(firearms.items(), first):
            weapons.append((number, shelf, subject, encode_firearm(_graded(firearm))))
            filed = texts.filed(search_keys(firearm))
            keys += [(shelf, key, number) for key in sorted(filed)]
        _ADD_WEAPON.many(tx, weapons)
        _ADD_KEY.many(tx, keys)

    def remove(self, tx: Connection, shelf: str, *subjects: str) -> None:
        """Takes the weapons of these subjects from the shelf, where they have one there."""
        numbers = _NUMBERS.all(tx, subjects, shelf)
        _REMOVE_KEYS.many(tx, numbers)
        _REMOVE_WEAPON.many(tx, numbers)

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
    for key, number in _CERTAIN.all(tx, sorted(askers), shelf):
        for at in askers[key]:
            found[at].add(number)
    return found


def _unsure(tx: Connection, shelf: str, keys: SearchKeys, near: bool) -> set[int]:
    """The weapons that can be graded C at best."""
    some = chain(
        _under(tx, shelf, texts.digits(keys) | texts.anchors(keys)),  # digits come first
        _partly_read(tx, shelf, keys),
        _under(tx, shelf, texts.near(keys) if near else frozenset()),
    )
    return set(islice(some, _MOST_UNSURE))


def _under(tx: Connection, shelf: str, keys: Collection[str]) -> Iterator[int]:
    """The weapons under any of these keys, of each some hundred keys no more than are wanted."""
    for _, number in _UNSURE.all(tx, sorted(keys), shelf):
        yield number


def _partly_read(tx: Connection, shelf: str, keys: SearchKeys) -> Iterator[int]:
    """The weapons whose numbers agree with these, which were read in part."""
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
    """Keys of a shape and their weapons, read no further than they are wanted."""
    key = matching_key.c.key
    rows = _UNDER.where(key >= first, key <= last, key.like(shape))
    streamed = rows.execution_options(yield_per=_AT_ONCE)
    with tx.execute(streamed, {"on_shelf": shelf}) as found:
        for row in found:
            yield row.key, row.weapon


def _filed(tx: Connection, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[str, Description]]]:
    for number, subject, firearm in _FILED.all(tx, numbers):
        yield number, (subject, describe(decode_firearm(firearm)))
