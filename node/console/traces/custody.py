"""The custody chain of a case as a picture: what is proved, what is withheld, where it broke."""

from collections.abc import Sequence
from itertools import pairwise

from accord.cases.codes import ChainEvent, Disposition, EvidenceLevel
from accord.cases.trace import AuthorisationReference, ChainLink, PointOfDiversion
from accord.pages.charts.custody_chain import Chain, Diversion, Holder, Passage, Standing
from accord.pages.charts.lettering import sentence
from accord.pages.marked import marked as _N
from node.casework.views import CaseDetail
from node.console.traces.words import Words

_KNOWN: dict[EvidenceLevel, Standing] = {
    EvidenceLevel.RECORD: "proved",
    EvidenceLevel.DECLARATION: "stated",
    EvidenceLevel.INFERENCE: "inferred",
}
# What the holder did with the weapon, and not how it came to the holder.
_PARTING = frozenset({ChainEvent.EXPORTED, ChainEvent.LOST, ChainEvent.STOLEN})
_SILENT = frozenset({Disposition.RESTRICTED, Disposition.REFUSED, Disposition.DELAYED})
LEGEND: dict[Standing, str] = {
    "proved": _N("by a record"),
    "stated": _N("declared"),
    "inferred": _N("inferred"),
    "withheld": _N("withheld"),
    "unknown": _N("not known"),
}


def custody_of(case: CaseDetail, member: str, words: Words) -> Chain:
    """From manufacture to where the weapon came to light, with what nobody told in between."""
    links = case.chain
    holders = [_holder(link, words) for link in links]
    passages = [_passage(before, after, words) for before, after in pairwise(links)]
    withheld = [_unsaid(one, words) for one in _withheld(case)]
    holders += withheld
    passages += [Passage(standing="unknown")] * len(withheld)
    diversion = _diversion(case)
    after = _broken_after(links, diversion)
    recovered = Holder(
        code=member,
        state=words.country(member),
        kind=words.label(case.request.circumstance) if case.request.circumstance else "",
        dates=words.day(case.request.recovery_date),
        standing="proved",
        recovery=True,
    )
    return Chain(
        holders=(*holders, recovered),
        passages=(*passages, *([Passage(standing="unknown")] if holders else [])),
        diversion=None
        if diversion is None or after is None
        else Diversion(
            after=after,
            label=words.text(_N("Point of diversion")),
            detail=_told(diversion, words),
        ),
        words={standing: words.text(text) for standing, text in LEGEND.items()},
    )


def _holder(link: ChainLink, words: Words) -> Holder:
    until = words.day(link.to_date)
    since = words.day(link.from_date)
    return Holder(
        code=link.state,
        state=words.country(link.state),
        name=link.party,
        kind=words.label(link.role),
        dates=f"{since} – {until}" if since and until else since or until,
        documents=_numbers(link.authorisations),
        standing=_KNOWN[link.evidence],
    )


def _passage(before: ChainLink, after: ChainLink, words: Words) -> Passage:
    standing = _KNOWN[after.evidence]
    if before.event in _PARTING:
        date = words.day(before.to_date or before.from_date)
        return Passage(event=words.label(before.event), date=date, standing=standing)
    if after.event in _PARTING:  # told of the next passage
        return Passage(standing=standing)
    return Passage(
        event=words.label(after.event), date=words.day(after.from_date), standing=standing
    )


def _withheld(case: CaseDetail) -> Sequence[str]:
    """States that answered and kept back whom the weapon went to."""
    known = {link.state for link in case.chain}
    silent = [
        leg.state_asked
        for leg in case.legs
        if leg.response is not None and leg.response.disposition in _SILENT
    ]
    return tuple(state for state in dict.fromkeys(silent) if state not in known)


def _unsaid(state: str, words: Words) -> Holder:
    return Holder(
        code=state,
        state=words.country(state),
        name=words.text(_N("withheld")),
        standing="withheld",
    )


def _diversion(case: CaseDetail) -> PointOfDiversion | None:
    outcome = case.summary.outcome or case.proposed_outcome
    return None if outcome is None else outcome.point_of_diversion


def _broken_after(links: Sequence[ChainLink], diversion: PointOfDiversion | None) -> int | None:
    """The last holder in the State of the diversion, else the last lawful one known."""
    if diversion is None or not links:
        return None
    there = [place for place, link in enumerate(links) if link.state == diversion.state]
    return there[-1] if there else len(links) - 1


def _told(diversion: PointOfDiversion, words: Words) -> str:
    parts = [
        words.country(diversion.state) if diversion.state else "",
        diversion.place,
        words.day(diversion.from_date),
        words.label(diversion.stage) if diversion.stage else "",
        words.label(diversion.method) if diversion.method else "",
    ]
    return sentence(*parts)


def _numbers(authorisations: Sequence[AuthorisationReference]) -> str:
    return ", ".join(one.number for one in authorisations if one.number)
