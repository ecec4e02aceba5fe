"""What an auditor sees of the trail."""

from dataclasses import dataclass

from node.audit.check import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """One entry; what its hash is over is said in docs/audit-trail.md."""

    number: int
    at_ms: int
    actor: str
    act: str
    subject: str
    detail: str
    event: int | None  # the number of the casework step, where the act is one
    event_digest: str  # hexadecimal
    hash: str  # hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryList:
    """Some entries, the oldest first; `next` goes into `after` for those that follow."""

    entries: tuple[EntryView, ...]
    next: str  # empty: these were the last


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """Where the trail ends, signed by this member."""

    member: str
    authority: str
    number: int
    hash: str  # hexadecimal
    at_ms: int
    public: str  # the signing key, hexadecimal
    signature: str  # hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailCheck:
    """Whether the trail is whole; each fault names its row."""

    whole: bool
    entries: int
    casework_steps: int
    archived_steps: int
    signed_heads: int
    faults: tuple[Fault, ...]
