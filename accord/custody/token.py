"""A signing key that never leaves its hardware token, reached through PKCS#11 (CKM_EDDSA)."""

from threading import Lock
from typing import TYPE_CHECKING

from accord.crypto.keys import ED25519, key_id, verify
from accord.custody.places import TokenKey
from accord.errors import AccordError, FormatError, UncheckableError, VerificationError

if TYPE_CHECKING:
    import pkcs11

_TRIAL = b"accord token trial v1\n"  # begins as nothing that is ever signed


class TokenSigner:
    """An Ed25519 key in a token; opens the token again once where its session was lost."""

    def __init__(self, place: TokenKey, pin: bytes) -> None:
        """Logs in and tries the key once.

        Raises:
            FormatError: the token has no such key.
            UncheckableError: no driver, or the token cannot be reached.
            VerificationError: another PIN, or the token signs with another key than it shows.
        """
        self._place, self._pin = place, pin
        self._lock = Lock()  # a session does one thing at a time
        self._key, self.public = _open(place, pin)
        self.key_id = key_id(ED25519, self.public)
        verify(self.public, _TRIAL, self.sign(_TRIAL))

    def sign(self, message: bytes) -> bytes:
        """The 64-byte signature over the message.

        Raises:
            UncheckableError: the token cannot be reached, or not as it was; what was to be signed
                may wait.
        """
        from pkcs11 import Mechanism, PKCS11Error

        with self._lock:
            try:
                return bytes(self._key.sign(message, mechanism=Mechanism.EDDSA))
            except PKCS11Error:
                self._key = self._again()
            try:
                return bytes(self._key.sign(message, mechanism=Mechanism.EDDSA))
            except PKCS11Error as error:
                raise _away(self._place, error) from error

    def _again(self) -> "pkcs11.SignMixin":
        try:
            key, public = _open(self._place, self._pin)
        except AccordError as error:
            raise UncheckableError(error.code, error.text) from error
        if public != self.public:
            raise UncheckableError(
                "token.other_key", f"{self._place}: the token holds another key by now; restart"
            )
        return key


def _open(place: TokenKey, pin: bytes) -> tuple["pkcs11.SignMixin", bytes]:
    try:
        import pkcs11
    except ImportError as error:
        raise UncheckableError(
            "token.no_driver", "hardware tokens need the extra 'hsm': install accord[hsm]"
        ) from error
    try:
        token = pkcs11.lib(str(place.module)).get_token(token_label=place.token)
        try:
            session = token.open(user_pin=pin.decode())
        except pkcs11.UserAlreadyLoggedIn:  # another key of this process is in the same token
            session = token.open()
        private = session.get_key(pkcs11.ObjectClass.PRIVATE_KEY, label=place.object)
        shown = session.get_key(pkcs11.ObjectClass.PUBLIC_KEY, label=place.object)
        point = bytes(shown[pkcs11.Attribute.EC_POINT])
    except (pkcs11.NoSuchKey, pkcs11.MultipleObjectsReturned) as error:
        raise FormatError(
            "token.key",
            f"{place}: the token has no single private and public key of this label; list its keys",
        ) from error
    except (pkcs11.PinIncorrect, pkcs11.PinLenRange, pkcs11.PinLocked, UnicodeError) as error:
        raise VerificationError(
            "token.pin", f"{place}: the token refuses the PIN; correct what pin-source names"
        ) from error
    except pkcs11.PKCS11Error as error:
        raise _away(place, error) from error
    if len(point) == 34 and point.startswith(b"\x04\x20"):  # a DER octet string in most tokens
        point = point[2:]
    if isinstance(private, pkcs11.SignMixin) and len(point) == 32:
        return private, point
    raise FormatError("token.key", f"{place}: is not an Ed25519 key; make one of that kind")


def _away(place: TokenKey, error: Exception) -> AccordError:
    return UncheckableError(
        "token.away",
        f"{place}: the token cannot be reached ({type(error).__name__}); "
        "check the device, its label and module-path",
    )
