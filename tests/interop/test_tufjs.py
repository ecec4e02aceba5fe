"""tuf-js reads the region's trust repository with its own code, and refuses what we refuse."""

import asyncio
import time
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from random import Random

import pytest
from file_site import Answered, TufJs, serving
from hub_kit import hub_in_process, write_region

from accord.errors import AccordError
from accord.testing.clock import ManualClock
from accord.testing.region import DAY_MS, Region, build_region
from accord.trust.repository import root_metadata
from accord.trust.trusted import DIRECTORY, POLICY, TrustedRegion, refresh, verify

Files = Mapping[str, bytes]
NOW_MS = time.time_ns() // 1_000_000  # tuf-js asks the system's clock
CLOCK = ManualClock(NOW_MS)
UNTIL_MS = NOW_MS + 30 * DAY_MS


def made(now_ms: int = NOW_MS, *, seed: int = 7, threshold: int = 2) -> Region:
    return build_region(now_ms=now_ms, random=Random(seed).randbytes, threshold=threshold)


REGION = made()
FILES = REGION.repository
NEXT = REGION.changed(UNTIL_MS, directory=REGION.document(DIRECTORY) | {"version": 2})
(DIRECTORY_FILE,) = (name for name in FILES if name.endswith(DIRECTORY))
(POLICY_FILE,) = (name for name in FILES if name.endswith(POLICY))


def flipped(name: str) -> Files:
    """One file with a bit of a signature, or of its text, flipped."""
    data = FILES[name]
    at = data.index(b'"sig"') + 10 if b'"sig"' in data else len(data) // 2
    return {**FILES, name: data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]}


def without(name: str) -> Files:
    return {path: data for path, data in FILES.items() if path != name}


def rooted(signers: Region, version: int = 2) -> Files:
    """A second root, signed by the capitals of a region, with roles as before."""
    root = signers.signing.offline(root_metadata(version, UNTIL_MS, REGION.signing.roles))
    return {**FILES, "2.root.json": root}


STRANGERS = made(seed=8)
FEW = made(threshold=1)
HARMLESS: dict[str, Files] = {
    "as published": FILES,
    "a newer directory": NEXT.repository,
    "a second root": rooted(REGION),
}
BROKEN: dict[str, Files] = {
    "a bit of the timestamp": flipped("timestamp.json"),
    "a bit of the snapshot": flipped("1.snapshot.json"),
    "a bit of the targets": flipped("1.targets.json"),
    "a bit of the directory": flipped(DIRECTORY_FILE),
    "a bit of the policy": flipped(POLICY_FILE),
    "no timestamp": without("timestamp.json"),
    "no snapshot": without("1.snapshot.json"),
    "no targets": without("1.targets.json"),
    "no directory": without(DIRECTORY_FILE),
    "another region's": STRANGERS.repository,
    "another region's targets": {**FILES, "1.targets.json": STRANGERS.repository["1.targets.json"]},
    "another region's snapshot": {
        **FILES,
        "1.snapshot.json": STRANGERS.repository["1.snapshot.json"],
    },
    "the snapshot of a newer version": {
        **FILES,
        "1.snapshot.json": NEXT.repository["2.snapshot.json"],
    },
    "one capital's signature": FEW.repository,
    "expired": made(NOW_MS - 400 * DAY_MS).repository,
    "a second root of strangers": rooted(STRANGERS),
    "a second root of another version": rooted(REGION, 3),
    "an empty timestamp": {**FILES, "timestamp.json": b""},
    "a timestamp that is no JSON": {**FILES, "timestamp.json": b"{"},
    "a root for a timestamp": {**FILES, "timestamp.json": REGION.root},
}
ROOTS = {
    "one capital's signature": FEW.root,
    "expired": made(NOW_MS - 400 * DAY_MS).root,
}


def ours(files: Files, root: bytes, last: TrustedRegion | None = None) -> TrustedRegion | None:
    """What we trust of it; none where it is refused."""
    try:
        return refresh(root, last, lambda name, _: files.get(name), NOW_MS)
    except AccordError:
        return None


def digests(trusted: TrustedRegion) -> dict[str, str]:
    """The SHA-256 of the directory and the policy that we trust."""
    return {
        name: sha256(data).hexdigest()
        for name in (DIRECTORY, POLICY)
        for path, data in trusted.files.items()
        if path.endswith(f".{name}")
    }


@pytest.fixture(scope="module")
def said(tufjs: TufJs, tmp_path_factory: pytest.TempPathFactory) -> Answered:
    """What tuf-js says of every repository, and of two in turn with one memory."""
    place = tmp_path_factory.mktemp("trust")
    with serving(place) as site:

        def case(
            name: str, number: int, files: Files, root: bytes, cache: str
        ) -> dict[str, object]:
            folder = place / str(number)
            for path, data in files.items():
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(data)
            (place / f"{number}.json").write_bytes(root)
            return {
                "name": name,
                "url": f"{site}/{number}",
                "root": str(place / f"{number}.json"),
                "cache": str(place / "cache" / cache),
                "targets": [DIRECTORY, POLICY],
            }

        cases = [
            case(name, number, files, ROOTS.get(name, REGION.root), str(number))
            for number, (name, files) in enumerate({**HARMLESS, **BROKEN}.items())
        ]
        cases.append(case("first the newer", 1000, NEXT.repository, REGION.root, "again"))
        cases.append(case("then the older", 1001, FILES, REGION.root, "again"))
        return tufjs(cases)


@pytest.mark.parametrize("name", HARMLESS)
def test_tufjs_trusts_what_we_trust(said: Answered, name: str) -> None:
    trusted = verify(HARMLESS[name], REGION.root, NOW_MS)
    assert said[name]["targets"] == digests(trusted)


@pytest.mark.parametrize("name", BROKEN)
def test_tufjs_refuses_what_we_refuse(said: Answered, name: str) -> None:
    assert not said[name]["ok"], said[name]
    assert ours(BROKEN[name], ROOTS.get(name, REGION.root)) is None


def test_neither_goes_back_to_an_older_repository(said: Answered) -> None:
    assert said["first the newer"]["ok"]
    assert not said["then the older"]["ok"]
    newer = ours(NEXT.repository, REGION.root)
    assert newer is not None
    assert ours(FILES, REGION.root, newer) is None


def test_tufjs_trusts_what_a_running_hub_serves(tufjs: TufJs, tmp_path: Path) -> None:
    region = write_region(tmp_path / "region", NOW_MS)

    async def play() -> Answered:
        async with asyncio.timeout(60), hub_in_process(tmp_path / "region", CLOCK) as hub:
            case: dict[str, object] = {
                "name": "hub",
                "url": f"http://{hub.site}/trust",
                "root": str(tmp_path / "region" / "root.json"),
                "cache": str(tmp_path / "cache"),
                "targets": [DIRECTORY, POLICY],
            }
            return await asyncio.to_thread(tufjs, [case])

    said = asyncio.run(play())["hub"]
    assert said["targets"] == digests(region.trusted(NOW_MS))
