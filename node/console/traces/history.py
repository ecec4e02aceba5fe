"""The history of a case or a request in the reader's words; what people wrote stays as it is."""

import re
from collections.abc import Sequence
from typing import Final

from accord.cases.codes import Acceptance, Disposition, WhyYou
from accord.pages.marked import marked as _N
from node.casework.views import Entry
from node.console.labels import happened, named
from node.console.traces.words import Words

# What the journal writes of a request that leaves, and of a search (legs.py, intake.py).
_SENT: Final = re.compile(r"to ([A-Z]{2}): ([A-Z_]+)(?:; (.*))?", re.DOTALL)
_SEARCHED: Final = re.compile(r"([A-Z_]+) proposed; (\d{1,9}) candidates, (\d{1,9}) registers away")


def history_of(timeline: Sequence[Entry], words: Words) -> list[tuple[Entry, str, str]]:
    """The newest first: each entry, what happened, and what it adds where the node wrote it."""
    return [(one, event_of(one, words), told_of(one.text, words)) for one in reversed(timeline)]


def event_of(entry: Entry, words: Words) -> str:
    """What a line of the history says happened."""
    return words.text(happened(entry.event) or "") or words.label(entry.event)


def told_of(text: str, words: Words) -> str:
    """The text of a line where codes make it; empty where a sentence or somebody's words do."""
    if code := named(text, (Disposition, Acceptance)):
        return words.text(code)
    if sent := _SENT.fullmatch(text):
        why = named(sent[2], (WhyYou,))
        return words.reader.semicolon.join(
            one for one in (words.country(sent[1]), words.text(why or ""), sent[3] or "") if one
        )
    if searched := _SEARCHED.fullmatch(text):
        answer = words.text(named(searched[1], (Disposition,)) or "") or words.label(searched[1])
        found = words.text(
            _N("Proposed: %(answer)s. Records that may be the weapon: %(candidates)s."),
            answer=answer,
            candidates=words.reader.number(int(searched[2])),
        )
        if not int(searched[3]):
            return found
        away = words.text(
            _N("Registers that could not be searched: %(away)s."),
            away=words.reader.number(int(searched[3])),
        )
        return f"{found} {away}"
    return ""
