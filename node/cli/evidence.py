"""`accord-node evidence`: a case or a request as one file for a court or another State."""

import os
from pathlib import Path
from typing import Annotated

import typer

from accord.errors import FormatError
from node.api.bodies import EvidenceFile, EvidenceWanted
from node.cli.client import path
from node.cli.session import NODE_TOML, ConfigFile, open_session

app = typer.Typer(help="Evidence of cases and requests, for `accord-verify`.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Evidence of cases and requests, for `accord-verify`."""


@app.command()
def export(
    subject: Annotated[str, typer.Argument(help="A case or a request, by its id.")],
    *,
    reason: Annotated[str, typer.Option(help="Why it is made; recorded in the timeline.")],
    out: Annotated[Path | None, typer.Option(help="The file; ID.evidence unless told.")] = None,
    disclose: Annotated[
        bool, typer.Option("--disclose", help="Add the keys of the contents that are ours to show.")
    ] = False,
    config: ConfigFile = NODE_TOML,
) -> None:
    """Writes envelopes, receipts, proofs and trust files into one file."""
    session = open_session(config, as_json=False)
    kind = "requests" if "-IN-" in subject else "cases"
    wanted = EvidenceWanted(reason=reason, disclose=disclose)
    made = session.client.post(path(kind, subject, "evidence"), wanted, EvidenceFile)
    file = out or Path(made.name)
    _write(file, made.content)
    session.console.print(
        f"{file}: {made.messages} messages, {made.kept_sealed} contents kept sealed. "
        f"Check it with: accord-verify {file} --root ROOT.json"
    )
    if made.unproved:
        session.console.print(
            f"{made.unproved} statements are not proved by the log yet: export again later"
        )


def _write(file: Path, content: bytes) -> None:
    """Writes for the owner's eyes; what is there already stays."""
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            target.write(content)
    except OSError as error:
        raise FormatError(
            "evidence.not_written", f"{file}: cannot be written ({error.strerror}); name another"
        ) from error
