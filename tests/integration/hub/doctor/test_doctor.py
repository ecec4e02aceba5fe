"""The doctor: each fault is named with its cause and remedy, and nothing else is called bad."""

import asyncio
import json
import socket
from collections.abc import Callable
from pathlib import Path
from random import Random
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
import structlog
from hub_kit import hub_config, hub_in_process, member, write_region
from sealed_keys import seal_keys
from typer.testing import CliRunner

from accord.crypto.keyfile import dump_key
from accord.crypto.keys import SigningKey
from accord.custody.certificate import make_tls
from accord.pages.finding import Finding, Outcome
from accord.testing.clock import ManualClock
from accord.testing.region import build_region
from hub.cli import app
from hub.desk.contacts import Contact
from hub.desk.maintenance import Maintenance
from hub.desk.store import DeskStore
from hub.doctor.clock import compared
from hub.doctor.examine import examine, examine_file
from hub.doctor.files import disk
from hub.doctor.log import checkpoint
from hub.doctor.members import AWAY_MS, members
from hub.entries import CHECKPOINTED, Checkpointed, encode_fact
from hub.waiting import until_unlocked

NOW_MS = 1_800_000_000_000
Damage = Callable[[Path, ManualClock], None]


def outcomes(found: tuple[Finding, ...], outcome: Outcome) -> set[str]:
    return {one.title for one in found if one.outcome is outcome}


def _ran_once(folder: Path, clock: ManualClock) -> None:
    async def run() -> None:
        async with hub_in_process(folder, clock):
            pass

    asyncio.run(run())


def _other_key(folder: Path, _: ManualClock) -> None:
    (folder / "hub/keys/statement.key").write_bytes(dump_key(SigningKey(bytes(32))))


def _readable(folder: Path, _: ManualClock) -> None:
    (folder / "hub/keys/log.key").chmod(0o644)


def _locked(folder: Path, _: ManualClock) -> None:
    seal_keys(folder / "hub/hub.toml")
    (folder / "hub/passphrase").unlink()


def _other_certificate(folder: Path, clock: ManualClock) -> None:
    other = make_tls("hub", clock.now_ms()).certificate_pem
    (folder / "hub/keys/tls.pem").write_bytes(other)


def _no_certificate(folder: Path, _: ManualClock) -> None:
    (folder / "hub/keys/tls.pem").unlink()


def _ledger(folder: Path, clock: ManualClock) -> None:
    _ran_once(folder, clock)
    (folder / "hub/data/ledger.sqlite").write_bytes(b"not a ledger" * 100)


def _trail(folder: Path, clock: ManualClock) -> None:
    data = folder / "hub/data"
    data.mkdir(exist_ok=True)
    store = DeskStore(data / "desk.sqlite")
    Maintenance(store, clock).begin("amara", "")
    with store.begin() as tx:
        tx.execute("UPDATE audit SET actor = 'bako'")
    store.close()


def _no_timestamp(folder: Path, _: ManualClock) -> None:
    (folder / "trust/timestamp.json").unlink()


def _soon_over(_: Path, clock: ManualClock) -> None:
    clock.advance(days=360)


def _foreign_proposal(folder: Path, _: ManualClock) -> None:
    place = folder / "hub/data/proposals"
    place.mkdir(parents=True)
    (place / "change.json").write_text("{}")


def _unwritable_settings(folder: Path, _: ManualClock) -> None:
    (folder / "hub/hub.toml").write_text("[hub]\n")


@pytest.mark.parametrize(
    ("damage", "bad", "unknown"),
    [
        (lambda _folder, _clock: None, set(), set()),
        (_other_key, {"Keys in the directory"}, set()),
        (_readable, {"Key of the log"}, set()),
        (_locked, {"Statement key", "Key of the log", "TLS key"}, set()),
        (_other_certificate, {"TLS certificate"}, set()),
        (_no_certificate, {"TLS certificate"}, set()),
        (_ledger, {"Ledger"}, set()),
        (_trail, {"Operators' file"}, set()),
        (_no_timestamp, {"Trust files"}, set()),
        (_foreign_proposal, set(), {"Proposals"}),
        (
            _soon_over,
            {"Root of trust", "List of signed documents", "Directory", "Policy"},
            set(),
        ),
        (_unwritable_settings, {"Settings"}, set()),
    ],
    ids=lambda one: getattr(one, "__name__", "").strip("_") or None,
)
def test_each_fault_of_a_stopped_hub_is_told(
    tmp_path: Path, damage: Damage, bad: set[str], unknown: set[str]
) -> None:
    clock = ManualClock()
    write_region(tmp_path, clock.now_ms())
    damage(tmp_path, clock)
    found = examine_file(tmp_path / "hub/hub.toml", clock)
    assert outcomes(found, Outcome.BAD) == bad, [one.line for one in found]
    left = outcomes(found, Outcome.UNKNOWN) - {
        "Health",
        "Checkpoint",
        "Clock",
        "Members' connection",
    }
    assert left == unknown
    assert all(one.text % one.values and one.remedy % one.values != one.text for one in found)


def test_a_taken_address_is_told(tmp_path: Path) -> None:
    clock = ManualClock()
    write_region(tmp_path, clock.now_ms())
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings = tmp_path / "hub/hub.toml"
        text = settings.read_text()
        address = f'http = "127.0.0.1:{other.getsockname()[1]}"'
        settings.write_text(text.replace('http = "127.0.0.1:0"', address))
        found = examine(hub_config(tmp_path), clock)
    assert outcomes(found, Outcome.BAD) == {"Address of health and metrics"}


def test_a_running_hub_is_well_and_says_so(tmp_path: Path) -> None:
    async def play() -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        clock = ManualClock()
        region = write_region(tmp_path, clock.now_ms(), policy={"witness_quorum": 0})
        async with (
            asyncio.timeout(30),
            hub_in_process(tmp_path, clock) as hub,
            member(region, "XA", hub.grpc, clock) as me,
        ):
            await me.submit([one.envelope for one in me.seal("XB", count=3)])
            await hub.public.publisher.once()
            well = await asyncio.to_thread(examine, hub_config(tmp_path), clock)
            hub.desk.maintenance.begin("amara", "")
            paused = await asyncio.to_thread(examine, hub_config(tmp_path), clock)
        return well, paused

    well, paused = asyncio.run(play())
    assert outcomes(well, Outcome.BAD) == set(), [one.line for one in well]
    assert outcomes(well, Outcome.UNKNOWN) == {"Clock", "Members' connection"}
    assert "covers 3 statements" in next(one.line for one in well if one.title == "Checkpoint")
    assert outcomes(paused, Outcome.BAD) == {"Health"}


def test_a_full_disk_is_told_before_it_is_full(tmp_path: Path) -> None:
    assert disk(tmp_path, 1).outcome is Outcome.GOOD
    assert disk(tmp_path, 1 << 62).outcome is Outcome.BAD


@pytest.mark.parametrize(
    ("size", "age_ms", "outcome"),
    [(5, 0, Outcome.GOOD), (9, 1_000, Outcome.GOOD), (9, 61_000, Outcome.BAD)],
)
def test_a_log_that_grows_unsigned_is_told(size: int, age_ms: int, outcome: Outcome) -> None:
    row = (NOW_MS - age_ms, *encode_fact(Checkpointed(5, bytes(32), b"note\n")))
    assert row[1] == CHECKPOINTED
    assert checkpoint(size, row, NOW_MS).outcome is outcome


def _contacts(*ahead_s: int) -> dict[str, Contact]:
    return {
        f"X{letter}": Contact(member=f"X{letter}", ahead_ms=1000 * ahead, clock_ms=NOW_MS)
        for letter, ahead in zip("ABCDE", ahead_s, strict=False)
    }


@pytest.mark.parametrize(
    ("contacts", "newest_ms", "said"),
    [
        ({}, 0, {"Clock": Outcome.UNKNOWN}),
        ({}, NOW_MS + 10**6, {"Clock": Outcome.BAD}),
        (_contacts(1, -2, 3), 0, {"Clock": Outcome.GOOD}),
        (_contacts(1, -2, 900), 0, {"Clock": Outcome.GOOD, "Members' clocks": Outcome.BAD}),
        (_contacts(-900, -901, 1), 0, {"Clock": Outcome.BAD}),
    ],
    ids=["nobody", "went back", "all agree", "one is away", "we are away"],
)
def test_clocks_are_compared_with_what_is_at_hand(
    contacts: dict[str, Contact], newest_ms: int, said: dict[str, Outcome]
) -> None:
    found = compared(contacts, newest_ms, 300_000, NOW_MS)
    assert {one.title: one.outcome for one in found} == said


def test_a_member_that_stays_away_is_told() -> None:
    def said(*seen_ms: int) -> list[tuple[Outcome, object]]:
        contacts = {
            member: Contact(member=member, seen_ms=at_ms)
            for member, at_ms in zip(("XA", "XB", "XC"), seen_ms, strict=False)
        }
        region = build_region(now_ms=NOW_MS, random=Random(7).randbytes)
        found = members(region.trusted(NOW_MS).directory, contacts, NOW_MS)
        return [(one.outcome, one.values.get("who")) for one in found]

    assert said(NOW_MS, NOW_MS - AWAY_MS, NOW_MS) == [(Outcome.GOOD, None)]
    assert said(NOW_MS, NOW_MS - AWAY_MS - 1) == [(Outcome.BAD, "XB")]
    assert said(NOW_MS) == [(Outcome.UNKNOWN, "XB, XC")]


def test_the_command_ends_with_a_status(tmp_path: Path) -> None:
    clock = ManualClock()
    write_region(tmp_path, clock.now_ms())
    words = ["doctor", "--config", str(tmp_path / "hub/hub.toml")]
    result = CliRunner().invoke(app, words)
    assert "could not check" in result.output
    _readable(tmp_path, clock)
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 1
    assert "chmod 600" in " ".join(result.output.split())


def test_health_is_red_while_a_key_is_locked_and_the_hub_goes_on_by_itself(tmp_path: Path) -> None:
    async def play() -> None:
        clock = ManualClock()
        write_region(tmp_path, clock.now_ms())
        seal_keys(tmp_path / "hub/hub.toml")
        passphrase = tmp_path / "hub/passphrase"
        text = passphrase.read_text()
        passphrase.write_text("another\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        settings = tmp_path / "hub/hub.toml"
        http = f'http = "127.0.0.1:{port}"'
        settings.write_text(settings.read_text().replace('http = "127.0.0.1:0"', http))
        log: structlog.stdlib.BoundLogger = structlog.wrap_logger(structlog.ReturnLogger())
        config, stop = hub_config(tmp_path), asyncio.Event()
        waiting = asyncio.create_task(until_unlocked(config, log, stop, look_seconds=0.05))
        async with asyncio.timeout(30):
            while (answer := await asyncio.to_thread(_ready, port)) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
            assert answer == {"ready": False, "reasons": ["keyfile.passphrase"]}
            passphrase.write_text(text)
            await waiting
        assert not stop.is_set()

    asyncio.run(play())


def _ready(port: int) -> dict[str, object] | None:
    try:
        urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()
    except HTTPError as error:
        with error:
            found: dict[str, object] = json.loads(error.read())
            return found
    except OSError:
        return None
    raise AssertionError("a hub with a locked key says that it is ready")
