"""Signing in at an OpenID provider: authorization code with PKCE, and what is believed.

OpenID Connect Core 1.0, section 3.1; RFC 7636 for PKCE; RFC 9207 for the issuer in the answer. The
second factor is the provider's business; `acr` in the settings can insist on one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from accord.access.errors import NotSignedInError
from accord.encoding import to_base64, to_base64url
from accord.errors import FormatError
from accord.settings import SettingsFile

FLOW_MS = 10 * 60_000
MOST_FLOWS = 1000
SKEW_SECONDS = 60
SETTINGS = frozenset({"issuer", "client_id", "secret_file", "redirect_uri", "scope", "acr"})
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


def read_provider(settings: SettingsFile) -> ProviderConfig | None:
    """What a settings file says of the provider; none where it has no `[oidc]`.

    Raises:
        FormatError: a setting is missing, or of another type.
    """
    if not settings.table("oidc"):
        return None
    has_secret = "secret_file" in settings.table("oidc")
    return ProviderConfig(
        issuer=settings.text("oidc", "issuer"),
        client_id=settings.text("oidc", "client_id"),
        redirect_uri=settings.text("oidc", "redirect_uri"),
        secret_file=settings.path("oidc", "secret_file") if has_secret else None,
        scope=settings.text("oidc", "scope", default="openid"),
        acr=settings.text("oidc", "acr", default=""),
    )


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


def new_flow(random: Callable[[int], bytes]) -> tuple[str, Flow]:
    """The state of a new sign-in, and what is kept of it until the answer."""
    state, nonce, verifier = (to_base64url(random(32)) for _ in range(3))
    return state, Flow(nonce=nonce, verifier=verifier)


def address_of(config: ProviderConfig, endpoints: Endpoints, state: str, flow: Flow) -> str:
    """Where to send the person."""
    asked = {
        "response_type": "code",
        "client_id": config.client_id,
        "redirect_uri": config.redirect_uri,
        "scope": config.scope,
        "state": state,
        "nonce": flow.nonce,
        "code_challenge": to_base64url(sha256(flow.verifier.encode()).digest()),
        "code_challenge_method": "S256",
    }
    if config.acr:
        asked["acr_values"] = config.acr
    joint = "&" if "?" in endpoints.authorization else "?"
    return f"{endpoints.authorization}{joint}{urlencode(asked)}"


def exchange_of(
    config: ProviderConfig, secret: str, flow: Flow, code: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The form and the headers by which the code is exchanged for the tokens."""
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": config.redirect_uri,
        "client_id": config.client_id,
        "code_verifier": flow.verifier,
    }
    headers = {}
    if secret:  # RFC 6749, 2.3.1: both are form-encoded first
        pair = f"{quote(config.client_id, safe='')}:{quote(secret, safe='')}"
        headers["Authorization"] = "Basic " + to_base64(pair.encode())
    return form, headers


def subject_of(
    token: str, keys: Mapping[str, Any], flow: Flow, config: ProviderConfig, now_ms: int
) -> str:
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
            now=now_ms // 1000,
            leeway=SKEW_SECONDS,
            iss={"essential": True, "value": config.issuer},
            aud={"essential": True, "value": config.client_id},
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
    if (several or "azp" in claims) and claims.get("azp") != config.client_id:
        raise _bad("the ID token was made for another client")
    if config.acr and claims.get("acr") != config.acr:
        raise _bad("the sign-in did not reach the authentication context that is asked for")
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise _bad("the ID token names nobody")
    return subject


def check_answer(config: ProviderConfig, issuer: str) -> None:
    """Passes for an answer that names our provider, or none (RFC 9207).

    Raises:
        NotSignedInError: it is another provider's.
    """
    if issuer and issuer != config.issuer:
        raise NotSignedInError("provider.refused", "iss: the answer is another provider's")


def discovery_of(config: ProviderConfig) -> str:
    """Where the provider describes itself (Discovery 1.0, section 4)."""
    return config.issuer.removesuffix("/") + "/.well-known/openid-configuration"


def client_secret(config: ProviderConfig, read: Callable[[Path, str], bytes]) -> str:
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
    return read(config.secret_file, "[oidc] secret_file").decode().strip()


def _bad(text: str) -> NotSignedInError:
    return NotSignedInError("provider.refused", text)
