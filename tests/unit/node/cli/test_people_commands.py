"""Accounts, sign-in and the audit trail, typed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer
from api_fake import TOKEN, Fake, open_fake
from people_kit import PASSWORD, make_person
from pyotp import TOTP
from running_api import configured, running
from sqlalchemy import select, update
from typer.testing import CliRunner

from node.api.app import build_app
from node.audit.tables import audit_entry
from node.cli import app
from node.people.rights import Role
from node.people.tables import account

Typed = Callable[..., str]


@pytest.fixture
def fake(tmp_path: Path) -> Fake:
    return open_fake(tmp_path)


@pytest.fixture
def typed(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    config = configured(tmp_path, TOKEN)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))

    def run(*words: str, keys: str = "", status: int = 0) -> str:
        runner = CliRunner(env={"COLUMNS": "200"})
        result = runner.invoke(app, [*words, "--config", str(config)], input=keys)
        assert result.exit_code == status, (result.output, result.stderr, result.exception)
        return result.output + result.stderr

    with running(config, lambda: build_app(fake.services, TOKEN)):
        yield run
    fake.services.store.close()


def session_of(folder: Path) -> Path:
    return folder / "state" / "accord" / "XA-XA-NPC.session"


def test_an_officers_first_day(
    typed: Typed, fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = json.loads(typed("accounts", "make", "ana", "--role", "officer", "--json"))

    def types(question: str, **_options: object) -> str:
        if question == "Its code now":
            with fake.services.store.read() as tx:
                sealed = tx.execute(select(account.c.factor)).scalar_one()
            secret = fake.services.people.sign_in.vault.open(sealed).decode()
            return TOTP(secret).generate_otp(fake.clock.now_ms() // 30_000)
        own = question.startswith("Your own")
        return PASSWORD if own else made["password"] if question == "Password" else ""

    monkeypatch.setattr(typer, "prompt", types)
    output = typed("login", "ana")
    assert "otpauth://totp/" in output
    assert output.count("-") > 30  # the recovery codes
    assert session_of(tmp_path).stat().st_mode & 0o077 == 0
    assert "ana (XA-NPC): NODE, READ, SELF, WORK" in typed("whoami")
    typed("trace", "list")
    assert "access.right_missing" in typed("accounts", "list", status=1)
    assert "signed out" in typed("logout")
    assert not session_of(tmp_path).exists()
    assert "session.none" in typed("logout", status=1)


def test_an_administrator_sees_to_accounts_tokens_and_sessions(typed: Typed, fake: Fake) -> None:
    person = make_person(fake.services.people, fake.clock, "ana", Role.OFFICER)
    signed = person.set_up()
    assert "password and code" in typed("accounts", "list")
    roles = typed("accounts", "roles", "ana", "--role", "officer", "--role", "approver")
    assert "XA-NPC: approver, officer" in roles
    assert signed.session_id in typed("sessions", "list")
    assert "ended" in typed("sessions", "end", signed.session_id)
    made = json.loads(
        typed("tokens", "make", "ana", "--purpose", "lab", "--scope", "READ", "--json")
    )
    assert made["token"].startswith("act_")
    assert "lab" in typed("tokens", "list")
    assert "revoked" in typed("tokens", "revoke", made["view"]["token_id"])
    assert "First password:" in typed("accounts", "reset", "ana")
    assert "not set up yet" in typed("accounts", "unlock", "ana")
    assert "not any more" in typed("accounts", "deactivate", "ana")
    assert "not any more" not in typed("accounts", "activate", "ana")
    assert "account.unknown" in typed("accounts", "reset", "berta", status=1)


def test_the_trail_is_listed_exported_and_verified(
    typed: Typed, fake: Fake, tmp_path: Path
) -> None:
    make_person(fake.services.people, fake.clock, "ana", Role.OFFICER)
    file = str(tmp_path / "trail.jsonl")
    assert "account made" in typed("audit", "list", "--subject", "ana")
    assert "2 entries" in typed("audit", "export", file)
    assert "cannot be written" in typed("audit", "export", file, status=1)
    assert "signed for XA" in typed("audit", "verify", file, "--offline")
    assert "The trail is whole" in typed("audit", "verify", file)
    with fake.services.store.begin() as tx:
        tx.execute(update(audit_entry).where(audit_entry.c.number == 1).values(actor="nobody"))
    assert "audit_entry 1" in typed("audit", "verify", status=1)
    (tmp_path / "trail.jsonl").write_bytes(b"{}")
    assert "audit.line" in typed("audit", "verify", file, "--offline", status=1)


def test_receivers_and_retention_are_shown(typed: Typed) -> None:
    assert "Receivers" in typed("webhooks", "list")
    assert "webhook.unknown" in typed("webhooks", "retry", "agency", status=1)
    shown = typed("retention", "show")
    assert "transfer" in shown
    assert "20 years" in shown
    assert "Archived" in typed("retention", "run")
