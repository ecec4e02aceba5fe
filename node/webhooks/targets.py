"""Where steps are told: only addresses of the configuration, each with a secret of its own."""

import stat
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from accord.errors import FormatError, PolicyError
from node.files import contents

SHORTEST_SECRET = 32
_HERE = frozenset({"127.0.0.1", "::1", "localhost"})


class Content(StrEnum):
    """How much of a step is told."""

    IDS = "ids"  # which case, and what happened
    STEPS = "steps"  # also by whom, between which states, and the text of the timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One receiver."""

    name: str
    url: str
    secret: bytes
    content: Content


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookConfig:
    """What `[webhook.NAME]` says."""

    url: str
    secret_file: Path
    content: str


def open_targets(configured: Mapping[str, WebhookConfig]) -> tuple[Target, ...]:
    """The receivers with their secrets.

    Raises:
        FormatError: an address, a content or a secret is not what it must be.
        PolicyError: others than the owner may read a secret.
    """
    return tuple(_open(name, one) for name, one in configured.items())


def _open(name: str, one: WebhookConfig) -> Target:
    where = f"[webhook.{name}]"
    if len(name) > 40:
        raise FormatError("config.webhook", f"{where}: a name has at most 40 characters")
    _check_url(where, one.url)
    if one.content not in set(Content):
        raise FormatError("config.webhook", f'{where} content must be "ids" or "steps"')
    secret = contents(one.secret_file, f"{where} secret_file").strip()
    if stat.S_IMODE(one.secret_file.stat().st_mode) & 0o077:
        raise PolicyError(
            "config.webhook_secret", f"{where} secret_file can be read by others; run chmod 600"
        )
    if len(secret) < SHORTEST_SECRET:
        raise FormatError(
            "config.webhook", f"{where} secret_file: use {SHORTEST_SECRET} characters or more"
        )
    return Target(name=name, url=one.url, secret=secret, content=Content(one.content))


def _check_url(where: str, url: str) -> None:
    try:
        parts = urlsplit(url)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        raise FormatError("config.webhook", f"{where} url is no address") from None
    here = parts.hostname in _HERE
    if not parts.hostname or not port_is_one or parts.scheme not in ("https", "http"):
        raise FormatError("config.webhook", f"{where} url must begin with https:// and name a host")
    if parts.scheme == "http" and not here:
        raise FormatError("config.webhook", f"{where} url must be https, unless on this machine")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise FormatError("config.webhook", f"{where} url holds no account and no #fragment")
