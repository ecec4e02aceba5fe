"""Sign-ins of operators at the OpenID provider that are under way; each answer is good once."""

from collections import OrderedDict
from dataclasses import dataclass, field

from accord.access.errors import NotSignedInError, TooManyError
from accord.access.provider import (
    FLOW_MS,
    MOST_FLOWS,
    Endpoints,
    Flow,
    ProviderConfig,
    address_of,
    new_flow,
)
from accord.access.tokens import digest_of
from hub.desk import operators
from hub.desk.audit import Act, append
from hub.desk.sign_in import SignIn


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """One sign-in that waits for the provider's answer, in the browser that began it."""

    flow: Flow
    browser: bytes  # the digest of what its cookie holds
    to: str  # where the operator wanted to go
    expires_ms: int


@dataclass(slots=True, kw_only=True)
class ProviderFlows:
    """In memory: a hub that starts anew has its operators begin anew."""

    door: SignIn
    config: ProviderConfig
    _pending: OrderedDict[str, Pending] = field(default_factory=OrderedDict)

    def begin(self, endpoints: Endpoints, browser: str, to: str) -> str:
        """Where to send the operator.

        Raises:
            TooManyError: `login.too_many`.
        """
        now = self.door.clock.now_ms()
        while self._pending and next(iter(self._pending.values())).expires_ms <= now:
            self._pending.popitem(last=False)
        if len(self._pending) >= MOST_FLOWS:
            raise TooManyError("login.too_many", "too many sign-ins are under way; wait", FLOW_MS)
        state, flow = new_flow(self.door.random)
        self._pending[state] = Pending(
            flow=flow, browser=digest_of(browser), to=to, expires_ms=now + FLOW_MS
        )
        return address_of(self.config, endpoints, state, flow)

    def take(self, state: str, browser: str) -> Pending:
        """The sign-in of this state, which is over with that.

        Raises:
            NotSignedInError: there is none, it waited for too long, or another browser began it.
        """
        found = self._pending.pop(state, None)
        now = self.door.clock.now_ms()
        if found is None or found.expires_ms <= now or found.browser != digest_of(browser):
            raise NotSignedInError(
                "provider.no_flow", "state: no sign-in waits with this; begin anew"
            )
        return found

    def opened(self, subject: str, address: str) -> str:
        """The token of a new session, for whoever the provider says it is; blocking.

        Raises:
            NotSignedInError: no account here belongs to them.
        """
        with self.door.store.begin() as tx:
            row = operators.find_subject(tx, subject)
            if row is not None:
                return self.door.sessions.open(tx, row["name"], address)
        raise NotSignedInError(
            "provider.no_account", "no account here belongs to this sign-in; ask an administrator"
        )

    def failed(self, code: str) -> None:
        """Writes down that somebody could not sign in; blocking."""
        now = self.door.clock.now_ms()
        with self.door.store.begin() as tx:
            append(tx, now, actor="nobody", act=Act.SIGN_IN_FAILED, detail=code)
