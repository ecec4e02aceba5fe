"""What the interface takes and shows of accounts, sessions and tokens; no secret is in a view."""

from dataclasses import dataclass

from node.people.rights import Right, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """The roles of an account at one authority of this member."""

    authority: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """One account."""

    name: str
    display_name: str
    active: bool
    memberships: tuple[Membership, ...]
    has_password: bool
    has_factor: bool
    provider_subject: str  # at the OpenID provider; empty: signs in here
    made_ms: int
    changed_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountList:
    """The accounts of this node, by name."""

    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account to make; without `provider_subject` it signs in with a password."""

    name: str
    display_name: str
    roles: tuple[Role, ...]
    authority: str = ""  # empty: this node's
    provider_subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RolesWanted:
    """The roles of an account at an authority from now on; none takes them away."""

    roles: tuple[Role, ...]
    authority: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountMade:
    """An account, and the password for its first sign-in; shown this once."""

    account: AccountView
    password: str  # empty where it signs in at the OpenID provider


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """What a person signs in with; the code is not asked before a second factor is set up."""

    name: str
    password: str
    code: str = ""  # of the second factor, or a recovery code


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderSignIn:
    """Where to send a person; the provider's answer must carry the state, in the same browser."""

    state: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderAnswer:
    """What the provider sent the person back with."""

    state: str
    code: str
    iss: str = ""  # RFC 9207


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """A session: its token is shown this once and goes into `Authorization: Bearer`."""

    token: str
    session_id: str
    name: str
    rights: tuple[Right, ...]
    to_do: tuple[str, ...]  # "password", "factor": what must be seen to before anything else
    expires_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Me:
    """Who calls, and what they may do."""

    name: str
    display_name: str
    authority: str
    rights: tuple[Right, ...]
    to_do: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChange:
    """The password so far and the one from now on; every other session ends."""

    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorSecret:
    """What to put into an authenticator; `code` of the confirmation proves that it is there."""

    secret: str
    uri: str  # for a QR code


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorCode:
    """A code of the authenticator."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodes:
    """Codes for the day the authenticator is lost; each is good once, and shown this once."""

    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It is done, and there is nothing to show."""

    done: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Activation:
    """Whether an account may sign in from now on."""

    active: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One session that has not ended."""

    session_id: str
    name: str
    by_provider: bool
    made_ms: int
    seen_ms: int
    expires_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionList:
    """Sessions, the newest first."""

    sessions: tuple[SessionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewToken:
    """A token for the agency's own system: acts as the account, with these of its rights."""

    account: str
    purpose: str
    scopes: tuple[Right, ...]
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenView:
    """One API token."""

    token_id: str
    account: str
    purpose: str
    scopes: tuple[Right, ...]
    made_by: str
    made_ms: int
    expires_ms: int
    revoked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenMade:
    """A token, shown this once."""

    token: str
    view: TokenView


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenList:
    """API tokens, the newest first."""

    tokens: tuple[TokenView, ...]
