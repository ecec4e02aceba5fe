"""What this node may do by itself and what waits for an officer; read from its configuration."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from accord.cases.codes import Disposition, ResponseKind
from accord.cases.trace import TraceRequest, TraceResponse
from accord.errors import PolicyError
from accord.weapons.codes import MatchGrade


class Mode(StrEnum):
    """Who takes a step: the node by rule, or an officer."""

    AUTOMATIC = "automatic"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRules:
    """Which answers leave without an officer, by disposition.

    Answers that rest on a ground of ITI 22, on a match weaker than `lowest_grade`, or that go to a
    State which cannot keep them confidential or asks for a person's identity always wait for one.
    """

    default: Mode = Mode.OFFICER
    by_disposition: Mapping[Disposition, Mode] = field(default_factory=dict)
    lowest_grade: MatchGrade = MatchGrade.A

    @classmethod
    def read(cls, options: Mapping[str, str]) -> "ReleaseRules":
        """From `[release]`: `default`, `lowest_grade` and one key for each disposition.

        Raises:
            PolicyError: names the key and what it may be.
        """
        rest = dict(options)
        default = _mode("release", "default", rest.pop("default", Mode.OFFICER))
        grade = rest.pop("lowest_grade", MatchGrade.A)
        if grade not in (MatchGrade.A, MatchGrade.B):
            raise PolicyError("config.release", "[release] lowest_grade must be A or B")
        return cls(
            default=default,
            by_disposition={
                _disposition(key): _mode("release", key, value) for key, value in rest.items()
            },
            lowest_grade=MatchGrade(grade),
        )

    def decide(self, request: TraceRequest, response: TraceResponse) -> Mode:
        """Who releases this answer to this request."""
        matched = response.matched
        weak = bool(response.chain) and matched is not None and matched.grade > self.lowest_grade
        if (
            response.grounds
            or response.kind is ResponseKind.INTERIM
            or request.confidentiality_obstacle
            or request.last_holder_identity
            or weak
        ):
            return Mode.OFFICER
        return self.by_disposition.get(response.disposition, self.default)


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
        modes = {key: _mode("casework", key, casework.get(key, Mode.OFFICER)) for key in known}
        return cls(**modes, release=ReleaseRules.read(release or {}))


def _mode(section: str, key: str, value: str) -> Mode:
    try:
        return Mode(value)
    except ValueError:
        raise PolicyError(
            f"config.{section}", f'[{section}] {key} must be "automatic" or "officer"'
        ) from None


def _disposition(key: str) -> Disposition:
    try:
        return Disposition(key)
    except ValueError:
        raise PolicyError(
            "config.release",
            f"[release] {key} is not a disposition; they are: {', '.join(Disposition)}",
        ) from None
