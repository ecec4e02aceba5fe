"""What officers see of the hand-over."""

from dataclasses import dataclass

from accord.cases.handover import HandoverKind, ReplyStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A file for the bureau; empty while a second person must ask for the same."""

    kind: HandoverKind
    subjects: tuple[str, ...]  # what was asked for; a second person asks for the same
    file_id: str
    content: str  # JSON, to be carried over as it is
    withheld: tuple[str, ...]  # legs whose answers their States have reserved
    waits_for_second: str  # who asked first


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSummary:
    """One file that went out."""

    file_id: str
    kind: HandoverKind
    made_ms: int
    by: str
    waiting: int  # items without a reply


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemView:
    """One item of a file, and the last that the bureau said of it."""

    item_id: str
    subject: str  # the case or the notice
    status: ReplyStatus
    reference: str
    country: str
    text: str
    replied_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileDetail:
    """One file as it went out, and where its items stand."""

    summary: FileSummary
    items: tuple[ItemView, ...]
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileList:
    """The files that went out, the newest first."""

    files: tuple[FileSummary, ...]
