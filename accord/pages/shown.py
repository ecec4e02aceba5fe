"""Text from elsewhere made harmless to read: isolated, bounded, with no unseen characters."""

import unicodedata

from markupsafe import Markup, escape

LONGEST = 20_000
_PICTURES = 0x2400  # the block of symbols for control characters
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"
_KEPT = frozenset("\n\t")
_JOINERS = frozenset("\u200c\u200d")  # some scripts need them to be spelt


def plain(text: str) -> str:
    """The text with control characters as symbols and direction overrides named.

    Directional controls (Unicode TR 36, 3.2) would let a text show as what it is not, so they
    stand as their code points.
    """
    shown = text[:LONGEST] + ("…" if len(text) > LONGEST else "")
    if shown.isprintable():
        return shown
    return "".join(one if one in _KEPT or one.isprintable() else _named(one) for one in shown)


def _named(character: str) -> str:
    code = ord(character)
    if code < 0x20:
        return chr(_PICTURES + code)
    if code == _DELETE:
        return _DELETE_PICTURE
    if character in _JOINERS or unicodedata.category(character) == "Zs":
        return character
    return f"⟨U+{code:04X}⟩"


def shown(text: object) -> Markup:
    """Somebody's words in a page: escaped, and isolated from the direction of what is around."""
    return Markup(f"<bdi>{escape(plain(str(text)))}</bdi>")  # noqa: S704 - escaped right here
