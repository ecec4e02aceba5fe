"""The files of a ceremony: read with their name in every refusal, written once."""

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import typer
from tuf.api.metadata import Metadata, Root, Targets

from accord.errors import AccordError, FormatError
from accord.trust.fields import read_object
from accord.trust.proposal import Content, Proposal
from accord.trust.proposal_file import dump_proposal, read_proposal
from accord.trust.trusted import DIRECTORY, POLICY, TrustedRegion, refresh
from hub.startup import contents, published

T = TypeVar("T")
FIRST_ROOT = "1.root.json"


@contextmanager
def refusing() -> Iterator[None]:
    """Ends the command with a refusal's text."""
    try:
        yield
    except AccordError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error


def read(file: Path, reader: Callable[[bytes], T], option: str) -> T:
    """What a reader makes of a file.

    Raises:
        AccordError: of the reader's kind; names the file.
    """
    data = contents(file, option)
    try:
        return reader(data)
    except AccordError as error:
        raise type(error)(error.code, f"{file}: {error.text}") from error


def read_document(data: bytes) -> dict[str, Any]:
    """A document as it stands, for one that reads it strictly later.

    Raises:
        FormatError: not strict JSON.
    """
    read_object(data, "document")
    document: dict[str, Any] = json.loads(data)
    return document


def load(file: Path) -> Proposal:
    """The proposal in a file, with every signature in it checked."""
    return read(file, read_proposal, "FILE")


def save(proposal: Proposal, out: Path) -> None:
    """Writes a proposal to a new file."""
    write_new(out, dump_proposal(proposal), "--out")


def write_new(file: Path, data: bytes, option: str) -> None:
    """Writes a file whole or not at all, and never over another.

    Raises:
        FormatError: it exists, or cannot be written.
    """
    scratch = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with scratch.open("xb") as target:
            target.write(data)
            target.flush()
            os.fsync(target.fileno())
        try:
            os.link(scratch, file)
        finally:
            scratch.unlink()
        _keep(file.parent)
    except FileExistsError as error:
        raise FormatError(
            "file.exists", f"{file} exists and is never replaced; name another with {option}"
        ) from error
    except OSError as error:
        raise FormatError(
            "file.unwritable", f"{file}: cannot be written ({error.strerror}); set {option}"
        ) from error


def replace(file: Path, data: bytes) -> None:
    """Puts a file in the place of another at once: the timestamp, which has one name for ever.

    Raises:
        FormatError: it cannot be written.
    """
    scratch = file.with_name(f".{file.name}.{os.getpid()}")
    write_new(scratch, data, "--repository")
    scratch.replace(file)
    _keep(file.parent)


def region_in(folder: Path) -> TrustedRegion:
    """The region that a repository's folder publishes, expired or not.

    Raises:
        AccordError: the folder holds none, or it does not verify.
    """
    root = contents(folder / FIRST_ROOT, "--repository")
    try:
        return refresh(root, None, published(folder), 0)
    except AccordError as error:
        raise type(error)(error.code, f"{folder}: {error.text}") from error


def content_of(region: TrustedRegion) -> Content:
    """The newest root, the targets and the documents of a region."""
    roots = [name for name in region.files if name.endswith(".root.json")]
    newest = max(roots, key=lambda name: int(name.split(".")[0]))
    (targets,) = (data for name, data in region.files.items() if name.endswith(".targets.json"))
    documents = {
        wanted: next(data for name, data in region.files.items() if name.endswith(f".{wanted}"))
        for wanted in (DIRECTORY, POLICY)
    }
    return Content(
        Metadata[Root].from_bytes(region.files[newest]),
        Metadata[Targets].from_bytes(targets),
        documents,
    )


def moment(text: str, option: str) -> int:
    """Milliseconds since 1970 of a day or a moment in ISO 8601; UTC where it names no zone.

    Raises:
        FormatError: not a date.
    """
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise FormatError(
            "ceremony.date", f'{option}: a date such as "2026-03-01" or "2026-03-01T14:30Z"'
        ) from error
    return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()) * 1000


def _keep(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
