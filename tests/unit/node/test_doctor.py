import json
import os
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from socket import create_server
from uuid import uuid4

import pytest
from running_api import CONFIG
from sealed_keys import seal_keys
from sqlalchemy import delete, insert
from typer.testing import CliRunner

from accord.custody.places import TokenKey
from accord.errors import UncheckableError
from accord.pages.finding import Outcome
from accord.testing.region import Region, build_region
from accord.v1.relay_pb2 import SubmitResponse, SubmitResult
from accord.wire.relay import Receipt, Statement, encode_statement
from node.api.bodies import Check
from node.api.checks import checked
from node.cli import app
from node.clock import WallClock
from node.config import load_config
from node.doctor.disk import disks, space
from node.doctor.examine import examine_file
from node.doctor.keys import keys_held
from node.exchange.tables import inbox_fork, inbox_gap, outbox_answer, outbox_frame
from node.keys import load_keys
from node.store.engine import Store, open_engine, sqlite_url
from node.store.migrate import migrate


@pytest.fixture(scope="module")
def region() -> Region:
    return build_region(now_ms=WallClock().now_ms(), random=os.urandom)


@pytest.fixture
def config(region: Region, tmp_path: Path) -> Path:
    """XA's node.toml in a laid out region."""
    region.write(tmp_path)
    folder = tmp_path / "XA"
    (folder / "data").mkdir()
    text = CONFIG.replace('"root.json"', '"../root.json"').replace('"trust"', '"../trust"')
    file = folder / "node.toml"
    file.write_text(text)
    return file


@contextmanager
def hub(region: Region, folder: Path, *, admits: str) -> Iterator[int]:
    """Accepts one TLS connection as the hub would; gives its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "hub/keys/tls.pem", folder / "hub/keys/tls.key")
    context.load_verify_locations(folder / admits / "keys/tls.pem")
    context.verify_mode = ssl.CERT_REQUIRED
    context.set_alpn_protocols(["h2"])

    def serve() -> None:
        line, _ = listener.accept()
        with line:
            line.settimeout(10)
            try:
                with context.wrap_socket(line, server_side=True) as channel:
                    channel.sendall(bytes(9))
                    channel.recv(1)
            except OSError:
                return  # not admitted, which is what the test asks about

    with create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        thread.join(10)


def found(config: Path) -> dict[str, Check]:
    return {check.name: check for check in map(checked, examine_file(config, WallClock()))}


def edit(config: Path, old: str, new: str) -> None:
    text = config.read_text()
    assert old in text
    config.write_text(text.replace(old, new))


def test_a_stopped_node_that_is_well_set_up(config: Path, region: Region) -> None:
    with hub(region, config.parents[1], admits="XA") as port:
        edit(config, "127.0.0.1:1", f"127.0.0.1:{port}")
        checks = found(config)
    wrong = {name for name, check in checks.items() if not check.well}
    assert wrong == {"log", "registers", "interface"}, checks
    assert "accord-node serve" in checks["interface"].text
    assert checks["TLS"].text.endswith("lets this node in")
    assert checks["member"].text.startswith("XA, Arvenia")
    assert "364 more days" in checks["directory"].text


def test_a_stopped_node_with_sealed_keys(config: Path, region: Region) -> None:
    seal_keys(config)
    with hub(region, config.parents[1], admits="XA") as port:
        edit(config, "127.0.0.1:1", f"127.0.0.1:{port}")
        checks = found(config)
    wrong = {name for name, check in checks.items() if not check.well}
    assert wrong == {"log", "registers", "interface"}, checks


def test_a_hub_that_does_not_know_us(config: Path, region: Region) -> None:
    with hub(region, config.parents[1], admits="XB") as port:
        edit(config, "127.0.0.1:1", f"127.0.0.1:{port}")
        check = found(config)["TLS"]
    assert not check.well
    assert "does not let this node in" in check.text


def test_a_hub_that_is_not_the_pinned_one(config: Path, region: Region) -> None:
    folder = config.parents[1]
    for name in ("tls.pem", "tls.key"):
        (folder / "hub/keys" / name).write_bytes((folder / "XC/keys" / name).read_bytes())
    with hub(region, folder, admits="XA") as port:
        edit(config, "127.0.0.1:1", f"127.0.0.1:{port}")
        check = found(config)["TLS"]
    assert not check.well
    assert "not the hub's in the directory" in check.text


def test_a_hub_that_is_away(config: Path) -> None:
    check = found(config)["hub"]
    assert not check.well
    assert "127.0.0.1:1 cannot be reached" in check.text


def _others_read(config: Path) -> None:
    (config.parent / "keys/signing.key").chmod(0o644)


def _no_key(config: Path) -> None:
    (config.parent / "keys/encryption.key").unlink()


def _locked(config: Path) -> None:
    seal_keys(config)
    edit(config, 'passphrase = "file:passphrase"', "")


def _another_passphrase(config: Path) -> None:
    seal_keys(config)
    (config.parent / "passphrase").write_text("correct horse")


def _no_passphrase(config: Path) -> None:
    seal_keys(config)
    (config.parent / "passphrase").unlink()


def _foreign_key(config: Path) -> None:
    other = config.parents[1] / "XB/keys/signing.key"
    (config.parent / "keys/signing.key").write_bytes(other.read_bytes())


def _foreign_certificate(config: Path) -> None:
    other = config.parents[1] / "XB/keys/tls.pem"
    (config.parent / "keys/tls.pem").write_bytes(other.read_bytes())


def _no_directory(config: Path) -> None:
    (config.parents[1] / "trust/timestamp.json").unlink()


def _forged_directory(config: Path) -> None:
    file = config.parents[1] / "trust/1.targets.json"
    document = json.loads(file.read_bytes())
    document["signatures"] = document["signatures"][:1]
    file.write_text(json.dumps(document))


def _wrong_authority(config: Path) -> None:
    edit(config, "XA-NPC", "XA-OTHER")


def _wrong_member(config: Path) -> None:
    edit(config, 'member = "XA"', 'member = "XZ"')


def _unknown_adapter(config: Path) -> None:
    config.write_text(config.read_text() + '\n[registry.police]\nadapter = "telegraph"\n')


def _broken_adapter(config: Path) -> None:
    config.write_text(config.read_text() + '\n[registry.police]\nadapter = "tabular"\n')


def _stale_run_file(config: Path) -> None:
    run = {"pid": 2**22 + 1, "http": "127.0.0.1:1"}
    (config.parent / "data/run.json").write_text(json.dumps(run))


@pytest.mark.parametrize(
    ("spoil", "name", "text"),
    [
        (_others_read, "signing key", "chmod 600"),
        (_no_key, "encryption key", "No such file"),
        (_locked, "signing key", "signing.key: the key file is sealed; say in [keys] passphrase"),
        (_locked, "TLS key", "tls.key: the TLS key is sealed"),
        (_another_passphrase, "encryption key", "encryption.key: the passphrase in [keys]"),
        (_no_passphrase, "signing key", "set [keys] passphrase"),
        (_foreign_key, "keys in the directory", "signing key is not a valid one"),
        (_foreign_certificate, "keys in the directory", "certificate is not the one"),
        (_no_directory, "trust", "is not there"),
        (_forged_directory, "trust", "trust."),
        (_wrong_authority, "member", "XA-NPC"),
        (_wrong_member, "member", "not in the directory"),
        (_unknown_adapter, "register police", "sql, tabular"),
        (_broken_adapter, "register police", ""),
        (_stale_run_file, "interface", "has ended"),
    ],
)
def test_names_the_cause(config: Path, spoil: Callable[[Path], None], name: str, text: str) -> None:
    spoil(config)
    check = found(config)[name]
    assert not check.well
    assert text in check.text


def test_the_database(config: Path) -> None:
    assert "first start" in found(config)["database"].text
    store = Store(open_engine(sqlite_url(config.parent / "data/node.sqlite")))
    store.engine.connect().close()  # makes the file
    checks = found(config)
    assert checks["database"].text == "takes writes"
    assert "next start" in checks["schema"].text
    migrate(store)
    with store.begin() as tx:
        tx.execute(insert(inbox_gap).values(sender="XB", first=2, last=3, noticed_ms=1))
        tx.execute(insert(inbox_fork).values(sender="XC", sequence=7, noticed_ms=1))
    lacking, differing = [
        check.text
        for check in map(checked, examine_file(config, WallClock()))
        if check.name == "pairs"
    ]
    assert lacking == (
        "peers with messages that one end lacks and nothing explains: 1; see: accord-node pairs"
    )
    assert differing.startswith("peers with counters or headers that do not add up: 1;")
    with store.begin() as tx:
        tx.execute(delete(inbox_gap))
        tx.execute(delete(inbox_fork))
    store.close()
    assert "of this release" in found(config)["schema"].text
    assert found(config)["pairs"].text == "both ends of each agree"
    (config.parent / "data/node.sqlite").write_bytes(b"not a database" * 1000)
    assert not found(config)["database"].well


@pytest.mark.parametrize(
    ("ahead_s", "text"),
    [(0, "0.0 s from the hub's"), (900, "900 s ahead of the hub's"), (-900, "900 s behind")],
)
def test_the_clock(config: Path, ahead_s: int, text: str) -> None:
    now = WallClock().now_ms()
    said = encode_statement(
        Statement("hub", now, 0, Receipt(message_id=uuid4(), header_digest=bytes(32), position=1))
    )
    response = SubmitResponse(results=[SubmitResult(statement=said)])
    store = Store(open_engine(sqlite_url(config.parent / "data/node.sqlite")))
    migrate(store)
    with store.begin() as tx:
        tx.execute(
            insert(outbox_frame).values(
                frame=1,
                first_position=1,
                last_position=1,
                sealed_ms=now,
                request=b"",
                content_keys=b"",
            )
        )
        tx.execute(
            insert(outbox_answer).values(
                frame=1, received_ms=now + ahead_s * 1000, response=response.SerializeToString()
            )
        )
    store.close()
    check = found(config)["clock"]
    assert text in check.text
    assert check.well == (ahead_s == 0)


def test_says_only_what_is_wrong_with_the_settings(config: Path) -> None:
    config.write_text("[node]\n")
    (check,) = found(config).values()
    assert not check.well
    assert "config." in check.text


def test_the_command_ends_with_status_1_where_something_is_wrong(config: Path) -> None:
    result = CliRunner(env={"COLUMNS": "200"}).invoke(app, ["doctor", "-c", str(config)])
    assert result.exit_code == 1
    assert "FAILED" in result.output
    assert "Traceback" not in result.output
    as_json = CliRunner().invoke(app, ["doctor", "--json", "-c", str(config)])
    assert {check["name"] for check in json.loads(as_json.stdout)} >= {"hub", "member"}


def test_what_cannot_be_checked_is_no_fault(config: Path) -> None:
    check = found(config)["clock"]
    assert check.finding is not None
    assert (check.well, check.vital) == (True, False)
    assert check.finding.outcome == Outcome.UNKNOWN
    assert "has not answered this node yet" in check.text


def test_a_locked_key_is_told_with_its_remedy(config: Path) -> None:
    seal_keys(config)
    (config.parent / "passphrase").write_text("correct horse")
    check = found(config)["encryption key"]
    assert (check.well, check.vital) == (False, True)
    assert check.text.startswith("is locked: ")
    assert check.text.endswith("plug the token in; it goes on by itself")


@pytest.mark.parametrize(
    ("least", "stopping", "outcome", "vital"),
    [
        (0, 0, Outcome.GOOD, True),
        (1 << 80, 0, Outcome.BAD, False),
        (1 << 80, 1 << 79, Outcome.BAD, True),
    ],
)
def test_room_on_the_disk(
    tmp_path: Path, least: int, stopping: int, outcome: Outcome, vital: bool
) -> None:
    finding = space(tmp_path / "not there yet", least=least, stopping=stopping)
    assert (finding.outcome, finding.vital) == (outcome, vital)
    assert "MiB are free" in finding.line


def test_the_disk_of_a_database_elsewhere(config: Path) -> None:
    edit(config, 'data = "data"', 'data = "data"\ndatabase = "sqlite:///elsewhere.sqlite"')
    of = load_config(config)
    assert [one.title for one in disks(of)][2:] == ["Disk space of the database"]
    server = replace(of, database="postgresql+psycopg://db.example/accord")
    assert list(disks(server))[2].outcome is Outcome.UNKNOWN


def test_a_running_node_looks_after_the_keys_it_has_opened(config: Path) -> None:
    of = load_config(config)
    held = load_keys(of)
    assert {one.outcome for one in keys_held(of, held)} == {Outcome.GOOD}
    (config.parent / "keys/tls.key").unlink()
    gone = [one for one in keys_held(of, held) if one.outcome is Outcome.BAD]
    assert [one.title for one in gone] == ["TLS key"]
    assert gone[0].vital
    assert "cannot start again" in gone[0].line


def test_a_token_that_is_away_is_a_locked_key(config: Path) -> None:
    class Away:
        key_id = public = bytes(8)

        def sign(self, message: bytes) -> bytes:
            raise UncheckableError("token.away", "the token cannot be reached")

    place = TokenKey(module=Path("none.so"), token="t", object="o", pin="file:pin")
    of = replace(load_config(config), signing_keys=(place,))
    held = replace(load_keys(load_config(config)), signers=(Away(),))
    key = next(iter(keys_held(of, held)))
    assert (key.outcome, key.vital) == (Outcome.BAD, True)
    assert key.line.startswith("is locked: the token cannot be reached [token.away]")
