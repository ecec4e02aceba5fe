"""Writes lines as they come, and says on the console how far it has got."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TextIO

from rich.console import Console

from adapters.normalise import Outcome

_EVERY = 2048  # rows between two looks at the clock
_PAUSE = 0.5  # seconds between two lines of progress


@dataclass(slots=True)
class Written:
    """What became of the rows."""

    read: int = 0
    rejected: int = 0
    left_out: int = 0

    @property
    def rows(self) -> int:
        """All rows."""
        return self.read + self.rejected + self.left_out


def write_lines(outcomes: Iterable[Outcome], out: TextIO, console: Console) -> Written:
    """Writes each row's line; progress goes to the console, which is another stream."""
    written = Written()
    started = shown = time.monotonic()
    with console.status("Reading ...") as status:
        for outcome in outcomes:
            if not outcome.text:
                written.left_out += 1
            else:
                out.write(outcome.text + "\n")
                written.rejected += outcome.rejected
                written.read += not outcome.rejected
            if written.rows % _EVERY == 0 and (now := time.monotonic()) - shown > _PAUSE:
                rate = written.rows / (now - started)
                status.update(f"{written.rows:,} rows, {rate:,.0f} a second")
                shown = now
    out.flush()
    return written
