"""The log as an operator, the interface and the command line see it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointView:
    """One checkpoint that this node keeps."""

    size: int
    root: bytes
    at_ms: int  # when this node believed or cosigned it
    cosigned_by: tuple[str, ...]  # members


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmView:
    """One alarm, and what to do about it."""

    number: int
    kind: str  # fork, withheld or rollback
    code: str
    raised_ms: int
    source: str  # site, witness, or the member whose note told
    stops: bool  # nothing is sent while it stands
    resumed_ms: int | None
    reason: str
    remedy: str

    @property
    def standing(self) -> bool:
        """Whether nothing is sent because of it."""
        return self.stops and self.resumed_ms is None


@dataclass(frozen=True, slots=True, kw_only=True)
class LogView:
    """What this node knows of the hub's log."""

    watched: bool  # a site is set
    origin: str
    believed: CheckpointView | None
    witnessed: CheckpointView | None  # under the policy's quorum
    cosigned: CheckpointView | None  # by this node as a witness
    quorum: int
    witnesses: tuple[str, ...]
    seen_ms: int | None  # when a checkpoint was last fetched and believed
    fault: str  # the code of what is wrong with the site or its checkpoint; else empty
    fault_text: str
    ahead: int  # the size of a checkpoint that a peer saw and the site does not reach; else 0
    ahead_ms: int | None  # since when
    accepted: int  # frames and reports whose statements are not yet in the log
    logged: int  # in the log, and not yet witnessed
    overdue: int  # not in the log for longer than it takes
    alarms: tuple[AlarmView, ...]  # newest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The proof behind an alarm, as the bytes of a file."""

    number: int
    kind: str
    proof: bytes
