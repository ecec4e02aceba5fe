import json
from dataclasses import replace
from pathlib import Path

import pytest
from api_fake import TOKEN, FakeLog, open_fake
from rich.console import Console
from running_api import configured, running
from typer.testing import CliRunner

from node.api.app import build_app
from node.cli import app, show_log
from node.log.views import LogView


def shown(view: LogView) -> str:
    console = Console(width=160, record=True)
    console.print(show_log.log(view))
    return console.export_text()


def test_an_operator_reads_where_the_log_stands_and_what_to_do() -> None:
    text = shown(FakeLog().view())
    assert "5 statements" in text
    assert "cosigned by XB" in text
    assert "XB; 1 must cosign" in text
    assert "NOTHING IS SENT" in text
    assert "accord-node log proof 1 FILE" in text


def test_an_answered_alarm_stays_on_record_with_its_reason() -> None:
    log = FakeLog()
    text = shown(log.resume("the region settled it"))
    assert "NOTHING IS SENT" not in text
    assert "resumed: the region settled it" in text


def test_a_log_that_nobody_watches() -> None:
    view = replace(FakeLog().view(), watched=False, believed=None, alarms=())
    assert "log.example, not watched" in shown(view)


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return configured(tmp_path, TOKEN)


def run(config: Path, *arguments: str) -> tuple[int, str]:
    ended = CliRunner().invoke(app, ["log", *arguments, "--config", str(config)])
    return ended.exit_code, ended.output


def test_show_proof_and_resume_by_command(config: Path, tmp_path: Path) -> None:
    fake = open_fake(tmp_path)
    with running(config, lambda: build_app(fake.services, TOKEN)):
        status, output = run(config, "--json")
        assert (status, json.loads(output)["alarms"][0]["code"]) == (0, "log.fork")
        proof = tmp_path / "fork.proof"
        assert run(config, "proof", "1", str(proof))[0] == 0
        assert proof.read_bytes() == b"proof"
        status, output = run(config, "proof", "2", str(proof))
        assert (status, "log.no_such_alarm" in output) == (1, True)
        status, output = run(config, "proof", "1", str(tmp_path / "absent" / "file"))
        assert (status, "cli.file_unwritable" in output) == (1, True)
        status, output = run(config, "resume", "--reason", "settled", "--json")
        assert (status, json.loads(output)["alarms"][0]["reason"]) == (0, "settled")
    fake.services.store.close()
