"""A hub's own log, fetched over HTTP and cosigned by a member, is verified by Go."""

import asyncio
from pathlib import Path

import aiohttp
from hub_kit import hub_in_process, member, write_region
from log_folder import Folder, Verify, all_tiles, write
from witness_kit import WitnessClient

from accord.log.keys import LOG, VerifierKey
from accord.log.proof import LogProof
from accord.log.quorum import LogTrust, witness_key
from accord.log.tiles import consistency_ranges, hashes, inclusion_ranges
from accord.log.witness import AddCheckpoint
from accord.testing.clock import ManualClock
from accord.testing.region import ORIGIN
from accord.wire.relay import decode_statement

Files = dict[str, bytes]


async def mirrored(site: str, trust: LogTrust) -> Files:
    """Everything that the log's site serves for its last checkpoint."""
    async with aiohttp.ClientSession() as http:

        async def get(path: str) -> bytes:
            async with http.get(f"http://{site}/log/{path}") as answer:
                assert answer.status == 200, path
                return await answer.read()

        files = {"checkpoint": await get("checkpoint")}
        for tile in all_tiles(trust.open(files["checkpoint"]).checkpoint.size):
            files[tile.path] = await get(tile.path)
            if tile.level == 0:
                files[tile.entries_path] = await get(tile.entries_path)
        return files


def test_go_verifies_what_a_hub_logged(verify: Verify, tmp_path: Path) -> None:
    clock = ManualClock()
    region = write_region(tmp_path / "region", clock.now_ms())
    trust = LogTrust(ORIGIN, [region.log_key.public], {}, 0)
    sizes, notes, leaves = list[int](), list[bytes](), list[int]()

    async def play() -> Files:
        async with (
            asyncio.timeout(60),
            hub_in_process(tmp_path / "region", clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
            member(region, "XB", hub.grpc, clock) as peer,
            WitnessClient(peer).serving() as witness,
        ):
            await witness.answered.wait()
            for count in (1, 199, 100):
                envelopes = [one.envelope for one in me.seal("XB", count=count)]
                response = await me.submit_raw([*envelopes, b"refused"])
                statements = [decode_statement(one.statement) for one in response.results]
                leaves.append(statements[-1].leaf)
                await hub.public.publisher.once()
                notes.append(hub.public.publisher.note)
                sizes.append(trust.open(notes[-1]).checkpoint.size)
            return await mirrored(hub.site, trust)

    files = asyncio.run(play())
    size = sizes[-1]
    assert sizes == [2, 202, 303]
    keys = [VerifierKey(ORIGIN, LOG, region.log_key.public)] + [
        witness_key(ORIGIN, name, region.members[name].witness.public) for name in ("XB", "XC")
    ]
    files["vkeys"] = "".join(f"{key.text}\n" for key in keys).encode()
    tiles = {tile: files[tile.path] for tile in all_tiles(size)}
    for old, note in zip(sizes, notes, strict=True):
        proof = tuple(hashes(consistency_ranges(old, size), size, tiles))
        files[f"older/{old}"] = note
        files[f"requests/{old}"] = AddCheckpoint(old, proof, notes[-1]).encode()
    for leaf in leaves:
        path = tuple(hashes(inclusion_ranges(leaf, size), size, tiles))
        files[f"proofs/{leaf}"] = LogProof(leaf, path, notes[-1]).encode()

    verdicts = verify([write(tmp_path / "log", files)])[tmp_path / "log"]
    assert len(verdicts) == 4 + 3 * len(sizes)
    assert all(verdict.ok for verdict in verdicts.values()), verdicts
    assert verdicts["checkpoint"].cosigned == (f"{ORIGIN}/witness/XB",)
    assert Folder(tmp_path / "log").verdicts() == verdicts
    files["tile/entries/000"] = files["tile/entries/000"][::-1]
    verdicts = verify([write(tmp_path / "rewritten", files)])[tmp_path / "rewritten"]
    assert not verdicts["tiles"].ok
