"""What a statement of no hit is worth, in words: which register, as of when, how much of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from accord.cases.trace import SearchScope
from accord.pages.languages import Reader
from accord.pages.marked import marked as _N
from node.console.notices.comparison import COMPARED


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeLine:
    """One register that was searched."""

    register: str
    as_of_ms: int | None
    fields: str  # that were searched, as a list
    reach: str  # how much of the register the search could reach
    profile: str


def scopes_of(scopes: Sequence[SearchScope], reader: Reader) -> Sequence[ScopeLine]:
    """Every register behind an answer, in the reader's words."""
    return tuple(
        ScopeLine(
            register=one.register,
            as_of_ms=one.data_as_of_ms,
            fields=reader.listed([reader.text(name) for name in _fields(one.fields)]),
            reach=_reach(one, reader),
            profile=one.matching_profile,
        )
        for one in scopes
    )


def _fields(names: Sequence[str]) -> Sequence[str]:
    """What was searched by, once each; a register may search a number in several forms."""
    plain = dict.fromkeys(name.partition(":")[0] for name in names)
    return tuple(COMPARED.get(name, name) for name in plain)


def _reach(scope: SearchScope, reader: Reader) -> str:
    if scope.records is None:
        return reader.text(_N("It is not said how many records it holds."))
    if not scope.unsearchable:
        return reader.text(
            _N("All its %(count)s records could be searched."), count=reader.number(scope.records)
        )
    whole = scope.records + scope.unsearchable
    return reader.text(
        _N("%(count)s of its %(whole)s records could be searched (%(share)s)."),
        count=reader.number(scope.records),
        whole=reader.number(whole),
        share=reader.percent(scope.records / whole),
    )
