"""Where a signing key is: a file, or a hardware token named by a PKCS#11 URI (RFC 7512)."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from urllib.parse import quote, unquote

from accord.custody import passphrase
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
    return tuple(
        _token_key(settings, text, f"[keys] {key}")
        if text.startswith(SCHEME)
        else settings.resolved(text)
        for text in settings.several("keys", key)
    )


def _token_key(settings: SettingsFile, uri: str, where: str) -> TokenKey:
    path, _, query = uri.removeprefix(SCHEME).partition("?")
    attributes = _attributes(settings, path, ";", _PATH, where)
    attributes |= _attributes(settings, query, "&", _QUERY, where)
    missing = (_PATH | _QUERY) - {"type"} - attributes.keys()
    if missing or attributes.get("type", "private") != "private":
        raise settings.error(
            "config.pkcs11",
            f"{where}: a PKCS#11 URI of a private key here has token, object, module-path and "
            f"pin-source; without: {', '.join(sorted(missing)) or 'a private key'}",
        )
    pin = passphrase.source(
        attributes["pin-source"], settings.resolved, f"{settings.file}: {where}: pin-source"
    )
    module = settings.resolved(attributes["module-path"])
    return TokenKey(module, attributes["token"], attributes["object"], pin)


def _attributes(
    settings: SettingsFile, text: str, separator: str, known: frozenset[str], where: str
) -> dict[str, str]:
    found: dict[str, str] = {}
    for attribute in filter(None, text.split(separator)):
        name, _, spelled = attribute.partition("=")
        value = unquote(spelled, errors="replace")
        if name not in known or name in found or not value or "\ufffd" in value:
            raise settings.error(
                "config.pkcs11",
                f"{where}: of a PKCS#11 URI, each of {', '.join(sorted(known))} may stand once, "
                f"with a value, before a {separator!r}; a PIN is only named by pin-source",
            )
        found[name] = value
    return found
