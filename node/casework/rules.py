"""What this node may do by itself and what waits for an officer; read from its configuration."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from accord.cases.codes import Disposition, ResponseKind, UseRestriction
from accord.cases.trace import TraceRequest, TraceResponse
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade


class Mode(StrEnum):
    """Who takes a step: the node by rule, an officer, or an officer and an approver."""

    AUTOMATIC = "automatic"
    OFFICER = "officer"
    TWO_PEOPLE = "two_people"  # for answers only


_STRICTNESS = tuple(Mode)


class Sensitivity(StrEnum):
    """What makes an answer more delicate than its disposition says."""

    PERSON = "person"  # the request asks for a person's identity
    GROUNDS = "grounds"  # something is delayed, withheld or refused (ITI 22)
    USE_RESTRICTED = "use_restricted"  # the answer binds its reader (ITI 15, FP 12(5))


_HANDLING = "handling_"  # and a handling code of the region, as the request carries it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRules:
    """Who releases an answer: by its disposition, and by what makes it sensitive.

    Of all the rules that are about an answer the strictest counts. Answers that rest on a ground of
    ITI 22, on a match weaker than `lowest_grade`, or that go to a State which cannot keep them
    confidential or asks for a person's identity always wait for an officer.
    """

    default: Mode = Mode.OFFICER
    by_disposition: Mapping[Disposition, Mode] = field(default_factory=dict)
    by_sensitivity: Mapping[Sensitivity, Mode] = field(default_factory=dict)
    by_handling: Mapping[str, Mode] = field(default_factory=dict)
    lowest_grade: MatchGrade = MatchGrade.A

    @classmethod
    def read(cls, options: Mapping[str, str]) -> "ReleaseRules":
        """From `[release]`: `default`, `lowest_grade`, dispositions, sensitivities, handling codes.

        Raises:
            PolicyError: names the key and what it may be.
        """
        rest = dict(options)
        default = _release("default", rest.pop("default", Mode.OFFICER))
        grade = rest.pop("lowest_grade", MatchGrade.A)
        if grade not in (MatchGrade.A, MatchGrade.B):
            raise PolicyError("config.release", "[release] lowest_grade must be A or B")
        by_sensitivity = {
            one: _release(one, rest.pop(one)) for one in Sensitivity if one.value in rest
        }
        by_handling = {
            key.removeprefix(_HANDLING): _release(key, rest.pop(key))
            for key in tuple(rest)
            if key.startswith(_HANDLING)
        }
        return cls(
            default=default,
            by_disposition={_disposition(key): _release(key, value) for key, value in rest.items()},
            by_sensitivity=by_sensitivity,
            by_handling=by_handling,
            lowest_grade=MatchGrade(grade),
        )

    def decide(self, request: TraceRequest, response: TraceResponse) -> Mode:
        """Who releases this answer to this request."""
        modes = {
            self.by_disposition.get(response.disposition, self.default),
            self.by_handling.get(request.preamble.handling, Mode.AUTOMATIC),
            *(
                self.by_sensitivity.get(one, Mode.AUTOMATIC)
                for one in _sensitive(request, response)
            ),
        }
        if self._waits(request, response):
            modes.add(Mode.OFFICER)
        return max(modes, key=_STRICTNESS.index)

    def _waits(self, request: TraceRequest, response: TraceResponse) -> bool:
        """Whether no rule lets it go by itself."""
        matched = response.matched
        weak = bool(response.chain) and matched is not None and matched.grade > self.lowest_grade
        return bool(
            response.grounds
            or response.kind is ResponseKind.INTERIM
            or request.confidentiality_obstacle
            or request.last_holder_identity
            or weak
        )


def _sensitive(request: TraceRequest, response: TraceResponse) -> Iterator[Sensitivity]:
    if request.last_holder_identity:
        yield Sensitivity.PERSON
    if response.grounds:
        yield Sensitivity.GROUNDS
    if set(response.preamble.use_restrictions) - {UseRestriction.R0}:
        yield Sensitivity.USE_RESTRICTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseworkRules:
    """Which steps of the requester's cases the node takes by itself.

    `send` is the first leg to the State that the markings point at, `follow_referrals` each later
    one, and `close` the outcome once the legs have ended.
    """

    send: Mode = Mode.OFFICER
    follow_referrals: Mode = Mode.OFFICER
    close: Mode = Mode.OFFICER
    release: ReleaseRules = ReleaseRules()

    @classmethod
    def read(
        cls, casework: Mapping[str, str], release: Mapping[str, str] | None = None
    ) -> "CaseworkRules":
        """From `[casework]` (`send`, `follow_referrals`, `close`) and `[release]`.

        Raises:
            PolicyError: names the key and what it may be.
        """
        known = ("send", "follow_referrals", "close")
        if unknown := sorted(set(casework) - set(known)):
            raise PolicyError(
                "config.casework", f"[casework] {unknown[0]} is not known; keys: {', '.join(known)}"
            )
        modes = {key: _mode(key, casework.get(key, Mode.OFFICER)) for key in known}
        return cls(**modes, release=ReleaseRules.read(release or {}))


def _mode(key: str, value: str) -> Mode:
    if value not in (Mode.AUTOMATIC, Mode.OFFICER):
        raise PolicyError("config.casework", f'[casework] {key} must be "automatic" or "officer"')
    return Mode(value)


def _release(key: str, value: str) -> Mode:
    try:
        return Mode(value)
    except ValueError:
        raise PolicyError(
            "config.release", f"[release] {key} must be one of: {', '.join(Mode)}"
        ) from None


def _disposition(key: str) -> Disposition:
    try:
        return Disposition(key)
    except ValueError:
        raise PolicyError(
            "config.release",
            f"[release] {key} is neither a disposition ({', '.join(Disposition)}), nor one of "
            f"{', '.join(Sensitivity)}, nor {_HANDLING} and a handling code",
        ) from None
