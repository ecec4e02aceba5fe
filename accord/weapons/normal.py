"""Normal forms of a number: computed by whoever searches, never sent instead of the raw text.

N0  raw text, Unicode NFC
N1  compatibility form, upper case, look-alike letters and native digits as Latin and ASCII
N2  N1 without spaces, punctuation and labels such as "No." or "S/N"
N3  N2 with confusable characters as one: O Q D 0, I L | 1, Z 2, S 5, G 6, B 8
N4  N2 without letters between digits; prefix and suffix letters count
N5  digits only
N6  variants: without leading zeros, a dealer's prefix, or a year
"""

import re
import string
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Capitals of other scripts, and a bar, that are drawn like Latin ones.
_LOOK_ALIKE = str.maketrans(
    "АВЕКМНОРСТХУЅІЈԚԜΑΒΕΖΗΙΚΜΝΟΡΤΥΧ|",
    "ABEKMHOPCTXYSIJQWABEZHIKMNOPTYXI",
)
_CONFUSABLE = str.maketrans("OQDILZSGB", "000112568")
_CONFUSABLE_ASCII = bytes.maketrans(b"OQDILZSGB", b"000112568")

# A label needs its punctuation: NO123 may be a prefix and a number.
_NUMERO = re.compile(r"№|\b[Nn][º°]|\bN[or]\b(?=[\s.:]*\d)")
_LABEL = re.compile(r"\s*(?:#|S/N|(?:SN|NO|NR)[.:]|SERIAL(?:\s+(?:NO|NR|NUMBER))?[\s.:#])[\s.:#]*")

_NOT_ASCII_WORD = re.compile(r"[^0-9A-Z]+")
_NOT_DIGIT = re.compile(r"[^0-9]+")
_INNER_LETTERS = re.compile(r"(?<=[0-9])[^0-9]+(?=[0-9])")
_LEADING_ZEROS = re.compile(r"([^0-9]*)0+(?=[0-9])")
_DEALER_PREFIX = re.compile(r"[0-9]{8}-(.+)", re.DOTALL)  # the digits of a United States licence
_YEAR_FIRST = re.compile(r"(?:19|20)?[0-9]{2}[-/](.+)", re.DOTALL)
_YEAR_LAST = re.compile(r"(.+)[-/](?:19|20)?[0-9]{2}", re.DOTALL)
_SHORTEST_VARIANT = 3


class NormalForms(NamedTuple):  # made for every mark of a register, and a tuple is made soonest
    """The forms of one text; N6 starts with the number without leading zeros."""

    n0: str
    n1: str
    n2: str
    n3: str
    n4: str
    n5: str
    n6: tuple[str, ...]
    script_folded: bool  # a look-alike letter or a native digit was replaced


@lru_cache(maxsize=8192)  # what is asked for is what is found
def normal_forms(text: str) -> NormalForms:
    """Every normal form of a text, whatever it holds."""
    if text.isascii() and text.isalnum():
        return _plain_forms(text)
    n1, script_folded = _fold_script(text)
    n2 = _compact(n1)
    return NormalForms(
        n0=unicodedata.normalize("NFC", text),
        n1=n1,
        n2=n2,
        n3=n2.translate(_CONFUSABLE),
        n4=_INNER_LETTERS.sub("", n2),
        n5=_NOT_DIGIT.sub("", n2),
        n6=_variants(n1, n2),
        script_folded=script_folded,
    )


def _plain_forms(text: str) -> NormalForms:
    """The forms of ASCII letters and digits alone, as most numbers are: the same, sooner."""
    number = text.upper()
    n3 = n4 = n5 = number
    if not number.isdigit():
        n3 = number.encode("ascii").translate(_CONFUSABLE_ASCII).decode("ascii")
        n5 = number.strip(string.ascii_uppercase)
        if not n5.isdigit():
            n4 = _INNER_LETTERS.sub("", number)
            n5 = _NOT_DIGIT.sub("", n5)
    n6 = (_without_leading_zeros(number) if n5.startswith("0") else number,)
    # By position, which takes half the time.
    return NormalForms(text, number, number, n3, n4, n5, n6, False)


def is_unknown(n2: str) -> bool:
    """Whether a number says only that there is none: nothing, zeros, or one letter repeated."""
    return not n2 or (n2[0] not in "123456789" and n2.count(n2[0]) == len(n2))


def _fold_script(text: str) -> tuple[str, bool]:
    text = _NUMERO.sub("#", text)
    if text.isascii():
        return text.upper().replace("|", "I"), "|" in text
    upper = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).upper())
    latin = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in upper.translate(_LOOK_ALIKE)
    )
    return _NUMERO.sub("#", latin), latin != upper


def _compact(n1: str) -> str:
    label = _LABEL.match(n1)
    text = n1[label.end() :] if label else n1
    if text.isascii():
        return _NOT_ASCII_WORD.sub("", text)
    # Dropping a symbol can bring together what Unicode writes as one character.
    kept = unicodedata.normalize("NFKC", "".join(char for char in text if char.isalnum()))
    return "".join(char for char in kept if char.isalnum())


def _variants(n1: str, n2: str) -> tuple[str, ...]:
    variants = [_without_leading_zeros(n2)]
    for shape in (_DEALER_PREFIX, _YEAR_FIRST, _YEAR_LAST):
        if found := shape.fullmatch(n1.strip()):
            shorter = _compact(found[1])
            if len(shorter) >= _SHORTEST_VARIANT:
                variants += [shorter, _without_leading_zeros(shorter)]
    return tuple(dict.fromkeys(variant for variant in variants if variant))


def _without_leading_zeros(number: str) -> str:
    zeros = _LEADING_ZEROS.match(number)
    return zeros[1] + number[zeros.end() :] if zeros else number
