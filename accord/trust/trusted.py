"""What a process trusts: one directory and one policy, both verified and fresh."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from accord.errors import TrustError
from accord.trust import directory as directories
from accord.trust import policy as policies
from accord.trust.directory import Directory, read_directory
from accord.trust.policy import Policy, read_policy
from accord.trust.signed import open_signed, read_anchor


@dataclass(frozen=True, slots=True)
class Versions:
    """The newest versions a process has seen; it keeps them durably and never goes back (I5)."""

    directory: int = 0
    policy: int = 0


class _Dated(Protocol):
    @property
    def version(self) -> int: ...
    @property
    def expires_ms(self) -> int: ...


@dataclass(frozen=True, slots=True)
class TrustedRegion:
    """A verified directory and policy."""

    directory: Directory
    policy: Policy

    @property
    def versions(self) -> Versions:
        """The versions to keep as seen."""
        return Versions(self.directory.version, self.policy.version)

    @classmethod
    def load(
        cls,
        anchor: bytes,
        directory: bytes,
        policy: bytes,
        now_ms: int,
        seen: Versions = Versions(),
    ) -> "TrustedRegion":
        """Verifies the two signed files against the anchor.

        Raises:
            FormatError: a file is not what it should be.
            TrustError: below the threshold, expired, or older than seen.
        """
        keys = read_anchor(anchor)
        region = cls(
            read_directory(open_signed(directory, directories.PAYLOAD_TYPE, keys)),
            read_policy(open_signed(policy, policies.PAYLOAD_TYPE, keys)),
        )
        _fresh("directory", region.directory, now_ms, seen.directory)
        _fresh("policy", region.policy, now_ms, seen.policy)
        return region


def _fresh(what: str, document: _Dated, now_ms: int, seen: int) -> None:
    if document.version < seen:
        raise TrustError(
            f"{what}.older", f"the {what} is version {document.version}; {seen} was seen before"
        )
    if now_ms >= document.expires_ms:
        when = datetime.fromtimestamp(document.expires_ms / 1000, UTC)
        raise TrustError(
            f"{what}.expired",
            f"the {what} expired on {when:%Y-%m-%d}; fetch the newly signed one",
        )
