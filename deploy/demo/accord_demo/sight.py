"""What the hub could see beside what the members could read, from the hub's own disk."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from rich.console import Console
from rich.table import Table

from accord_demo.region import Region
from hub.entries import Accepted, decode_fact
from node.api.bodies import RequestList
from node.casework.views import CaseDetail, MessageStatus, RequestDetail
from node.cli.client import path


def show_sight(console: Console, region: Region, case: CaseDetail) -> None:
    """Prints both, message by message, and searches the hub's disk for the rifle."""
    readable = _readable(region, case)
    table = Table("hub's ledger", "from", "to", "lane", "kind", "what only its ends can read")
    for position, made_ms, fact in accepted(region.hub.folder / "data" / "ledger.sqlite"):
        if (message := readable.get(UUID(bytes=fact.message_id))) is None:
            continue
        made = datetime.fromtimestamp(made_ms / 1000, UTC)
        kind, text = message
        table.add_row(
            f"{position}  {made:%H:%M:%S}",
            fact.sender,
            ", ".join(fact.recipients),
            fact.lane.name.lower(),
            kind,
            text,
        )
    console.print()
    console.print(table)
    number = case.request.firearm.marks[0].text
    at_hub = _occurrences(region.hub.folder / "data", number)
    at_end = _occurrences(region.nodes["XB"].folder / "data", number)
    console.print(
        f"The rifle's number as it was sent, {number!r}, is on the hub's disk {at_hub} times "
        f"and on the disk of Belmara's node {at_end} times."
    )


def accepted(ledger: Path) -> Iterator[tuple[int, int, Accepted]]:
    """Position, time and fact of every envelope that the hub took."""
    with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as database:
        for position, made_ms, kind, body in database.execute(
            "SELECT position, made_ms, kind, body FROM entry ORDER BY position"
        ):
            fact = decode_fact(kind, body)
            if isinstance(fact, Accepted):
                yield position, made_ms, fact


def _readable(region: Region, case: CaseDetail) -> dict[UUID, tuple[str, str]]:
    weapon = f"{case.summary.weapon}, number {case.request.firearm.marks[0].text}"
    texts: dict[UUID, tuple[str, str]] = {}

    def note(messages: tuple[MessageStatus, ...], answer: str) -> None:
        for one in messages:
            text = {"TRACE_REQUEST": weapon, "TRACE_RESPONSE": answer}.get(one.kind, "")
            texts[UUID(one.message_id)] = (one.kind, text)

    for leg in case.legs:
        note(leg.messages, "")
    for member in ("XA", "XB"):
        client = region.client(member)
        for summary in client.get(path("requests"), RequestList).requests:
            request = client.get(path("requests", summary.request_id), RequestDetail)
            answers = [f"{one.disposition}, {len(one.chain)} links" for one in request.answers]
            note(request.messages, "; ".join(answers))
    return texts


def _occurrences(folder: Path, text: str) -> int:
    return sum(
        file.read_bytes().count(text.encode()) for file in folder.rglob("*") if file.is_file()
    )
