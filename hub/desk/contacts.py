"""Members' contact: who is connected since when, what they said of themselves, and their clocks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from accord.dates import Clock
from hub.desk.store import DeskStore

LONGEST_SOFTWARE = 64
_MOST_VERSION = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a node said of itself when it opened the stream; shown, and used for nothing else."""

    software: str = ""
    directory: int = 0
    policy: int = 0

    @classmethod
    def of(cls, software: str, directory: int, policy: int) -> "Told":
        """What of it can be shown, whatever was sent."""
        plain = software.isascii() and software.isprintable()
        return cls(
            software=software if plain and len(software) <= LONGEST_SOFTWARE else "unreadable",
            directory=min(directory, _MOST_VERSION),
            policy=min(policy, _MOST_VERSION),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """How one member stands with the hub."""

    member: str
    since_ms: int | None = None  # connected since; None: not connected
    seen_ms: int = 0
    told: Told = Told()
    ahead_ms: int | None = None  # by how much its clock is ahead of ours; the line counts as behind
    clock_ms: int = 0  # when that was measured


class Contacts:
    """The members that came; only the event loop writes."""

    def __init__(self, store: DeskStore, clock: Clock) -> None:
        """Goes on with what was durable, with nobody connected."""
        self._store = store
        self._clock = clock
        self._changed: set[str] = set()
        with store.read() as tx:
            self._known = {
                row["member"]: Contact(
                    member=row["member"],
                    seen_ms=row["seen_ms"],
                    told=Told(
                        software=row["software"], directory=row["directory"], policy=row["policy"]
                    ),
                    ahead_ms=row["ahead_ms"],
                    clock_ms=row["clock_ms"],
                )
                for row in tx.execute("SELECT * FROM contact")
            }

    def all(self) -> dict[str, Contact]:
        """By member; those that never came are not among them."""
        return dict(self._known)

    def opened(self, member: str, told: Told) -> None:
        """A member collects from now on."""
        now = self._clock.now_ms()
        self._set(replace(self._of(member), since_ms=now, seen_ms=now, told=told))

    def heard(self, member: str, sent_ms: int) -> None:
        """A frame came; `sent_ms` is the member's clock, 0 where it does not say."""
        now = self._clock.now_ms()
        contact = replace(self._of(member), seen_ms=now)
        if 0 < sent_ms < _MOST_VERSION:
            contact = replace(contact, ahead_ms=sent_ms - now, clock_ms=now)
        self._set(contact)

    def closed(self, member: str) -> None:
        """The member's stream has ended, and no other took over."""
        self._set(replace(self._of(member), since_ms=None, seen_ms=self._clock.now_ms()))

    def fresh(self) -> list[Contact]:
        """What changed since it was asked last."""
        changed, self._changed = self._changed, set()
        return [self._known[member] for member in changed]

    def keep(self, rows: Sequence[Contact]) -> None:
        """Makes contacts durable; any thread may."""
        if not rows:
            return
        with self._store.begin() as tx:
            tx.executemany(
                "INSERT OR REPLACE INTO contact VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        one.member,
                        one.seen_ms,
                        one.told.software,
                        one.told.directory,
                        one.told.policy,
                        one.ahead_ms,
                        one.clock_ms,
                    )
                    for one in rows
                ],
            )

    def _of(self, member: str) -> Contact:
        return self._known.get(member) or Contact(member=member)

    def _set(self, contact: Contact) -> None:
        self._known[contact.member] = contact
        self._changed.add(contact.member)
