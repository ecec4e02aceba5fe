"""Acts that need a second person: asked for twice, with one document, by two people."""

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from sqlalchemy import Connection, delete, select

from accord.dates import Clock
from accord.errors import PolicyError
from node.desk.tables import signoff


class Signing(StrEnum):
    """How many people an act needs."""

    OFFICER = "officer"
    TWO_PEOPLE = "two_people"


class Signers(Protocol):
    """What accounts say of whoever asks for an act."""

    def owner(self, actor: str) -> str:
        """The person behind an actor; a machine of theirs acts for them."""
        ...

    def works(self, tx: Connection, actor: str) -> bool:
        """Whether the actor may ask for an act that needs two people."""
        ...

    def approves(self, tx: Connection, actor: str) -> bool:
        """Whether the actor is a person who may be the second."""
        ...


class Anybody:
    """Names as they are given, for a desk without accounts."""

    def owner(self, actor: str) -> str:
        """The name."""
        return actor

    def works(self, tx: Connection, actor: str) -> bool:
        """Everybody may."""
        return True

    def approves(self, tx: Connection, actor: str) -> bool:
        """Everybody may."""
        return True


@dataclass(frozen=True, slots=True)
class Signoff:
    """Whether an act may happen now; the rules are this node's configuration."""

    clock: Clock
    rules: Mapping[str, Signing]  # by act; what is not named needs one person
    people: Signers = field(default_factory=Anybody)

    @classmethod
    def read(
        cls, clock: Clock, options: Mapping[str, str], people: Signers | None = None
    ) -> "Signoff":
        """From `[signoff]`: `ACT = "officer"` or `"two_people"`.

        Raises:
            PolicyError: another word.
        """
        for act, word in options.items():
            if word not in set(Signing):
                raise PolicyError(
                    "config.signoff", f'[signoff] {act} must be "officer" or "two_people"'
                )
        rules = {act: Signing(word) for act, word in options.items()}
        return cls(clock, rules, people or Anybody())

    def insist_known(self, acts: Set[str]) -> None:
        """Passes where every rule is about an act that some room has.

        Raises:
            PolicyError: names the rule, and the acts that there are.
        """
        if unknown := sorted(self.rules.keys() - acts):
            known = ", ".join(sorted(acts)) or "none"
            raise PolicyError(
                "config.signoff", f"[signoff] {unknown[0]} is not an act; they are: {known}"
            )

    def passes(self, tx: Connection, act: str, subject: str, document: bytes, by: str) -> bool:
        """Whether the act may happen now.

        Where it needs two people, the first call is kept and answered with False; it passes once
        somebody else asks for the same act with the same document. Another document starts anew.

        Raises:
            PolicyError: see `confirmed`.
        """
        if self.rules.get(act, Signing.OFFICER) is Signing.OFFICER:
            return True
        return self.confirmed(tx, act, subject, document, by)

    def confirmed(self, tx: Connection, act: str, subject: str, document: bytes, by: str) -> bool:
        """The same for an act that needs two people whatever the configuration says.

        Raises:
            PolicyError: the same person asks again, also by a machine of theirs; the first has no
                account here, or the second's account is no approver's.
        """
        this = (signoff.c.act == act) & (signoff.c.subject == subject)
        digest = hashlib.sha256(document).digest()
        first = tx.execute(select(signoff).where(this)).one_or_none()
        stands = first is not None and self.people.works(tx, first.by)
        if first is not None and stands and bytes(first.digest) == digest:
            if self.people.owner(first.by) == self.people.owner(by):
                raise PolicyError(
                    "signoff.same_person", "a second person must approve what you asked for"
                )
            if not self.people.approves(tx, by):
                raise PolicyError(
                    "signoff.not_approver",
                    "the second person signs in with an account that has the role approver",
                )
            tx.execute(delete(signoff).where(this))
            return True
        if not self.people.works(tx, by):
            raise PolicyError(
                "signoff.no_account", "this act needs two people; sign in with your account"
            )
        tx.execute(delete(signoff).where(this))
        tx.execute(
            signoff.insert().values(
                act=act, subject=subject, digest=digest, by=by, at_ms=self.clock.now_ms()
            )
        )
        return False

    def waits_for(self, tx: Connection, act: str, subject: str) -> str:
        """Who asked for the act first, where it waits for a second person; else empty."""
        this = (signoff.c.act == act) & (signoff.c.subject == subject)
        return tx.execute(select(signoff.c.by).where(this)).scalar_one_or_none() or ""
