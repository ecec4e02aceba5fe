"""What a bundle proves, in plain words: who, to whom, when at the earliest and latest, unchanged.

Every finding is good or it is a doubt; nothing is passed over. A message without a receipt, a
statement without its place in the log, and a log without its witnesses are doubts too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from accord.encoding import decimal, exactly, from_base64
from accord.errors import AccordError, FormatError, VerificationError
from accord.evidence.pieces import Judge, Message, Said
from accord.log.quorum import LogTrust, SignedCheckpoint
from accord.merkle import verify_consistency
from accord.trust.directory import Directory
from accord.trust.policy import Policy
from accord.wire.relay import (
    DeliveryReport,
    NonDelivery,
    Receipt,
    Refusal,
    decode_signed,
    decode_statement,
)

NOT_PROVED = (
    "what is not proved: that a person read a message; what a sealed content says unless its key "
    "is disclosed here; that a sender's own clock was right; a recipient's acknowledgement is the "
    "hub's word, made binding by its signature and its log"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, whether it holds, and what it proves or why it does not."""

    about: str
    good: bool
    text: str


def examine(
    files: Mapping[str, bytes], directory: Directory, policy: Policy, log: LogTrust
) -> Iterator[Finding]:
    """Everything that the files of a bundle show under this directory, policy and log."""
    judge = Judge(directory, log)
    said: list[Said] = []
    for leaf in sorted({int(name) for name in _names(files, "statements/")}):
        try:
            said.append(judge.said(leaf, files))
        except AccordError as error:
            yield Finding(f"statement {leaf}", False, str(error))
        except KeyError:
            yield Finding(f"statement {leaf}", False, "the bundle has a proof and no statement")
    newest = max(
        (one.logged for one in said if one.logged),
        key=lambda one: one.checkpoint.size,
        default=None,
    )
    older = list[SignedCheckpoint]()
    for size in _names(files, "checkpoints/"):
        try:
            older.append(_older(size, files, newest, log))
        except AccordError as error:
            yield Finding(f"checkpoint {size}", False, str(error))
    witnesses = _Witnesses(policy)
    names = _names(files, "messages/")
    for name in names:
        try:
            message = judge.message(name, files)
        except (AccordError, KeyError) as error:
            text = "the bundle has a key and no envelope" if isinstance(error, KeyError) else error
            yield Finding(f"message {name}", False, str(text))
            continue
        yield from _message(message, said, older, witnesses, directory)
    for one in said:
        yield from _statement(one, names, witnesses)


def _names(files: Mapping[str, bytes], folder: str) -> list[str]:
    return sorted(
        {name.removeprefix(folder).split(".")[0] for name in files if name.startswith(folder)}
    )


def _older(
    size: str, files: Mapping[str, bytes], newest: SignedCheckpoint | None, log: LogTrust
) -> SignedCheckpoint:
    note, proof = files.get(f"checkpoints/{size}.note"), files.get(f"checkpoints/{size}.proof")
    if note is None or proof is None or newest is None:
        raise FormatError("evidence.checkpoint", "an older checkpoint needs a note and a proof")
    signed = log.open(note)
    if signed.checkpoint.size != decimal(size):
        raise VerificationError("evidence.checkpoint_size", "the file is named for another size")
    lines = proof.decode("ascii", "replace").split("\n")
    path = [exactly(from_base64(line), 32, "checkpoint proof") for line in lines if line]
    old, new = signed.checkpoint, newest.checkpoint
    verify_consistency(old.size, old.root, new.size, new.root, path)
    return signed


def newest_ms(files: Mapping[str, bytes]) -> int:
    """The latest time that a statement claims; by then, the trust must not have expired."""
    times = [0]
    for name, data in files.items():
        try:
            if name.endswith(".signed"):
                times.append(decode_statement(decode_signed(data).statement).made_ms)
            elif name.endswith(".statement"):
                times.append(decode_statement(data).made_ms)
        except AccordError:
            continue  # it will be found bad in its own place
    return max(times)


class _Witnesses:
    """How many of a policy's witnesses cosigned, in words."""

    def __init__(self, policy: Policy) -> None:
        self._quorum = policy.witness_quorum

    def finding(self, about: str, logged: SignedCheckpoint | None) -> Finding:
        if logged is None:
            return Finding(about, False, "its place in the log is not shown")
        size = logged.checkpoint.size
        by = ", ".join(f"{who} at {_second(at)}" for who, at in sorted(logged.cosigned_s.items()))
        if not logged.witnessed:
            return Finding(
                about,
                False,
                f"in the log of {size} leaves, but fewer than {self._quorum} witnesses cosigned "
                f"it ({by or 'none did'})",
            )
        first = min(logged.cosigned_s.values(), default=None)
        latest = f"; so it existed at the latest at {_second(first)}" if first is not None else ""
        return Finding(about, True, f"in the log of {size} leaves, cosigned by {by}{latest}")


def _message(
    message: Message,
    said: list[Said],
    older: list[SignedCheckpoint],
    witnesses: _Witnesses,
    directory: Directory,
) -> Iterator[Finding]:
    header, about = message.header, f"message {message.header.message_id}"
    to = ", ".join(f"{one.member} (number {one.sequence})" for one in header.recipients)
    name = directory.member(header.sender).name
    yield Finding(
        about,
        True,
        f"{header.sender} ({name}) signed it to {to}: {header.kind.name}, "
        f"{header.content_size} sealed bytes, unchanged; its clock said {_time(header.created_ms)}",
    )
    if message.payload is not None:
        text = f"the disclosed key opens its content: {len(message.payload)} bytes, as signed"
        yield Finding(about, True, text)
    receipts = [
        one
        for one in said
        if isinstance(one.statement.body, Receipt)
        and one.statement.body.message_id == header.message_id
    ]
    if not receipts:
        yield Finding(about, False, "no receipt: that the hub accepted it is not shown")
    for one in receipts:
        yield _receipt(about, message, one)
        yield witnesses.finding(about, one.logged)
        yield from _earliest(about, one, older)


def _receipt(about: str, message: Message, receipt: Said) -> Finding:
    body, made_ms = receipt.statement.body, receipt.statement.made_ms
    if isinstance(body, Receipt) and body.header_digest != message.header_digest:
        error = VerificationError(
            "evidence.other_header", "the receipt is for another header with this id"
        )
        return Finding(about, False, str(error))
    how = "and signed a receipt" if receipt.signed else "as its log shows"
    return Finding(about, True, f"the hub accepted it at {_time(made_ms)} {how}")


def _earliest(about: str, receipt: Said, older: list[SignedCheckpoint]) -> Iterator[Finding]:
    """An older checkpoint without the leaf: it was logged later, and claims no earlier time."""
    before = [one for one in older if one.checkpoint.size <= receipt.statement.leaf]
    if not before:
        return
    last = max(before, key=lambda one: one.checkpoint.size)
    at_s = min(last.cosigned_s.values(), default=None)
    if at_s is None:
        return
    late = receipt.statement.made_ms < (at_s - _MERGE_SECONDS) * 1000
    text = (
        f"not yet in the log of {last.checkpoint.size} leaves that was cosigned at {_second(at_s)}"
    )
    if late:
        yield Finding(about, False, f"{text}, though the receipt claims an earlier time: backdated")
    else:
        yield Finding(about, True, f"{text}: accepted after that log was signed")


_MERGE_SECONDS = 60  # how long a hub may take from a receipt to a checkpoint that covers it


def _statement(one: Said, names: list[str], witnesses: _Witnesses) -> Iterator[Finding]:
    """What else the hub said; receipts belong to their messages where these are in the bundle."""
    at, known = _time(one.statement.made_ms), {UUID(name) for name in names}
    about = f"statement {one.statement.leaf}"
    match one.statement.body:
        case Receipt(message_id):
            if message_id in known:
                return
            yield Finding(about, True, f"the hub accepted message {message_id} at {at}")
        case Refusal(message_id, _, code):
            yield Finding(about, True, f"the hub refused message {message_id} at {at} [{code}]")
        case DeliveryReport(recipient, ids, rejections):
            for message_id in ids:
                text = f"{recipient} acknowledged message {message_id}, the hub said at {at}"
                yield Finding(about, True, text)
            for rejection in rejections:
                yield Finding(
                    about,
                    True,
                    f"{recipient} rejected message {rejection.message_id} at {at} "
                    f"[{rejection.code}]",
                )
        case NonDelivery(recipient, ids, code):
            for message_id in ids:
                text = f"message {message_id} did not reach {recipient}, the hub said at {at}"
                yield Finding(about, True, f"{text} [{code}]")
    yield witnesses.finding(about, one.logged)


def _time(at_ms: int) -> str:
    try:
        return datetime.fromtimestamp(at_ms / 1000, UTC).isoformat(timespec="milliseconds")
    except (OverflowError, ValueError, OSError):
        return f"{at_ms} ms"


def _second(at_s: int) -> str:
    try:
        return datetime.fromtimestamp(at_s, UTC).isoformat()
    except (OverflowError, ValueError, OSError):
        return f"second {at_s}"
