"""How a calibre is written: units, signs and abbreviations, and what a spreadsheet makes of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from accord.weapons.script import western_digits

_SIGNS = str.maketrans(
    {"×": "x", "х": "x", "✕": "x", "*": "x", "·": ".", "٫": ".", "_": " ", "´": " ", "'": " ",
     "-": "-", "–": "-", "”": " ", '"': " "}
)  # fmt: skip
_UNITS = (
    r"mm|m\.m|мм|ملم|مم|millimeters?|millimetres?|milímetros?|milimetros?|millimètres?|миллиметр\w*"
)
_MILLIMETRES = re.compile(rf"(?<=[0-9 ])(?:{_UNITS})(?![a-zа-я])\.?|(?<=[0-9])m$")
_CROSS = re.compile(r"(?<=[0-9])\s*(?:mm)?\s*x\s*(?=[0-9])")
_RIM = re.compile(r"(?<=[0-9]x[0-9]{2})\s*(?:mm)?\s*r\b")
_SIZE = re.compile(r"[0-9.]+x[0-9.]+r?")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9]),(?=[0-9])")
_INTEGER_AS_FLOAT = re.compile(r"(?<=[0-9])\.0+(?![0-9])")
_FRACTION = re.compile(
    r"0?\.([0-9]{1,3})(?: mm)?"
)  # spreadsheets make 0.4 of .40 and 0.635 of 6.35
_CALIBRE = re.compile(
    r"(?<![^\W\d_])(?:calibres?|calibers?|calibro|cal|kaliber|kal|калибра?|кал|çap|عيار)"
    r"(?![^\W\d_])[ .:]*|(?<=[0-9] )ca$"
)
_NOMINAL = re.compile(r"(?<![^\W\d_])(?:nominal|real|ponto)(?![^\W\d_])[ .:]*")
_GAUGE = re.compile(
    r"\.?(?:(4|8|10|12|14|16|20|24|28|32|36|410)[ -]?(?:ga|gauge|gage|g|bore)\b"
    r"|(10|12|16|20|24|28|32|36|410) ?[/x-] ?[5-9][0-9](?![0-9]))"
)
_GAUGE_FIRST = re.compile(r"(?:gauge|gage|ga)[ .:]*(4|8|10|12|14|16|20|24|28|32|36|410)\b")
# Spreadsheets read the gauge and chamber 12/70 as December 1970, and 7-62 as July 1962.
_AS_DATE = re.compile(r"(?:19|20)([0-9]{2})-(1[0-2]|0[1-9])-01(?:[ t]00:00(?::00)?(?:\.0+)?)?")
_DAY_FIRST = re.compile(r"0?1/(1[0-2]|0?[1-9])/(?:19|20)([0-9]{2})(?: 00:00(?::00)?)?")
_ANY_DATE = re.compile(r"\d{4}-\d\d-\d\d\b|\d{1,2}/\d{1,2}/\d{4}\b")
_MONTH_AND_YEAR = re.compile(r"(1[0-2])/19([5-9][0-9])")
_NAMED_MONTH = re.compile(r"(?:1[-/. ])?([^\W\d_]{3,4})\.?[-/. ](?:19)?([0-9]{2})")
_MONTHS = {
    name: number
    for number, names in (
        (5, "may mai mayo maio"),
        (6, "jun juin"),
        (7, "jul juil"),
        (9, "sep set sept"),
        (10, "oct out okt"),
        (11, "nov"),
        (12, "dec dez dic déc"),
    )
    for name in names.split()
}
_ABBREVIATIONS = {
    "rem": "remington",
    "win": "winchester",
    "winch": "winchester",
    "mag": "magnum",
    "mgn": "magnum",
    "magn": "magnum",
    "spl": "special",
    "spc": "special",
    "spcl": "special",
    "spec": "special",
    "spl.": "special",
    "esp": "special",
    "espec": "special",
    "especial": "special",
    "spéciale": "special",
    "sport": "special",
    "lugar": "luger",
    "automatic": "auto",
    "automática": "auto",
    "parabelum": "parabellum",
    "parabélum": "parabellum",
    "parabelun": "parabellum",
    "browing": "browning",
    "makarow": "makarov",
}
_GLUED = re.compile(r"(?<=[0-9])(?=[a-wyz])")  # 380acp
_UNMISTAKABLE = frozenset({"380", "357"})  # numbers that name a calibre even without a unit
_IN_MODEL = re.compile(r"[a-z]{1,4}(380|357)")
_CALIBRE_FOLLOWS = "¤"  # stands for a word for `calibre` while words are counted
_MOST_WORDS = 5  # of a calibre's name
_MOST_TOKENS = 60


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of a text that can be a calibre's name."""

    text: str
    is_sure: bool  # more than a bare number
    weight: int


def plain(text: str) -> str:
    """Small letters, Latin signs, decimal points, sizes closed up: `9 x 19 мм` is `9x19 mm`."""
    folded = unicodedata.normalize("NFKC", western_digits(text)).casefold()
    folded = _BETWEEN_DIGITS.sub(".", folded.translate(_SIGNS).strip())
    folded = _INTEGER_AS_FLOAT.sub("", folded)
    folded = _RIM.sub("r", _CROSS.sub("x", folded))
    folded = _MILLIMETRES.sub(" mm", folded)
    return _NOMINAL.sub("", _CALIBRE.sub(_CALIBRE_FOLLOWS + " ", folded)).strip()


def repaired(text: str) -> Iterator[tuple[str, str]]:
    """What a clerk may have typed before a spreadsheet took it for a date or a fraction."""
    text = _without_marker(text)
    if fraction := _FRACTION.fullmatch(text):
        digits = fraction[1]
        for guess in ("." + digits.ljust(2, "0"), digits, digits[:1] + "." + digits[1:]):
            yield guess, ", past the spreadsheet that made a fraction of it"
    month = year = ""
    if found := _AS_DATE.fullmatch(text):
        year, month = found[1], str(int(found[2]))
    elif found := _DAY_FIRST.fullmatch(text):
        month, year = str(int(found[1])), found[2]
    elif found := _MONTH_AND_YEAR.fullmatch(text):
        month, year = found[1], found[2]
    elif (found := _NAMED_MONTH.fullmatch(text)) and found[1] in _MONTHS:
        month, year = str(_MONTHS[found[1]]), found[2]
    if month:
        guess = f"{month}/{year}" if as_gauge(f"{month}/{year}") else f"{month}.{year} mm"
        yield guess, ", past the spreadsheet that made a date of it"


def is_date(text: str) -> bool:
    """Whether a spreadsheet made a date of the whole text, or the clerk meant one."""
    return _ANY_DATE.match(text) is not None


def as_gauge(text: str) -> str | None:
    """The gauge that a part of a text begins with, if its unit or its chamber says so."""
    part = _without_marker(text)
    found = _GAUGE.match(part) or _GAUGE_FIRST.match(part)
    if found is None:
        return None
    number = next(filter(None, found.groups()))
    return "36ga" if number in ("410", "36") else f"{number}ga"


def sizes(text: str) -> list[str]:
    """Every bore and case length in a text, such as `9x19`."""
    return _SIZE.findall(text)


def spellings(part: str) -> Iterator[str]:
    """The ways to look a name up: as it is, without millimetres, and without its first dot."""
    for written in dict.fromkeys((part, _GLUED.sub(" ", part))):
        words = " ".join(_words(_without_marker(written)))
        short = " ".join(word for word in words.split() if word != "mm")
        yield from (words, short, words.removeprefix("."), short.removeprefix("."))
        yield words.removeprefix("0.")


def chunks(text: str) -> Iterator[Chunk]:
    """Every run of words that holds a number, longer ones with more weight; none of a date."""
    if is_date(text):
        return
    words = _words(text)[:_MOST_TOKENS]
    for start in range(len(words)):
        if words[start] == _CALIBRE_FOLLOWS:
            continue
        for length in range(1, min(_MOST_WORDS, len(words) - start) + 1):
            run = words[start : start + length]
            if run[-1] == _CALIBRE_FOLLOWS:
                break
            if not any(char.isdigit() for word in run for char in word):
                continue
            around = words[max(0, start - 1) : start] + words[start + length : start + length + 1]
            said = _CALIBRE_FOLLOWS in around
            joined = _after_letters(" ".join(run))
            bare = joined.isdigit() and joined not in _UNMISTAKABLE
            yield Chunk(joined, said or not bare, 2 * length + said + (not bare))


def _after_letters(word: str) -> str:
    """The calibre that makers write at the end of a model's name: LCP380."""
    found = _IN_MODEL.fullmatch(word)
    return found[1] if found else word


def _without_marker(text: str) -> str:
    return text.replace(_CALIBRE_FOLLOWS, "").strip()


def _words(text: str) -> list[str]:
    # Abbreviations lose their dots; a dot before a number is part of it.
    undotted = re.sub(r"(?<![0-9 ¤])\.|\.(?![0-9])", " ", " " + text)
    written = re.sub(r"[^\w.&¤]+", " ", re.sub(r"\s*&\s*", "&", undotted)).split()
    return [_ABBREVIATIONS.get(word, word) for word in written]
