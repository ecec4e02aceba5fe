"""Waits for a case or a request to need its officer, with a progress bar on a terminal."""

import time
from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from node.casework.views import CaseDetail, Standing
from node.cli.text import words

POLL_SECONDS = 0.3
_WAITING = frozenset({Standing.SEARCHING, Standing.ABROAD})


def case(
    look: Callable[[], CaseDetail],
    console: Console,
    *,
    seconds: float,
    until: frozenset[Standing] | None = None,
) -> CaseDetail:
    """The case once it stands where wanted (else: waits for nobody), or when the time is up."""
    wanted = frozenset(Standing) - _WAITING if until is None else until
    deadline = time.monotonic() + seconds
    detail = look()
    with _progress(console) as progress:
        bar = progress.add_task(_stage(detail), total=None)
        while detail.summary.standing not in wanted and time.monotonic() < deadline:
            legs = detail.summary.legs
            ended = legs - detail.summary.open_legs
            progress.update(bar, description=_stage(detail), total=legs or None, completed=ended)
            time.sleep(POLL_SECONDS)
            detail = look()
    return detail


def _stage(detail: CaseDetail) -> str:
    summary = detail.summary
    if summary.standing is Standing.SEARCHING:
        return "searching our registers"
    asked = ", ".join(leg.state_asked for leg in detail.legs if leg.open)
    return f"waiting for {asked}" if asked else words(summary.state)


def _progress(console: Console) -> Progress:
    """A bar that leaves no trace, and prints nothing where the output is not a terminal."""
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("legs ended"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
