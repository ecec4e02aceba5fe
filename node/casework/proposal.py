"""What to answer, as far as the records say: a pure function of the request and the search.

The node proposes; the release rules say whether an officer decides. An answer names one record's
weapon only where exactly one record of a register matches best, and "no record" is said only where
every register was searched. Refusing, delaying and restricting need a ground, so only an officer
can.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from accord.adapter import RegistryRecord
from accord.cases.codes import (
    ChainEvent,
    Disposition,
    EvidenceLevel,
    HolderRole,
    RecordHolder,
    RecordStatus,
    ResponseKind,
    UseRestriction,
)
from accord.cases.diversion import join_chains, suggest_point_of_diversion
from accord.cases.trace import (
    ChainLink,
    LastLegalRecord,
    MatchedRecord,
    Preamble,
    SearchScope,
    SuggestedState,
    TraceRequest,
    TraceResponse,
)
from accord.dates import PartialDate
from accord.weapons.codes import MatchGrade
from node.registry.host import RankedRecord, SearchResult

MAX_CANDIDATES = 10

_FOUND = (UseRestriction.R1, UseRestriction.R2)
_GONE = {RecordStatus.LOST, RecordStatus.STOLEN}
_ROLES: Mapping[RecordHolder, HolderRole] = {
    RecordHolder.MANUFACTURER: HolderRole.MANUFACTURER,
    RecordHolder.ARMED_FORCE: HolderRole.ARMED_FORCE,
    RecordHolder.POLICE: HolderRole.POLICE,
    RecordHolder.DEALER: HolderRole.DEALER,
    RecordHolder.CUSTOMS: HolderRole.IMPORTER,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAnswer:
    """One record that may be the weapon, and the answer it would give."""

    found: RankedRecord
    response: TraceResponse


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The answer that the records support; not certain while a register could not be searched."""

    response: TraceResponse
    candidates: tuple[CandidateAnswer, ...]
    certain: bool


def propose(
    request: TraceRequest,
    result: SearchResult,
    *,
    own: str,
    preamble: Preamble,
    missing: Sequence[str] = (),
) -> Proposal:
    """The answer of the State `own`; `missing` is what an insufficient identification lacks."""
    offered = [one for one in result.candidates if one.match.grade is not MatchGrade.X]
    best = [one for one in offered if one.match.grade is offered[0].match.grade]
    base = TraceResponse(
        preamble=replace(preamble, use_restrictions=(UseRestriction.R0,)),
        kind=ResponseKind.FINAL,
        disposition=Disposition.NO_RECORD,
        searched=_joint_scope(result.scopes),
    )
    candidates = tuple(
        CandidateAnswer(found=one, response=_answer(request, base, [one], len(offered), own))
        for one in offered[:MAX_CANDIDATES]
    )
    if best and _one_weapon(best):
        response = _answer(request, base, best, len(offered), own)
    elif best:
        response = _doubted(base, best, len(offered))
    elif missing:
        response = replace(
            base,
            disposition=Disposition.IDENTIFICATION_DOUBTED,
            explanation="not enough to search by; missing: " + ", ".join(missing),
        )
    else:
        response = base
    return Proposal(response=response, candidates=candidates, certain=not result.failures)


def _one_weapon(best: Sequence[RankedRecord]) -> bool:
    registers = [one.register for one in best]
    return (
        best[0].match.grade in {MatchGrade.A, MatchGrade.B}
        and len(set(registers)) == len(registers)
        and not any(one.non_unique for one in best)
    )


def _doubted(base: TraceResponse, best: Sequence[RankedRecord], offered: int) -> TraceResponse:
    return replace(
        base,
        disposition=Disposition.IDENTIFICATION_DOUBTED,
        explanation=f"{len(best)} records match equally or only in part; more marks would decide",
        matched=_matched(best[0], offered),
    )


def _answer(
    request: TraceRequest,
    base: TraceResponse,
    same: Sequence[RankedRecord],
    offered: int,
    own: str,
) -> TraceResponse:
    """The answer that one weapon's records, one from each register, support."""
    oldest_first = sorted(same, key=lambda one: _age(one.record))
    latest = oldest_first[-1]
    record = latest.record
    chain = join_chains(_links(one, own) for one in oldest_first)
    if not request.last_holder_identity:
        chain = _without_names(chain)
    last = LastLegalRecord(
        date=record.status_date,
        status=record.status or RecordStatus.LAWFUL_POSSESSION,
        holder_class=record.holder_class,
    )
    found = replace(
        base,
        preamble=replace(base.preamble, use_restrictions=_FOUND),
        matched=_matched(latest, offered),
        record_holder=latest.record_holder,
        chain=chain,
        last_legal_record=last,
        reported_lost_or_stolen=last.status in _GONE,
    )
    if (next_state := _left_for(record, own)) is not None:
        return replace(found, disposition=Disposition.REFERRED, next_state=next_state)
    return replace(
        found,
        disposition=Disposition.FULL,
        point_of_diversion=suggest_point_of_diversion(chain, last),
    )


def _left_for(record: RegistryRecord, own: str) -> SuggestedState | None:
    last = record.chain[-1].state if record.chain else ""
    state = record.next_state or last
    if state in {"", own}:
        return None
    reason = record.next_state_reason or "the record's last link is in this State"
    return SuggestedState(state=state, reason=reason, document_references=record.documents)


def _links(one: RankedRecord, own: str) -> tuple[ChainLink, ...]:
    """The record's links, or the one that its existence amounts to."""
    record = one.record
    if record.chain:
        return record.chain
    event = ChainEvent.REGISTERED
    if record.status is not None and record.status in ChainEvent.__members__:
        event = ChainEvent[record.status]
    return (
        ChainLink(
            sequence=1,
            role=record.holder_class or _ROLES.get(one.record_holder, HolderRole.OTHER_STATE_BODY),
            state=own,
            from_date=record.status_date,
            event=event,
            evidence=EvidenceLevel.RECORD,
        ),
    )


def _without_names(chain: tuple[ChainLink, ...]) -> tuple[ChainLink, ...]:
    """Civilian holders as tokens that hold within this answer only (data minimisation)."""
    tokens: dict[str, str] = {}
    for link in chain:
        if link.role is HolderRole.CIVILIAN_HOLDER and link.party:
            tokens.setdefault(link.party, f"holder {len(tokens) + 1}")
    return tuple(
        replace(link, party=tokens[link.party])
        if link.role is HolderRole.CIVILIAN_HOLDER and link.party
        else link
        for link in chain
    )


def _matched(one: RankedRecord, offered: int) -> MatchedRecord:
    return MatchedRecord(
        grade=one.match.grade,
        marks_matched=tuple(one.match.marks_matched),
        reasons=tuple(one.match.reasons_for),
        candidates=offered,
    )


def _age(record: RegistryRecord) -> tuple[int, int, int]:
    """When the record last says anything; the record that does so last speaks for the weapon."""
    dates = [record.status_date, *(link.from_date for link in record.chain)]
    return max((_key(day) for day in dates if day is not None), default=(0, 0, 0))


def _key(day: PartialDate) -> tuple[int, int, int]:
    return (day.year, day.month or 0, day.day or 0)


def _joint_scope(scopes: Sequence[SearchScope]) -> SearchScope | None:
    """One scope for all registers: as old as the oldest, as large as all together."""
    if not scopes:
        return None
    dates = [scope.data_as_of_ms for scope in scopes if scope.data_as_of_ms]
    return SearchScope(
        register="; ".join(scope.register for scope in scopes)[:200],
        data_as_of_ms=min(dates, default=None),
        matching_profile=scopes[0].matching_profile,
        fields=tuple(dict.fromkeys(field for scope in scopes for field in scope.fields)),
        records=sum(scope.records or 0 for scope in scopes) or None,
        unsearchable=sum(scope.unsearchable or 0 for scope in scopes) or None,
    )
