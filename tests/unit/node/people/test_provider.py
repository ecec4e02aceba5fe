"""What is believed of an OpenID provider, and what is not."""

import hmac
from hashlib import sha256
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from accord.access.errors import NotSignedInError, TooManyError
from accord.access.provider import (
    FLOW_MS,
    MOST_FLOWS,
    Endpoints,
    Flow,
    ProviderConfig,
    client_secret,
    read_endpoints,
)
from accord.encoding import to_base64url
from accord.errors import FormatError
from accord.testing.clock import ManualClock
from node.people.opening import People
from node.people.provider import Flows

ISSUER = "https://login.agency.example"
CONFIG = ProviderConfig(
    issuer=ISSUER, client_id="accord", redirect_uri="https://node.example/back", acr=""
)
FLOW = Flow(nonce="the nonce", verifier="the verifier")
ENDPOINTS = Endpoints(
    authorization=f"{ISSUER}/authorize", token=f"{ISSUER}/token", keys=f"{ISSUER}/keys"
)
KEY = RSAKey.generate_key(2048, {"kid": "one"})
KEYS: dict[str, Any] = dict(KeySet([KEY]).as_dict(private=False))


@pytest.fixture
def flows(clock: ManualClock) -> Flows:
    return Flows(clock=clock, config=CONFIG, random=lambda size: b"r" * size)


def token(clock: ManualClock, key: Any = KEY, alg: str = "RS256", **other: Any) -> str:
    now = clock.now_ms() // 1000
    claims = {
        "iss": ISSUER,
        "sub": "ana-7",
        "aud": "accord",
        "exp": now + 300,
        "iat": now,
        "nonce": FLOW.nonce,
    } | other
    kept = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": alg, "kid": "one"}, kept, key, algorithms=[alg])


def test_a_good_token_names_the_subject(flows: Flows, clock: ManualClock) -> None:
    assert flows.subject(token(clock), KEYS, FLOW) == "ana-7"
    several = token(clock, aud=["accord", "another"], azp="accord")
    assert flows.subject(several, KEYS, FLOW) == "ana-7"


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another"},
        {"aud": ["another"]},
        {"aud": ["accord", "another"]},
        {"azp": "another"},
        {"exp": 1},
        {"exp": None},
        {"exp": "soon"},
        {"iat": None},
        {"iat": 9_999_999_999},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"nbf": 9_999_999_999},
    ],
    ids=str,
)
def test_a_token_with_one_claim_wrong_is_refused(
    flows: Flows, clock: ManualClock, other: dict[str, Any]
) -> None:
    with pytest.raises(NotSignedInError) as raised:
        flows.subject(token(clock, **other), KEYS, FLOW)
    assert "ana" not in raised.value.text


def test_a_token_under_another_key_or_a_weaker_algorithm_is_refused(
    flows: Flows, clock: ManualClock
) -> None:
    stranger = RSAKey.generate_key(2048, {"kid": "one"})
    head, body, _ = token(clock).split(".")
    shared = to_base64url(b'{"alg":"HS256","kid":"one"}') + "." + body
    mac = hmac.new(KEY.as_pem(private=False), shared.encode(), sha256).digest()
    none = to_base64url(b'{"alg":"none"}')
    for bad in (
        token(clock, key=stranger),
        f"{shared}.{to_base64url(mac)}",
        f"{head}.{body}.",
        f"{none}.{body}.",
        "",
        "a.b.c",
        "x" * 10_000,
    ):
        with pytest.raises(NotSignedInError):
            flows.subject(bad, KEYS, FLOW)


@pytest.mark.parametrize("keys", [{}, {"keys": []}, {"keys": [{}]}, {"keys": 7}, {"keys": ["x"]}])
def test_a_provider_without_usable_keys_is_refused(
    flows: Flows, clock: ManualClock, keys: dict[str, Any]
) -> None:
    with pytest.raises(NotSignedInError):
        flows.subject(token(clock), keys, FLOW)


def test_the_context_that_is_asked_for_must_have_been_reached(clock: ManualClock) -> None:
    asked = ProviderConfig(
        issuer=ISSUER, client_id="accord", redirect_uri="https://node.example/back", acr="mfa"
    )
    flows = Flows(clock=clock, config=asked, random=bytes)
    assert flows.subject(token(clock, acr="mfa"), KEYS, FLOW) == "ana-7"
    with pytest.raises(NotSignedInError):
        flows.subject(token(clock, acr="password"), KEYS, FLOW)


def test_each_answer_is_good_once_and_for_ten_minutes(people: People, clock: ManualClock) -> None:
    flows = Flows(clock=clock, config=CONFIG, random=people.random)
    with people.store.begin() as tx:
        state, url = flows.begin(tx, ENDPOINTS)
        assert "code_challenge_method=S256" in url
        taken = flows.take(tx, state)
        assert taken.verifier not in url
        late, _ = flows.begin(tx, ENDPOINTS)
        clock.advance(ms=FLOW_MS)
        for gone in (state, late, "", "another"):
            with pytest.raises(NotSignedInError):
                flows.take(tx, gone)


def test_sign_ins_under_way_are_bounded(people: People, clock: ManualClock) -> None:
    flows = Flows(clock=clock, config=CONFIG, random=people.random)
    with people.store.begin() as tx:
        for _ in range(MOST_FLOWS):
            flows.begin(tx, ENDPOINTS)
        with pytest.raises(TooManyError):
            flows.begin(tx, ENDPOINTS)
        clock.advance(ms=FLOW_MS)
        flows.begin(tx, ENDPOINTS)


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "https://[::1"},
    ],
)
def test_a_discovery_document_that_is_not_the_issuers_own_is_refused(
    change: dict[str, Any],
) -> None:
    good = {
        "issuer": ISSUER,
        "authorization_endpoint": ENDPOINTS.authorization,
        "token_endpoint": ENDPOINTS.token,
        "jwks_uri": ENDPOINTS.keys,
    }
    assert read_endpoints(CONFIG, good) == ENDPOINTS
    with pytest.raises(NotSignedInError):
        read_endpoints(CONFIG, good | change)


@pytest.mark.parametrize(
    ("issuer", "scope"),
    [("http://login.agency.example", "openid"), (ISSUER, "profile"), ("", "openid")],
)
def test_settings_that_cannot_be_safe_are_refused(issuer: str, scope: str) -> None:
    config = ProviderConfig(
        issuer=issuer, client_id="accord", redirect_uri="https://node.example/", scope=scope
    )
    with pytest.raises(FormatError):
        client_secret(config, lambda file, _: file.read_bytes())
