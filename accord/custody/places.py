"""Where a signing key is: a file, or a hardware token named by a PKCS#11 URI (RFC 7512)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, unquote

from accord.custody import passphrase
from accord.errors import FormatError
from accord.settings import SettingsFile

SCHEME = "pkcs11:"
_PATH = frozenset({"token", "object", "type"})
_QUERY = frozenset({"module-path", "pin-source"})


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A key that stays in a hardware token."""

    module: Path  # the shared library of the token's maker
    token: str  # the token's label
    object: str  # the label of its private and public key
    pin: str  # where the PIN comes from

    @property
    def uri(self) -> str:
        """The whole URI, as settings name the key."""
        path = f"token={quote(self.token)};object={quote(self.object)}"
        query = f"module-path={quote(str(self.module))}&pin-source={quote(self.pin, safe='/:')}"
        return f"{SCHEME}{path}?{query}"

    def __str__(self) -> str:
        return f"{SCHEME}token={self.token};object={self.object}"


KeyPlace: TypeAlias = Path | TokenKey


def key_places(settings: SettingsFile, key: str) -> tuple[KeyPlace, ...]:
    """Every place that `[keys] key` names.

    Raises:
        FormatError: missing, of another type, or a URI that is not one.
    """
    where = f"{settings.file}: [keys] {key}"
    return tuple(
        token_key(text, settings.resolved, where)
        if text.startswith(SCHEME)
        else settings.resolved(text)
        for text in settings.several("keys", key)
    )


def token_key(uri: str, resolved: Callable[[str], Path], where: str) -> TokenKey:
    """The key that a PKCS#11 URI names; `where` names what said it.

    Raises:
        FormatError: not such a URI.
    """
    path, _, query = uri.removeprefix(SCHEME).partition("?")
    attributes = _attributes(path, ";", _PATH, where)
    attributes |= _attributes(query, "&", _QUERY, where)
    missing = (_PATH | _QUERY) - {"type"} - attributes.keys()
    if not uri.startswith(SCHEME) or missing or attributes.get("type", "private") != "private":
        raise FormatError(
            "config.pkcs11",
            f'{where}: must be "{SCHEME}..." and name a private key by token, object, module-path '
            f"and pin-source; missing: {', '.join(sorted(missing)) or 'none'}",
        )
    pin = passphrase.source(attributes["pin-source"], resolved, f"{where}: pin-source")
    module = resolved(attributes["module-path"])
    return TokenKey(module, attributes["token"], attributes["object"], pin)


def _attributes(text: str, separator: str, known: frozenset[str], where: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in filter(None, text.split(separator)):
        name, _, spelled = attribute.partition("=")
        value = unquote(spelled, errors="replace")
        if name not in known or name in found or not value or "\ufffd" in value:
            raise FormatError(
                "config.pkcs11",
                f"{where}: of a PKCS#11 URI, each of {', '.join(sorted(known))} may stand once, "
                f"with a value, before a {separator!r}; a PIN is only named by pin-source",
            )
        found[name] = value
    return found
