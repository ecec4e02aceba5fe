"""From what an officer types to what the routes of transfers take."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from accord.cases.exemption_codes import RefusalCriterion
from accord.cases.transfer import Licence
from accord.dates import PartialDate
from accord.errors import FormatError
from node.cli import show_transfer
from node.cli.client import path
from node.cli.draft import code_of, date_of, from_file
from node.cli.session import open_session
from node.transfers.views import TransferDetail

B = TypeVar("B")

TransferId = Annotated[str, typer.Argument(metavar="TRANSFER", help="The transfer's id.")]
Shipment = Annotated[int, typer.Argument(metavar="SHIPMENT", help="Its number, from 1.")]
Body = Annotated[Path | None, typer.Option("--file", "-f", help="The whole of it as JSON.")]
Why = Annotated[str, typer.Option("--reason", help="Why; the States concerned are told.")]
Words = Annotated[str, typer.Option(help="In words.")]
Documents = Annotated[list[str], typer.Option("--document", help="A document that shows it.")]
Criterion = Annotated[str, typer.Option(help="E1 to E10.")]
Serials = Annotated[
    Path | None, typer.Option(help="A text file with one serial a line, as marked.")
]
Line = Annotated[int, typer.Option(help="The line of the licence.", min=1)]
Affected = Annotated[str, typer.Option(help="Members that it may touch, with commas.")]
Number = Annotated[str, typer.Option(help="The licence's number.")]
Place = Annotated[str, typer.Option(help="Where it is issued.")]
Issued = Annotated[str, typer.Option(help="The day of issue, YYYY-MM-DD.")]
Expires = Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")]
Authority = Annotated[str, typer.Option(help="Who issues it.")]

ROOT = "transfers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """Where the node is, and how its answer is printed."""

    config: Path
    as_json: bool


def step(printing: Printing, parts: tuple[str, ...], body: object) -> None:
    """Does one step of a transfer and shows the file as it stands then."""
    session = open_session(printing.config, as_json=printing.as_json)
    detail = session.client.post(path(ROOT, *parts), body, TransferDetail)
    session.show(detail, show_transfer.transfer)


def of_shipment(
    printing: Printing, transfer_id: str, shipment: int, act: str, body: object = None
) -> None:
    """Does one step of a shipment."""
    step(printing, (transfer_id, "shipments", str(shipment), *act.split("/")), body)


def given(file: Path | None, type_: type[B], typed: Callable[[], B]) -> B:
    """What a file says, or what was typed.

    Raises:
        FormatError: the file is not of that form, or a typed value is no date or code.
    """
    return typed() if file is None else from_file(file, type_)


def a_day(text: str, option: str) -> PartialDate:
    """An exact day.

    Raises:
        FormatError: it is none.
    """
    found = date_of(text)
    if found is None or found.day is None:
        raise FormatError("option.day", f"{option}: give a day, YYYY-MM-DD")
    return found


def licence(number: str, authority: str, place: str, issued: str, expires: str) -> Licence:
    """A licence as it is typed."""
    return Licence(
        number=number,
        authority=authority,
        place=place,
        issued=a_day(issued, "--issued"),
        expires=a_day(expires, "--expires"),
    )


def serials(file: Path | None) -> tuple[str, ...]:
    """The serials of a text file, one a line, exactly as marked.

    Raises:
        FormatError: the file cannot be read as text.
    """
    if file is None:
        return ()
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError("file.unreadable", f"{file}: cannot be read as text") from error
    return tuple(line.strip() for line in lines if line.strip())


def members(text: str) -> tuple[str, ...]:
    """Members as they are typed, with commas."""
    return tuple(part.strip().upper() for part in text.split(",") if part.strip())


def criterion(text: str) -> RefusalCriterion | None:
    """One of E1 to E10; none where nothing was typed.

    Raises:
        FormatError: another word.
    """
    return code_of(text, RefusalCriterion, "--criterion") if text else None
