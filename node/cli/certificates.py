"""`accord-node certificates`: end-user certificates issued, presented, verified, taken back."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from accord.cases.certificate import Certificate, ItemQuantity, SignedCertificate
from accord.cases.certificate_check import CheckState, SpecimenComparison
from accord.cases.certificate_codes import AuthenticationMethod
from accord.cases.certificate_form import sign as sign_certificate
from accord.crypto.keyfile import Seal, dump_key, load_signing_key
from accord.crypto.keys import SigningKey
from accord.custody import passphrase
from accord.dates import PartialDate
from accord.encoding import to_base64
from accord.errors import FormatError
from node.api.bodies import Created
from node.api.certificate_bodies import (
    CertificateList,
    CertificateRevocation,
    CheckAnswer,
    CheckList,
    HeldFor,
    Issued,
    VerificationWanted,
)
from node.api.codec import codec
from node.certificates.rows import CheckSide
from node.certificates.views import CertificateDetail, CheckDetail
from node.cli import show_certificate
from node.cli.client import path
from node.cli.draft import code_of, from_file, moment_of
from node.cli.session import NODE_TOML, AsJson, ConfigFile, Session, open_session
from node.files import contents, write_new

app = typer.Typer(
    invoke_without_command=True,
    help="End-user certificates: issue, present, verify, answer, revoke.",
)

CertificateId = Annotated[str, typer.Argument(metavar="CERTIFICATE", help="Its id here.")]
CheckId = Annotated[str, typer.Argument(metavar="CHECK", help="The verification's id.")]
KeyFile = Annotated[Path, typer.Option("--key", help="The official's key file.")]
Passphrase = Annotated[
    str, typer.Option(help='Of a sealed key: "file:PATH", "env:NAME" or "credential:NAME".')
]


@app.callback()
def list_(
    *,
    context: typer.Context,
    config: ConfigFile = NODE_TOML,
    side: Annotated[str, typer.Option(help="issued or presented")] = "",
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the certificates, the newest first."""
    if context.invoked_subcommand is not None:
        return
    session = open_session(config, as_json=as_json)
    query = {"side": side.upper(), "limit": str(limit)}
    found = session.client.get(path("certificates"), CertificateList, query)
    session.show(found, show_certificate.certificates)


@app.command()
def show(
    *, certificate_id: CertificateId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Shows one certificate: its verifications, its uses, what is left."""
    _show(open_session(config, as_json=as_json), certificate_id)


@app.command()
def key(
    *,
    file: Annotated[Path, typer.Argument(help="The file to make.")],
    passphrase_from: Passphrase = "",
) -> None:
    """Makes an official's signing key, away from the node; prints the public key for the entry."""
    made = SigningKey(os.urandom(32))
    words = _passphrase(passphrase_from)
    data = dump_key(made, Seal(words, os.urandom) if words else None)
    write_new(file.parent, {file.name: data})
    typer.echo(to_base64(made.public))


@app.command()
def sign(
    *,
    file: Annotated[Path, typer.Argument(help="The certificate as JSON.")],
    key_file: KeyFile,
    passphrase_from: Passphrase = "",
) -> None:
    """Signs a certificate with an official's key, away from the node; prints what `issue` takes.

    The time of signature and the day of issue are now, unless the file says them.
    """
    now = datetime.now(UTC)
    certificate = from_file(file, Certificate)
    certificate = replace(
        certificate,
        signed_ms=certificate.signed_ms or int(now.timestamp() * 1000),
        issued=certificate.issued or PartialDate.of(now.date()),
    )
    signer = load_signing_key(contents(key_file, "--key"), _passphrase(passphrase_from))
    signed = SignedCertificate(
        certificate=certificate,
        method=AuthenticationMethod.DIGITAL_SIGNATURE,
        signature=sign_certificate(certificate, signer),
    )
    typer.echo(codec(SignedCertificate).encode(signed).decode())


@app.command()
def issue(
    *,
    file: Annotated[Path, typer.Argument(help="The signed certificate as JSON.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Enters a signed certificate into our register."""
    session = open_session(config, as_json=as_json)
    body = from_file(file, SignedCertificate)
    made = session.client.post(path("certificates", "issued"), body, Issued)
    if made.id:
        _show(session, made.id)
    else:
        session.show(made, show_certificate.waits)


@app.command()
def present(
    *,
    file: Annotated[Path, typer.Argument(help="The signed certificate as JSON.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Takes in a certificate of another State that somebody presents."""
    session = open_session(config, as_json=as_json)
    body = from_file(file, SignedCertificate)
    made = session.client.post(path("certificates", "presented"), body, Created)
    _show(session, made.id)


@app.command("hand-over")
def hand_over(
    *, certificate_id: CertificateId, config: ConfigFile = NODE_TOML, as_json: AsJson = False
) -> None:
    """Sends our certificate to the exporting State."""
    _step(config, certificate_id, "handover", None, as_json)


@app.command()
def revoke(
    *,
    certificate_id: CertificateId,
    reason: Annotated[str, typer.Option(help="Why.")],
    config: ConfigFile = NODE_TOML,
    since: Annotated[
        str, typer.Option(help="2026-03-01 or 2026-03-01T10:30Z; now where it is left out.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Takes our certificate back; whoever was told that it is authentic is told."""
    body = CertificateRevocation(reason=reason, effective_from_ms=moment_of(since, "--since"))
    _step(config, certificate_id, "revocation", body, as_json)


@app.command()
def release(
    *,
    certificate_id: CertificateId,
    member: Annotated[str, typer.Option(help="The exporting State.")],
    transfer: Annotated[str, typer.Option(help="Its transfer file.")],
    config: ConfigFile = NODE_TOML,
    as_json: AsJson = False,
) -> None:
    """Frees our certificate from a transfer for which nothing was shipped."""
    body = HeldFor(member=member.upper(), transfer=transfer)
    _step(config, certificate_id, "release", body, as_json)


@app.command()
def verify(
    *,
    certificate_id: CertificateId,
    transfer: Annotated[str, typer.Option(help="Our transfer file.")],
    config: ConfigFile = NODE_TOML,
    shipment: Annotated[str, typer.Option(help="The shipment that leaves, at dispatch.")] = "",
    quantity: Annotated[
        list[str] | None, typer.Option(help="ITEM:COUNT, with a shipment; may be repeated.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Asks the issuing State: for an authorisation, or for a shipment that leaves."""
    session = open_session(config, as_json=as_json)
    body = VerificationWanted(
        transfer=transfer, shipment=shipment, quantities=quantities_of(quantity or [])
    )
    made = session.client.post(path("certificates", certificate_id, "verification"), body, Created)
    _show_check(session, made.id)


@app.command()
def checks(
    *,
    config: ConfigFile = NODE_TOML,
    waiting: Annotated[bool, typer.Option(help="Only what waits for our answer.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    as_json: AsJson = False,
) -> None:
    """Lists the verifications, the newest first."""
    session = open_session(config, as_json=as_json)
    query = {
        "limit": str(limit),
        "side": CheckSide.ANSWERING if waiting else "",
        "state": CheckState.ASKED if waiting else "",
    }
    found = session.client.get(path("certificate-checks"), CheckList, query)
    session.show(found, show_certificate.checks)


@app.command()
def check(*, check_id: CheckId, config: ConfigFile = NODE_TOML, as_json: AsJson = False) -> None:
    """Shows one verification: what was presented, and what our register says of it."""
    _show_check(open_session(config, as_json=as_json), check_id)


@app.command()
def answer(
    *,
    check_id: CheckId,
    config: ConfigFile = NODE_TOML,
    comparison: Annotated[
        str, typer.Option(help="With a paper: same, different or undecided.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Answers a verification from our register."""
    session = open_session(config, as_json=as_json)
    seen = code_of(comparison, SpecimenComparison, "--comparison") if comparison else None
    body = CheckAnswer(comparison=seen)
    detail = session.client.post(path("certificate-checks", check_id, "answer"), body, CheckDetail)
    session.show(detail, show_certificate.check)


def quantities_of(texts: list[str]) -> tuple[ItemQuantity, ...]:
    """Items and counts as they are typed: `1:100`.

    Raises:
        FormatError: not of that form.
    """
    found = []
    for text in texts:
        item, colon, count = text.partition(":")
        if not (colon and all(one.isascii() and one.isdigit() for one in (item, count))):
            raise FormatError("option.quantity", "--quantity: ITEM:COUNT, such as 1:100")
        found.append(ItemQuantity(item=int(item[:9]), quantity=int(count[:9])))
    return tuple(found)


def _passphrase(source: str) -> bytes | None:
    if not source:
        return None
    where = "--passphrase-from"
    named = passphrase.source(source, Path, where)
    return passphrase.fetch(named, contents, os.environ, where)


def _show(session: Session, certificate_id: str) -> None:
    detail = session.client.get(path("certificates", certificate_id), CertificateDetail)
    session.show(detail, show_certificate.certificate)


def _show_check(session: Session, check_id: str) -> None:
    detail = session.client.get(path("certificate-checks", check_id), CheckDetail)
    session.show(detail, show_certificate.check)


def _step(config: Path, certificate_id: str, step: str, body: Any, as_json: bool) -> None:
    session = open_session(config, as_json=as_json)
    detail = session.client.post(
        path("certificates", certificate_id, step), body, CertificateDetail
    )
    session.show(detail, show_certificate.certificate)
