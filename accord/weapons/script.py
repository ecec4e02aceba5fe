"""Other scripts in Latin letters, only to look names up; display text is never folded."""

import unicodedata

_CYRILLIC = (
    "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х h ц ts"
    " ч ch ш sh щ sh ы y э e ю yu я ya і i ї i є e ґ g ђ dj ћ c љ lj њ nj џ dz ј j"
)
_GREEK = (
    "α a β b γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch"
    " ψ ps ω o"
)
# Short vowels are not written: a name comes out as its consonants and long vowels.
_ARABIC = (
    "ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ك k"
    " ل l م m ن n ه h و o ي i ى a ة a پ p چ ch ژ zh گ g ک k ی i"
)
_PAIRS = f"{_CYRILLIC} {_GREEK} {_ARABIC}".split()
_LATIN = str.maketrans(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)) | {"ъ": "", "ь": ""})


def romanised(text: str) -> str:
    """The text with Cyrillic, Greek and Arabic letters written in Latin ones."""
    decomposed = unicodedata.normalize("NFKC", text).casefold()
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return plain.translate(_LATIN)


def western_digits(text: str) -> str:
    """The text with the digits of every script as 0 to 9."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
