"""What a version of a notice must say (NCIC SER, MAK, CAL, TYP; A/75/78, paras 60 and 88)."""

from collections.abc import Iterator
from typing import Final

from accord.cases.description import UNKNOWN, check_firearm
from accord.cases.notice import AppliedRegister, AppliedVersion, Notice, NoticeApplied
from accord.cases.notice_codes import Distribution, NoticeAct
from accord.cases.notice_life import ANNOUNCED
from accord.cases.preamble import check_preamble
from accord.cases.references import is_reference
from accord.cases.rule import Problem, Rule, broken, said
from accord.dates import PartialDate
from accord.weapons.codes import MarkKind
from accord.weapons.countries import resolve as country
from accord.weapons.firearm import Firearm
from accord.weapons.normal import is_unknown, normal_forms
from accord.weapons.numbers import is_partial, numbers_of
from accord.weapons.words import is_stated

_SERIALS: Final = frozenset({MarkKind.MANUFACTURER_SERIAL, MarkKind.COMPONENT_SERIAL})


def _full_day(day: PartialDate | None) -> bool:
    return day is not None and day.day is not None


def _in_order(first: PartialDate | None, last: PartialDate | None) -> bool:
    """Whether one day can be on or before another, as far as both are known."""
    if first is None or last is None:
        return True
    known = min(_parts(first), _parts(last))
    return _cut(first, known) <= _cut(last, known)


def _parts(day: PartialDate) -> int:
    return 1 + (day.month is not None) + (day.day is not None)


def _cut(day: PartialDate, parts: int) -> tuple[int, ...]:
    return (day.year, day.month or 0, day.day or 0)[:parts]


_NOTICE: Final[tuple[Rule[Notice], ...]] = (
    Rule(
        "notice_id",
        "begin with the owner's member id, then capitals, digits and hyphens; at most 32",
        lambda n: is_reference(n.notice_id),
    ),
    Rule("version", "versions count from 1", lambda n: n.version > 0),
    Rule(
        "act",
        "the first version publishes, and no later one does",
        lambda n: (n.act is NoticeAct.PUBLISH) == (n.version == 1),
    ),
    Rule("state", "this act does not lead to that state", lambda n: n.state in ANNOUNCED[n.act]),
    Rule("lost_from", "give the day, month or year of the loss", lambda n: n.lost_from),
    Rule(
        "lost_to",
        "the loss cannot end before it began",
        lambda n: _in_order(n.lost_from, n.lost_to),
    ),
    Rule("discovered", "say when the loss was discovered", lambda n: n.discovered),
    Rule(
        "discovered",
        "a loss is not discovered before it happens",
        lambda n: _in_order(n.lost_from, n.discovered),
    ),
    Rule("reported", "say when the loss was reported", lambda n: n.reported),
    Rule(
        "reported",
        "a loss is not reported before it is discovered",
        lambda n: _in_order(n.discovered, n.reported),
    ),
    Rule(
        "loss_state",
        "give an ISO 3166 code, or UNKNOWN",
        lambda n: n.loss_state == UNKNOWN or country(n.loss_state) == n.loss_state != "",
    ),
    Rule("holder_class", "choose one; a notice names no person", lambda n: n.holder_class),
    Rule("requested_action", "say what the finder should do", lambda n: n.requested_action),
    Rule(
        "caution_text",
        "say in words what to be careful about",
        lambda n: not n.cautions or said(n.caution_text),
    ),
    Rule("legal_basis", "cite the basis for circulating it", lambda n: said(n.legal_basis)),
    Rule("review_date", "give the day of the next review", lambda n: _full_day(n.review_date)),
    Rule(
        "retained_until",
        "give the day on which the notice expires",
        lambda n: _full_day(n.retained_until),
    ),
    Rule(
        "review_date",
        "review the notice before it expires",
        lambda n: _in_order(n.review_date, n.retained_until),
    ),
    Rule("distribution", "say who receives it (A/75/78, para 88)", lambda n: n.distribution),
    Rule(
        "audience",
        "a LIST names its members, and nothing else does",
        lambda n: bool(n.audience) == (n.distribution is Distribution.LIST),
    ),
    Rule(
        "audience_group",
        "a GROUP is named, and nothing else is",
        lambda n: said(n.audience_group) == (n.distribution is Distribution.GROUP),
    ),
    Rule(
        "cancel_reason",
        "a cancellation says why the notice was never valid, and nothing else does",
        lambda n: (n.cancel_reason is not None) == (n.act is NoticeAct.CANCEL),
    ),
    Rule(
        "reason",
        "say what this version changes and why",
        lambda n: n.act in {NoticeAct.PUBLISH, NoticeAct.VALIDATE} or said(n.reason),
    ),
)
_WEAPON: Final[tuple[Rule[Firearm], ...]] = (
    Rule(
        "marks",
        "give one number that was read whole; a weapon without one is for the statistics and for"
        " matching by hand",
        lambda f: any(
            number.pattern is None and not _says_nothing(number.forms.n2)
            for number in numbers_of(f)
        ),
    ),
    Rule(
        "calibre_text",
        "a notice needs the calibre (NCIC CAL)",
        lambda f: is_stated(f.calibre_text) or said(f.calibre_id),
    ),
)
_APPLIED: Final[tuple[Rule[NoticeApplied], ...]] = (
    Rule("applied", "name at least one version", lambda a: a.applied),
)
_VERSION: Final[tuple[Rule[AppliedVersion], ...]] = (
    Rule("notice_id", "name the notice", lambda v: said(v.notice_id)),
    Rule("version", "versions count from 1", lambda v: v.version > 0),
    Rule("applied_ms", "say when it was applied", lambda v: v.applied_ms),
)
_REGISTER: Final[tuple[Rule[AppliedRegister], ...]] = (
    Rule("register", "name the register", lambda r: said(r.register)),
    Rule("searched_ms", "say when it was searched", lambda r: r.searched_ms),
)


def check_notice(notice: Notice, *, today: PartialDate | None = None) -> tuple[Problem, ...]:
    """What a version lacks; `today` bounds its dates, where the caller has a clock."""

    def problems() -> Iterator[Problem]:
        yield from check_preamble(notice.preamble)
        yield from broken(_NOTICE, notice)
        yield from check_firearm(notice.firearm, today=today)
        yield from broken(_WEAPON, notice.firearm, "firearm.")
        yield from _no_serials(notice.firearm)
        if today is not None:
            for name in ("lost_from", "discovered", "reported"):
                if not _in_order(getattr(notice, name), today):
                    yield Problem(name, "lies in the future")

    return tuple(problems())


def check_applied(applied: NoticeApplied) -> tuple[Problem, ...]:
    """What a statement of applied versions lacks."""

    def problems() -> Iterator[Problem]:
        yield from check_preamble(applied.preamble)
        yield from broken(_APPLIED, applied)
        for number, version in enumerate(applied.applied):
            path = f"applied[{number}]."
            yield from broken(_VERSION, version, path)
            for place, register in enumerate(version.registers):
                yield from broken(_REGISTER, register, f"{path}registers[{place}].")

    return tuple(problems())


def _no_serials(firearm: Firearm) -> Iterator[Problem]:
    """Zeros only or letters only are how people write that they know no number (NCIC)."""
    for number, mark in enumerate(firearm.marks):
        if mark.kind not in _SERIALS or not mark.text or is_partial(mark.text):
            continue
        if _says_nothing(normal_forms(mark.text).n2):
            yield Problem(
                f"firearm.marks[{number}].text",
                "zeros only or letters only are no serial number; leave the mark out",
            )


def _says_nothing(n2: str) -> bool:
    return is_unknown(n2) or n2.isalpha()
