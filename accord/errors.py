"""The error tree: every failure names its code, and the code says whose fault it is.

    AccordError
    ├── FormatError         bytes or text are not what they claim to be
    ├── VerificationError   was checked and is bad
    ├── UncheckableError    could not be checked; never read this as fraud
    ├── TrustError          directory or policy is expired, older than seen, or below threshold
    ├── PolicyError         understood and not allowed
    │   └── TransitionError     this event is not in this state's table
    ├── AdapterError        the national registry's side
    │   ├── RegistryAway        cannot be reached, or too slow
    │   ├── RegistryRefused     reached and refused
    │   ├── BadQuery            the query is one this registry cannot answer
    │   └── BadData             the registry answered with records that cannot be read
    └── TransportError      the network between node and hub

Codes are dotted, lower-case and never re-used ("envelope.signature_bad"). The text is public: it
names the field and the remedy, and never holds a serial number, a name, a key or a payload.
"""

from collections.abc import Iterable


class AccordError(Exception):
    """A failure with a stable code and a text that a peer may see."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(code, text)
        self.code = code
        self.text = text

    def __str__(self) -> str:
        return f"{self.text} [{self.code}]"


class FormatError(AccordError):
    """Bytes or text are not what they claim to be."""


class VerificationError(AccordError):
    """Something was checked and is bad."""


class UncheckableError(AccordError):
    """Something could not be checked now."""


class TrustError(AccordError):
    """A directory or policy is expired, older than one already seen, or below its threshold."""


class PolicyError(AccordError):
    """Understood, and not allowed."""


class TransitionError(PolicyError):
    """The event has no entry in the state's table; says what is allowed."""

    def __init__(self, machine: str, state: str, event: str, allowed: Iterable[str]) -> None:
        self.allowed = tuple(sorted(allowed))
        choices = ", ".join(self.allowed) or "nothing: this state is final"
        super().__init__(
            f"{machine}.not_allowed", f"{event} is not allowed in {state}; allowed: {choices}"
        )


class AdapterError(AccordError):
    """The national registry's side failed."""


class RegistryAway(AdapterError):  # noqa: N818 - named for what happened, like its siblings
    """The registry cannot be reached, or did not answer in time."""


class RegistryRefused(AdapterError):  # noqa: N818 - see above
    """The registry was reached and refused."""


class BadQuery(AdapterError):  # noqa: N818 - see above
    """The query is one this registry cannot answer."""


class BadData(AdapterError):  # noqa: N818 - see above
    """The registry answered with records that cannot be read."""


class TransportError(AccordError):
    """The network between node and hub failed."""
