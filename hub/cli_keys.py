"""`accord-hub keys`: new keys for a hub, or for a person who will sign root and directory."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from accord.crypto.keyfile import Seal
from accord.crypto.keys import Signer
from accord.custody import passphrase as passphrases
from accord.custody.keyring import Keyring
from accord.custody.making import Maker
from accord.custody.places import token_key
from accord.errors import AccordError, FormatError
from accord.trust.enrolment import spoken
from accord.trust.handed import HubKeys, dump_holder, dump_hub
from accord.trust.repository import Holder
from hub.clock import WallClock
from hub.startup import contents

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY

app = typer.Typer(
    name="keys", help="New keys for a hub or a ceremony's holder.", no_args_is_help=True
)
_Passphrase = Annotated[
    str, typer.Option(help="What seals the keys: file:PATH, credential:NAME or env:NAME.")
]
_Plain = Annotated[bool, typer.Option("--plain", help="Leave the key files unsealed.")]


@app.command()
def new(
    *,
    out: Annotated[Path, typer.Option(help="The folder for the key files.")],
    origin: Annotated[str, typer.Option(help='The log\'s name, such as "accord.example.org/log".')],
    name: Annotated[str, typer.Option(help="The hub's name in the directory.")] = "hub",
    statement: Annotated[
        str | None,
        typer.Option(help="The PKCS#11 URI of a statement key that is in a hardware token."),
    ] = None,
    passphrase: _Passphrase = "",
    plain: _Plain = False,
) -> None:
    """Make statement, log, online and TLS keys, and hub.json with their public parts."""
    try:
        maker = _maker(passphrase, plain=plain)
        token = None if statement is None else _token(statement)
        stating, statement_file = maker.signing()
        log, log_file = maker.signing()
        online, online_file = maker.signing()
        tls = maker.tls("hub", WallClock().now_ms())  # nodes ask for this name, at any address
        public = dump_hub(
            HubKeys(
                name=name,
                log_origin=origin,
                statement=stating.public if token is None else token.public,
                log=log.public,
                tls_certificate=tls.certificate_der,
                online=Holder(name, online.public),
            )
        )
        files = {
            "log.key": log_file,
            "online.key": online_file,
            "tls.key": tls.key_pem,
            "tls.pem": tls.certificate_pem,
            "hub.json": public,
        }
        _write_new(out, files if token is not None else {"statement.key": statement_file, **files})
    except AccordError as error:
        _give_up(error)
    typer.echo(f"""\
fingerprint of {out / "hub.json"}: {spoken(public)}

Take hub.json to the ceremony and compare the fingerprint there; the other files stay here.
Keep a copy of them in a safe.""")


@app.command()
def holder(
    name: Annotated[str, typer.Argument(help="The holder, as everybody will read it.")],
    *,
    out: Annotated[Path, typer.Option(help="The key's file; its public part is beside it.")],
    passphrase: _Passphrase = "",
    plain: _Plain = False,
) -> None:
    """Make the key of a person who signs root and directory, on that person's own machine."""
    public_file = out.with_name(f"{out.name}.public.json")
    try:
        key, file = _maker(passphrase, plain=plain).signing()
        public = dump_holder(Holder(name, key.public))
        _write_new(out.parent, {out.name: file, public_file.name: public})
    except AccordError as error:
        _give_up(error)
    typer.echo(f"""\
fingerprint of {public_file}: {spoken(public)}

Take the public part to the ceremony and compare the fingerprint there; {out} stays with you.""")


def _maker(source: str, *, plain: bool) -> Maker:
    if plain == bool(source):
        raise FormatError("keys.passphrase", "say either --passphrase or --plain, and not both")
    if plain:
        return Maker(os.urandom, None)
    where = "--passphrase"
    found = passphrases.source(source, _resolved, where)
    return Maker(
        os.urandom, Seal(passphrases.fetch(found, contents, os.environ, where), os.urandom)
    )


def _token(uri: str) -> Signer:
    place = token_key(uri, _resolved, "--statement")
    return Keyring("", read=contents, environ=os.environ).signer(place, "--statement")


def _resolved(path: str) -> Path:
    return Path(path).resolve()


def _write_new(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes files that only their owner may read, and never over others."""
    present = [name for name in files if (folder / name).exists()]
    if present:
        raise FormatError(
            "file.exists", f"{folder / present[0]} exists and is never replaced; name another place"
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, data in files.items():
            with os.fdopen(os.open(folder / name, _NEW, 0o600), "wb") as target:
                target.write(data)
                target.flush()
                os.fsync(target.fileno())
    except OSError as error:
        raise FormatError(
            "file.unwritable", f"{error.filename}: cannot be written ({error.strerror})"
        ) from error


def _give_up(error: AccordError) -> NoReturn:
    typer.echo(str(error), err=True)
    raise typer.Exit(2) from error
