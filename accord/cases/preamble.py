"""What the opening of every message of every family must say (ITI 15, 25)."""

from collections.abc import Iterator
from typing import Final

from accord.cases.codes import UseRestriction
from accord.cases.rule import Problem, Rule, broken, said
from accord.cases.trace import Preamble

_PREAMBLE: Final[tuple[Rule[Preamble], ...]] = (
    Rule("authority", "name the sending authority (ITI 25)", lambda p: said(p.authority)),
    Rule("case_reference", "give the requester's reference", lambda p: said(p.case_reference)),
    Rule("handling", "give the region's handling code (ITI 15)", lambda p: said(p.handling)),
    Rule("language", "tag the language of the text (BCP 47)", lambda p: said(p.language)),
    Rule("use_restrictions", "state R0 where there are none", lambda p: p.use_restrictions),
    Rule(
        "use_restrictions",
        "R0 says that there are none, so it stands alone",
        lambda p: UseRestriction.R0 not in p.use_restrictions or len(p.use_restrictions) == 1,
    ),
)
_URGENT: Final[tuple[Rule[Preamble], ...]] = (
    Rule("urgency_justification", "say why it is urgent", lambda p: said(p.urgency_justification)),
)
_REPLY: Final[tuple[Rule[Preamble], ...]] = (
    Rule("in_reply_to", "name the message that this replies to", lambda p: said(p.in_reply_to)),
)


def check_preamble(preamble: Preamble, *, urgent: bool = False) -> Iterator[Problem]:
    """What the opening of a message lacks; an urgent one says why it is (domain practice)."""
    yield from broken(_PREAMBLE, preamble, "preamble.")
    if urgent:
        yield from broken(_URGENT, preamble, "preamble.")


def check_reply(preamble: Preamble) -> Iterator[Problem]:
    """What the opening of a reply lacks."""
    yield from check_preamble(preamble)
    yield from broken(_REPLY, preamble, "preamble.")
