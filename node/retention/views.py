"""What an operator sees of retention."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFor:
    """How long one kind of matter is kept after its end."""

    kind: str
    years: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionView:
    """How long matters are kept here, and what has left."""

    years: tuple[KeptFor, ...]  # by the signed policy, or longer by this node's own settings
    policy_version: int
    due: int  # matters whose time has come and that wait for the next run, at most 1000
    archived: int  # since this node began
    fault: str  # why the last run stopped; empty: it did not


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedMatter:
    """One matter that left, and the file that holds it."""

    root: str
    kind: str
    file: str
    digest: str  # SHA-256 of the file, hexadecimal
    archived_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedList:
    """What left, the newest first."""

    matters: tuple[ArchivedMatter, ...]
