"""The export: some messages of this node as one file that a stranger can check offline.

What the log does not prove now is left out and counted; `accord-verify` then says that it is in
doubt, and a later export may hold it.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from accord.crypto.keys import Opener
from accord.encoding import to_base64
from accord.errors import PolicyError, TransportError, UncheckableError
from accord.evidence.bundle import pack
from accord.log.proof import LogProof
from accord.trust.trusted import TrustedRegion
from node.evidence.gathering import Gathered, files, gather
from node.log.evidence import LogEvidence
from node.store.engine import Store

_README = """\
Evidence of messages that were exchanged through Accord
=======================================================

Check it with the region's root of trust, which its secretariat hands out in person:

    accord-verify THIS_FILE --root root.json

The program is free, works offline, and says in words what this file proves and what it does not.
Everything in here has a public format: TUF metadata (trust/), Ed25519 signatures over RFC 6962
trees (messages/, statements/), C2SP tlog-proofs and checkpoints (statements/, checkpoints/).
"""


@dataclass(frozen=True, slots=True)
class Exported:
    """A bundle, and what could not be put into it."""

    bundle: bytes
    messages: int
    unproved: int  # statements whose place in the log nothing proves now


class Exporter:
    """Makes bundles of this node's messages."""

    def __init__(
        self,
        *,
        store: Store,
        region: Callable[[], TrustedRegion],
        log: LogEvidence,
        me: str,
        openers: Mapping[bytes, Opener],
    ) -> None:
        """Takes this member's id and encryption keys by key id."""
        self._store = store
        self._region = region
        self._log = log
        self._me = me
        self._openers = openers

    async def export(
        self,
        ids: Collection[UUID],
        *,
        disclosed: Collection[UUID],
        remarks: str,
        proved: bool = False,
    ) -> Exported:
        """The bundle of these messages, with the content keys of those that are disclosed.

        Raises:
            PolicyError: this node has sent and received none of them.
            UncheckableError: only what is `proved` is wanted, and the log does not prove all yet.
        """
        region = self._region()
        found = await asyncio.to_thread(self._gather, ids, region)
        if not found.envelopes:
            raise PolicyError("evidence.nothing", "no message of it was sealed or received yet")
        proofs = await self._proofs(found)
        if proved and len(proofs) < len(found.statements):
            raise UncheckableError(
                "evidence.unproved",
                "the log's witnesses have not signed all of it yet: make it again in a minute",
            )
        contents = dict(files(found, disclosed=disclosed))
        contents |= {f"statements/{leaf}.tlog-proof": one.encode() for leaf, one in proofs.items()}
        contents |= {f"trust/{name}": data for name, data in region.files.items()}
        contents |= await self._before(proofs)
        contents["README.txt"] = f"{_README}\n{remarks}".encode()
        bundle = await asyncio.to_thread(pack, contents)
        return Exported(bundle, len(found.envelopes), len(found.statements) - len(proofs))

    def _gather(self, ids: Collection[UUID], region: TrustedRegion) -> Gathered:
        hub = region.directory.hub.name
        with self._store.read() as tx:
            return gather(tx, ids, hub=hub, me=self._me, openers=self._openers)

    async def _proofs(self, found: Gathered) -> dict[int, LogProof]:
        proofs: dict[int, LogProof] = {}
        for leaf, statement in sorted(found.statements.items()):
            try:
                proofs[leaf] = await self._log.proof(leaf, sha256(statement).digest())
            except UncheckableError:
                continue
        return proofs

    async def _before(self, proofs: Mapping[int, LogProof]) -> dict[str, bytes]:
        """The newest witnessed checkpoint that holds none of it: a bound from below."""
        if not proofs:
            return {}
        newest = max(proofs.values(), key=lambda one: one.leaf)
        try:
            older = await self._log.before(min(proofs), newest.checkpoint)
        except (TransportError, UncheckableError):
            older = None
        if older is None:
            return {}
        lines = "".join(f"{to_base64(one)}\n" for one in older.path)
        return {
            f"checkpoints/{older.size}.note": older.note,
            f"checkpoints/{older.size}.proof": lines.encode(),
        }
