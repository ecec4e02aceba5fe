"""Witnessing: asks members' nodes to cosign checkpoints, each one question at a time.

The exchange is C2SP tlog-witness's; nodes only dial out, so each answers on a stream it opened.
Whatever a witness does, it costs the log its own cosignature and nothing else.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from accord.encoding import decimal
from accord.errors import AccordError, FormatError, PolicyError, TransportError
from accord.log.note import Note, SignatureLine, parse_lines, parse_note
from accord.log.quorum import LogTrust
from accord.log.witness import AddCheckpoint
from hub.entries import Checkpointed
from hub.log import consistency_proof
from hub.log_reader import LogReader
from hub.open_stream import OpenStream

_MAX_BODY = 4 * 1024
_QUESTIONS = 2  # about one checkpoint: the second once the witness said what it holds
_COSIGNED, _ASKED_AGAIN = "cosigned", "asked_again"
ANSWERED_WELL = frozenset({_COSIGNED, _ASKED_AGAIN})
_REFUSALS = frozenset({400, 403, 404, 422})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long witnesses are waited for."""

    quorum_seconds: float = 2.0  # a checkpoint for its quorum, before it is published without
    answer_seconds: float = 10.0  # one answer, before the stream ends


OnAnswer = Callable[[str, str], None]  # the member, and a code for what it answered


class Round:
    """One checkpoint, and who has cosigned it so far."""

    def __init__(self, checkpointed: Checkpointed) -> None:
        self.checkpointed = checkpointed
        self.text, self._own = parse_note(checkpointed.note)
        self.cosigned: dict[str, SignatureLine] = {}
        self.asked: set[str] = set()  # members that answered, whatever they said
        self._changed = asyncio.Event()

    @property
    def note(self) -> bytes:
        """The checkpoint with the cosignatures it has, in the order of the members' ids."""
        lines = (line for _, line in sorted(self.cosigned.items()))
        return Note(self.text, (*self._own, *lines)).encode()

    def answered(self, member: str) -> None:
        """Notes that this member will say no more."""
        self.asked.add(member)
        self.wake()

    def wake(self) -> None:
        """Lets whoever waits for a change look again."""
        self._changed.set()

    async def change(self) -> None:
        """Returns when a member has answered, or left."""
        self._changed.clear()
        await self._changed.wait()


class Witness(OpenStream):
    """One member's open stream."""

    def __init__(self, member: str, witnesses: "Witnesses") -> None:
        """Starts with nothing asked."""
        super().__init__(member)
        self._witnesses = witnesses
        self._round: Round | None = None
        self._left = 0  # questions about this round
        self._outstanding: AddCheckpoint | None = None

    async def question(self) -> bytes | None:
        """The next body of add-checkpoint to send; None when the stream has ended."""
        while not self.closed:
            self._wake.clear()
            if (newest := self._witnesses.round) is not self._round and newest is not None:
                self._round = newest
                self._left = 0 if self.member in newest.cosigned else _QUESTIONS
            if self._round is not None and self._left:
                self._left -= 1
                self._outstanding = await self._witnesses.ask(self.member, self._round)
                return self._outstanding.encode()
            await self._wake.wait()
        return None

    async def answer(self) -> None:
        """Returns when the question is answered, or the stream has ended."""
        while self._outstanding is not None and not self.closed:
            self._wake.clear()
            await self._wake.wait()

    def receive(self, status: int, body: bytes) -> None:
        """Takes the answer to the question.

        Raises:
            FormatError: it is too large.
            PolicyError: nothing was asked.
        """
        if len(body) > _MAX_BODY:
            raise FormatError("witness.too_large", f"an answer has at most {_MAX_BODY} bytes")
        asked, about, self._outstanding = self._outstanding, self._round, None
        if asked is None or about is None:
            raise PolicyError("witness.unasked", "answer each question once")
        again = self._witnesses.learn(self.member, about, asked, status, body)
        if not (again and self._left):
            self._left = 0
            about.answered(self.member)
        self._wake.set()


class Witnesses:
    """The witnesses that are connected now, and the checkpoint they are asked about."""

    def __init__(self, *, trust: LogTrust, log: LogReader, on_answer: OnAnswer) -> None:
        """Takes whose cosignatures count, and where proofs come from."""
        self.round: Round | None = None
        self._trust = trust
        self._log = log
        self._on_answer = on_answer
        self._held: dict[str, int] = {}  # the size that each cosigned last, as far as known
        self._streams: dict[str, Witness] = {}

    @property
    def connected(self) -> list[str]:
        """The members that witness now."""
        return sorted(self._streams)

    def open(self, member: str) -> Witness:
        """A new stream; an older one of the same member ends.

        Raises:
            PolicyError: the policy does not name this member a witness.
        """
        if member not in self._trust.witnesses:
            raise PolicyError("witness.not_listed", "the policy does not name you a witness")
        if (older := self._streams.get(member)) is not None:
            older.close(PolicyError("witness.replaced", "a newer stream took over"))
        self._streams[member] = stream = Witness(member, self)
        return stream

    def leave(self, stream: Witness) -> None:
        """Forgets a stream that has ended; nobody waits for its answer."""
        stream.close()
        if self._streams.get(stream.member) is stream:
            del self._streams[stream.member]
            if self.round is not None:
                self.round.wake()

    def begin(self, checkpointed: Checkpointed, published: bytes) -> Round:
        """Has all witnesses asked about a checkpoint, those apart that a note shows already."""
        self.round = Round(checkpointed)
        if published:
            text, lines = parse_note(published)
            for member in self._trust.witnesses if text == self.round.text else ():
                try:
                    line = self._trust.cosignature(member, text, lines)
                except AccordError:
                    continue
                self.round.cosigned[member] = line
        for stream in self._streams.values():
            stream.wake()
        return self.round

    async def enough(self, about: Round) -> None:
        """Returns once the policy's quorum has cosigned, or nobody is left who could."""
        while len(about.cosigned) < self._trust.quorum and not (
            self._streams.keys() <= about.asked | about.cosigned.keys()
        ):
            await about.change()

    async def ask(self, member: str, about: Round) -> AddCheckpoint:
        """The question that takes a witness from what it holds to this checkpoint."""
        checkpointed, held = about.checkpointed, self._held.get(member, 0)
        proof = await self._log.read(
            lambda source: consistency_proof(source, held, checkpointed.size)
        )
        return AddCheckpoint(held, tuple(proof), checkpointed.note)

    def learn(
        self, member: str, about: Round, asked: AddCheckpoint, status: int, body: bytes
    ) -> bool:
        """Takes what a witness answered; whether it is to be asked once more."""
        size = about.checkpointed.size
        code, again = _COSIGNED, False
        try:
            if status == 200:
                lines = parse_lines(_text(body))
                about.cosigned[member] = self._trust.cosignature(member, about.text, lines)
                self._held[member] = size
            elif status == 409:
                held = decimal(_text(body).removesuffix("\n"))
                if held > size:
                    raise PolicyError("witness.ahead", "it cosigned more than this log has")
                again = held != asked.old_size
                code = _ASKED_AGAIN if again else "refused_409"
                self._held[member] = held
            else:
                code = f"refused_{status}" if status in _REFUSALS else "refused"
        except AccordError as error:
            code = error.code
        self._on_answer(member, code)
        return again

    def close(self) -> None:
        """Ends every stream."""
        for stream in list(self._streams.values()):
            stream.close(TransportError("hub.stopping", "the hub stops; dial again later"))


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise FormatError("witness.answer", "an answer is UTF-8 text") from error
