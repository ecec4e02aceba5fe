"""Signing in at the agency's OpenID provider: authorization code with PKCE, and what is believed.

OpenID Connect Core 1.0, section 3.1; RFC 7636 for PKCE; RFC 9207 for the issuer in the answer. The
second factor is the provider's business; `acr` in the settings can insist on one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization
from sqlalchemy import Connection, RowMapping, delete, func, select

from accord.access.errors import NotSignedInError, TooManyError
from accord.dates import Clock
from accord.encoding import to_base64url
from accord.errors import FormatError
from node.files import contents
from node.people.tables import account, provider_flow

FLOW_MS = 10 * 60_000
MOST_FLOWS = 1000
SKEW_SECONDS = 60
# Signatures only: never "none", never a secret that the client shares.
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderConfig:
    """What `[oidc]` says."""

    issuer: str
    client_id: str
    redirect_uri: str
    secret_file: Path | None = None  # none: a public client
    scope: str = "openid"
    acr: str = ""  # the authentication context that a sign-in must have reached


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where the provider answers, by its own discovery document."""

    authorization: str
    token: str
    keys: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A sign-in that waits for the provider's answer."""

    nonce: str
    verifier: str


def read_endpoints(config: ProviderConfig, document: Mapping[str, Any]) -> Endpoints:
    """The endpoints of a discovery document (OpenID Connect Discovery 1.0, section 4.3).

    Raises:
        NotSignedInError: the document is another issuer's, or names no safe addresses.
    """
    if document.get("issuer") != config.issuer:
        raise _bad("the discovery document is another issuer's")
    names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    found = [document.get(name) for name in names]
    if not all(isinstance(one, str) and is_safe(one) for one in found):
        raise _bad("the discovery document names no safe endpoints")
    authorization, token, keys = map(str, found)
    return Endpoints(authorization=authorization, token=token, keys=keys)


def is_safe(url: str) -> bool:
    """Whether an address is https, or on this machine."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The sign-ins under way; each answer is good once."""

    clock: Clock
    config: ProviderConfig
    random: Callable[[int], bytes]

    def begin(self, tx: Connection, endpoints: Endpoints) -> tuple[str, str]:
        """The state of a new sign-in, and where to send the person.

        Raises:
            TooManyError: `login.too_many`.
        """
        now = self.clock.now_ms()
        tx.execute(delete(provider_flow).where(provider_flow.c.expires_ms <= now))
        if tx.execute(select(func.count()).select_from(provider_flow)).scalar_one() >= MOST_FLOWS:
            raise TooManyError("login.too_many", "too many sign-ins are under way; wait", FLOW_MS)
        state, nonce, verifier = (to_base64url(self.random(32)) for _ in range(3))
        tx.execute(
            provider_flow.insert().values(
                state=state, nonce=nonce, verifier=verifier, expires_ms=now + FLOW_MS
            )
        )
        asked = {
            "response_type": "code",
            "client_id": self.config.client_id,
            "redirect_uri": self.config.redirect_uri,
            "scope": self.config.scope,
            "state": state,
            "nonce": nonce,
            "code_challenge": to_base64url(sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
        }
        if self.config.acr:
            asked["acr_values"] = self.config.acr
        joint = "&" if "?" in endpoints.authorization else "?"
        return state, f"{endpoints.authorization}{joint}{urlencode(asked)}"

    def take(self, tx: Connection, state: str) -> Flow:
        """The sign-in of this state, which is over with that.

        Raises:
            NotSignedInError: there is none, or it waited for too long.
        """
        this = (provider_flow.c.state == state) & (provider_flow.c.expires_ms > self.clock.now_ms())
        row = tx.execute(select(provider_flow).where(this)).one_or_none()
        if row is None or tx.execute(delete(provider_flow).where(this)).rowcount != 1:
            raise NotSignedInError(
                "provider.no_flow", "state: no sign-in waits with this; begin anew"
            )
        return Flow(nonce=row.nonce, verifier=row.verifier)

    def subject(self, token: str, keys: Mapping[str, Any], flow: Flow) -> str:
        """The `sub` of an ID token that is good in every respect (Core 1.0, section 3.1.3.7).

        Raises:
            NotSignedInError: it is not; says what was wrong, never what the token holds.
        """
        try:
            read = jwt.decode(
                token,
                KeySet.import_key_set(cast("KeySetSerialization", keys)),
                algorithms=ALGORITHMS,
            )
            registry = jwt.JWTClaimsRegistry(
                now=self.clock.now_ms() // 1000,
                leeway=SKEW_SECONDS,
                iss={"essential": True, "value": self.config.issuer},
                aud={"essential": True, "value": self.config.client_id},
                exp={"essential": True},
                iat={"essential": True},
                nonce={"essential": True, "value": flow.nonce},
                sub={"essential": True},
            )
            registry.validate(read.claims)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise _bad(f"the ID token is not good ({type(error).__name__})") from error
        claims = read.claims
        audience = claims["aud"]
        several = isinstance(audience, list) and len(audience) > 1
        if (several or "azp" in claims) and claims.get("azp") != self.config.client_id:
            raise _bad("the ID token was made for another client")
        if self.config.acr and claims.get("acr") != self.config.acr:
            raise _bad("the sign-in did not reach the authentication context that is asked for")
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= 255:
            raise _bad("the ID token names nobody")
        return subject


def find_account(tx: Connection, subject: str) -> RowMapping:
    """The account of a subject.

    Raises:
        NotSignedInError: there is none, or it may not sign in.
    """
    found = tx.execute(select(account).where(account.c.provider_subject == subject))
    row = found.mappings().one_or_none()
    if row is None or not row["active"]:
        raise NotSignedInError(
            "provider.no_account", "no account here belongs to this sign-in; ask an administrator"
        )
    return row


def client_secret(config: ProviderConfig) -> str:
    """The secret of this client, once the settings can work; empty where it has none.

    Raises:
        FormatError: `config.oidc`; or its file cannot be read.
    """
    for key, url in (("issuer", config.issuer), ("redirect_uri", config.redirect_uri)):
        if not is_safe(url):
            raise FormatError("config.oidc", f"[oidc] {key} must be https, or on this machine")
    if "openid" not in config.scope.split():
        raise FormatError("config.oidc", "[oidc] scope must hold openid")
    if config.secret_file is None:
        return ""
    return contents(config.secret_file, "[oidc] secret_file").decode().strip()


def _bad(text: str) -> NotSignedInError:
    return NotSignedInError("provider.refused", text)
