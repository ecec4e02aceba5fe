"""What this node may answer by itself when a certificate is to be verified."""

from collections.abc import Mapping
from dataclasses import dataclass

from accord.errors import PolicyError
from node.casework.rules import Mode


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRules:
    """Who answers a verification: the node from its register, or an officer.

    A paper whose image the register does not know always waits for an officer's comparison.
    """

    answer: Mode = Mode.OFFICER

    @classmethod
    def read(cls, options: Mapping[str, str]) -> "CertificateRules":
        """From `[certificates]`: `answer = "automatic"` or `"officer"`.

        Raises:
            PolicyError: names the key and what it may be.
        """
        if unknown := sorted(options.keys() - {"answer"}):
            raise PolicyError(
                "config.certificates", f"[certificates] {unknown[0]} is not known; keys: answer"
            )
        word = options.get("answer", Mode.OFFICER)
        if word not in set(Mode):
            raise PolicyError(
                "config.certificates", '[certificates] answer must be "automatic" or "officer"'
            )
        return cls(answer=Mode(word))
