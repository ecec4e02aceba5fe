import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from api_fake import TOKEN, Fake, open_fake
from running_api import configured, running
from typer.testing import CliRunner, Result

from accord.errors import FormatError
from node.api.app import build_app
from node.cli import app

NEW = (
    *("trace", "new", "--maker", "IMBEL", "--model", "FAL", "--calibre", "7.62x51"),
    *("--type", "RIFLE", "--serial", "16?234", "--country", "br", "--use", "INVESTIGATION"),
    *("--basis", "national-law,not-marked", "--justification", "Act 1", "--date", "2021-03"),
)


class Node:
    """A running interface and the command line that talks to it."""

    def __init__(self, config: Path, fake: Fake) -> None:
        self.config, self.fake = config, fake

    def run(self, *words: str, status: int = 0) -> Result:
        result = CliRunner(env={"COLUMNS": "160"}).invoke(
            app, [*words, "--config", str(self.config)]
        )
        assert result.exit_code == status, (result.output, result.exception)
        assert "Traceback" not in result.output
        return result


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    fake = open_fake(tmp_path)
    config = configured(tmp_path, TOKEN)
    with running(config, lambda: build_app(fake.services, TOKEN)):
        yield Node(config, fake)
    fake.services.store.close()


def test_a_case_from_options(node: Node) -> None:
    shown = node.run(*NEW).output
    assert "XA-2026-0001" in shown
    assert "16?234" in shown
    request = node.fake.memory.cases["XA-2026-0001"].request
    mark = request.firearm.marks[0]
    assert (mark.text, mark.condition, mark.position) == ("16?234", "PARTIAL", "FRAME")
    assert request.firearm.country_of_manufacture == "BR"
    listed = node.run("trace", "list").output
    assert "XA-2026-0001" in listed
    assert "waits for you" in listed


def test_a_case_from_a_file_and_as_json(node: Node, tmp_path: Path) -> None:
    file = tmp_path / "request.json"
    file.write_text(
        json.dumps(
            {
                "firearm": {"maker_text": "Калашников"},
                "illicit_basis": ["EMBARGO"],
                "legal_justification": "Act",
                "intended_use": ["PROSECUTION"],
            }
        )
    )
    made = json.loads(node.run("trace", "new", "--file", str(file), "--json").stdout)
    assert made["request"]["firearm"]["maker_text"] == "Калашников"
    file.write_text('{"firearm": {"makr": 1}}')
    refused = node.run("trace", "new", "--file", str(file), status=1)
    assert "firearm.makr" in refused.stderr
    assert "body.invalid" in refused.stderr
    absent = node.run("trace", "new", "--file", str(tmp_path / "none.json"), status=1)
    assert "No such file" in absent.stderr


def test_asks_for_what_is_missing_only_on_a_terminal(node: Node) -> None:
    refused = node.run("trace", "new", "--maker", "IMBEL", status=1)
    assert "--date, --basis, --justification, --use" in refused.stderr
    assert "option.missing" in refused.stderr
    wrong = node.run(*NEW[:-1], "2021-13", status=1)
    assert "date.impossible" in wrong.stderr
    wrong = node.run(*NEW, "--condition", "SHINY", status=1)
    assert "--condition: one of INTACT" in wrong.stderr


def test_legs(node: Node) -> None:
    node.run(*NEW)
    case_id = "XA-2026-0001"
    sent = node.run("trace", "send", case_id, "xb", "--why", "last-legal-import").output
    assert "last legal import" in sent
    assert "submitted" in sent
    again = node.run("trace", "send", case_id, "XB", status=1)
    assert "still open" in again.stderr
    assert "remedy" in again.stderr
    withdrawn = node.run("trace", "withdraw", case_id, "1", "--reason", "found").output
    assert "withdrawn" in withdrawn
    assert "1 legs" in node.run("trace", "withdraw", case_id, "7", "--reason", "x", status=1).stderr
    assert "leg.no_referral" in node.run("trace", "follow", case_id, status=1).stderr
    closed = node.run("trace", "close", case_id, status=1)
    assert "allowed: SEND_LEG" in closed.stderr
    assert "there is no such case" in node.run("trace", "show", "none", status=1).stderr


def test_the_inbox(node: Node) -> None:
    assert "R1" in node.run("inbox").output
    shown = node.run("inbox", "show", "R1").output
    assert "no record" in shown
    assert "accord-node approve R1" in shown
    assert json.loads(node.run("inbox", "--json").stdout)["requests"][0]["requester"] == "XB"
    node.run("ask", "R1", "--text", "Which year?", "--field", "firearm.year_of_manufacture")
    approved = json.loads(node.run("approve", "R1", "--json").stdout)
    assert approved["summary"]["standing"] == "CLOSED"


def test_refuses_on_four_grounds_only(node: Node) -> None:
    wrong = node.run("refuse", "R1", "--ground", "N1", "--explanation", "no", status=1)
    assert "--ground: one of G1, G2, G3, G4" in wrong.stderr
    node.run("refuse", "R1", "--ground", "g1,G4", "--explanation", "an investigation is open")


def test_status(node: Node) -> None:
    shown = node.run("status").output
    assert "XA (XA-NPC)" in shown
    assert "police" in shown
    assert json.loads(node.run("status", "--json").stdout)["member"] == "XA"


def test_says_that_no_node_runs(node: Node) -> None:
    run = node.config.parent / "data" / "run.json"
    address = json.loads(run.read_text())
    run.write_text(json.dumps(address | {"http": "127.0.0.1:1"}))
    assert "does not answer at 127.0.0.1:1" in node.run("inbox", status=1).stderr
    run.unlink()
    assert "accord-node serve" in node.run("inbox", status=1).stderr


def test_says_what_is_wrong_with_the_token(node: Node) -> None:
    token = node.config.parent / "data" / "api.token"
    token.write_text("another-token-that-is-long-enough-to-be-one")
    assert "token.wrong" in node.run("inbox", status=1).stderr
    token.chmod(0o644)
    assert "chmod 600" in node.run("inbox", status=1).stderr
    token.unlink()
    assert "token.unreadable" in node.run("inbox", status=1).stderr


def test_says_what_is_wrong_with_the_settings(node: Node) -> None:
    node.config.write_text("[node")
    assert "config.not_toml" in node.run("trace", "list", status=1).stderr


def test_prints_brackets_as_they_are(node: Node) -> None:
    marked = list(NEW)
    marked[marked.index("16?234")] = "16[23]4 [red]"
    assert "16[23]4 [red]" in node.run(*marked).output
    node.config.write_text(node.config.read_text().replace("127.0.0.1:0", "nowhere"))
    assert "[api] listen" in node.run("inbox", status=1).stderr


def test_a_node_that_cannot_start_says_why(node: Node, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_config: Path) -> None:
        inner = FormatError("config.address_taken", "[api] listen: name a free address")
        raise ExceptionGroup("tasks", [ExceptionGroup("tasks", [inner])])

    monkeypatch.setattr("node.main.run", fail)
    refused = node.run("serve", status=1)
    assert "[api] listen: name a free address" in refused.stderr
    assert "config.address_taken" in refused.stderr
