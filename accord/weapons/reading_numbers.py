"""Cuts a serial number's cell into clauses, and finds the numbers in each."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from accord.weapons.codes import MarkPosition
from accord.weapons.numbers import is_partial
from accord.weapons.reading_remarks import position_in, positions_in, remarks_in
from accord.weapons.reading_words import DIGITS, OTHER_WORDS, WORD_STEMS
from accord.weapons.words import fold

_SHORTEST = 3  # characters of a number that stands among words
_LONGEST_AFFIX = 5  # letters of a separate prefix or suffix: "PCERJ 83", "KNA 42 D"
_VOWELS = frozenset("aeiou")
_FEWEST_SPELLED = 3  # digits written out that make a number

_ILLEGIBLE = r"ileg[ií]ve(?:l|is)|illegible|ilegible|illisible|unreadable|нечитаемо|не читается"
_MASKED: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"[\(\[](?:[0-9A-Za-z]|\?)[\)\]]"), "?"),  # one character in brackets is a guess
    (re.compile(rf"[\(\[](?:{_ILLEGIBLE})[\)\]]", re.IGNORECASE), "*"),
    (re.compile(r"(?<![a-zà-ÿ])x{2,}(?![a-zà-ÿ])|X{3,}"), lambda run: "?" * len(run[0])),
    (re.compile(r"(?<=[0-9])XX(?=[0-9]|\b)"), "??"),
    (re.compile(r"_|(?<=\w)#|(?<=[#?*])#|#(?=#)"), "?"),
    (re.compile(r"(?<=\w)(?:\.{2,}|…|-{2,})(?=\w|\s|$)|(?:\.{3,}|…)(?=[0-9A-Z])"), "*"),
)
_X_STANDS_FOR = re.compile(
    r"[,;(]\s*(?:onde\s+|where\s+|donde\s+)?([A-Z])\s+(?:represent|=|é um|stands)"
)
_SLASH = re.compile(r"/(?=\s|[^\W\d_]{4})|(?<=\s)/")  # between words; 655578/30218 keeps its own
_THOUSANDS = re.compile(r"(?<!\d)(\d{1,3}),(\d{3})(?![\d,])")
_GLUED_LABEL = re.compile(r"\b[Nn][º°](?=[^\W\d_]{4})")  # NºRASPADO
_RUN_OF_DIGITS = re.compile(r"\d+")
_CALIBRE = re.compile(
    r"\b(?:cal|calibre|caliber|calibro)\b[ .:]*\.?\d+(?:[.,x]\d+)*\s*(?:mm)?", re.IGNORECASE
)
_DATE = re.compile(r"\b\d{1,2}/\d{1,2}/\d{2,4}\b")
_BREAK = re.compile(r"[;\n]|,\s|\.(?=\s|/|$)|(?<=\))\s*(?=\w)|\s-\s")
_AND = re.compile(r"\s(?:e|and|y|et|и|und)\s+(?=\S)")  # parts two numbers, not two places
_WORD = re.compile(r"\w+")
# What says that a number follows; in a sentence, no other number is the serial number.
_SERIAL_LABEL = re.compile(
    r"(?:serial(?:\s*(?:number|num|no|nr|#))?|s/n|n[uú]mero\s+de\s+s[eé]rie|n[º°o]\.?\s+de\s+s[eé]rie"
    r"|num[eé]ro\s+de\s+s[eé]rie|s[eé]rie\s+n[º°o]|серийный\s+номер|зав\.?\s*№|seriennummer"
    r"|matricola|seri\s+no|الرقم\s+التسلسلي|رقم)(?:\s+(?:of|is|é|es|est|:))?[\s.:#]*(?=\S)",
    re.IGNORECASE,
)
_FEW_WORDS = 3  # beside the number, in a cell that is no sentence
_TOKEN = re.compile(r"[,;:()]|[^\s,;:()]+")
_EDGES = ".-/'\"´`=[]{}"
_LABEL = re.compile(r"^(?:n[º°]|№|s/n)[.:]*|^(?:n[o.r]|nro|sn)[.:]*$", re.IGNORECASE)
_MEASURE = re.compile(r"\d+(?:[.,]\d+)?(?:cm|mm|kg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a cell, the place that it stands in, and the words before it."""

    text: str
    position: MarkPosition
    lead: str
    is_spelled_out: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a cell that is about one thing."""

    text: str
    numbers: tuple[Number, ...]

    @property
    def positions(self) -> tuple[MarkPosition, ...]:
        """Every place that it names."""
        return positions_in(self.text)


@dataclass(frozen=True, slots=True)
class _Group:
    text: str
    start: int
    end: int


def prepared(text: str) -> str:
    """The cell with every sign for an unread character as `?` or `*`."""
    if found := _X_STANDS_FOR.search(text):
        head, letter = text[: found.start()], found[1]
        text = head.replace(letter, "?") + text[found.start() :]
    for shape, mask in _MASKED:
        text = shape.sub(mask, text)
    text = _THOUSANDS.sub(r"\1.\2", _GLUED_LABEL.sub(" ", _DATE.sub(" ", text)))
    if len(_RUN_OF_DIGITS.findall(text)) > 1:
        text = _CALIBRE.sub(" ", text)
    return _SLASH.sub(" ; ", text)


def spelled_out(number: Number) -> bool:
    """Whether the number was written in words."""
    return number.is_spelled_out


def clauses(text: str) -> list[Clause]:
    """The cell's clauses; a break inside a number is none."""
    if spelled := _spelled(text):
        return [Clause(text, (Number(spelled, MarkPosition.UNKNOWN, "", is_spelled_out=True),))]
    groups = _after_labels(text, _numbers(text))
    breaks = [*_BREAK.finditer(text), *_between_numbers(text, groups)]
    cuts = sorted(
        found.start()
        for found in breaks
        if not any(group.start < found.end() and found.start() < group.end for group in groups)
    )
    cuts = [0, *cuts, len(text)]
    pieces = [(start, end) for start, end in pairwise(cuts) if text[start:end].strip()]
    places = _places(text, groups)
    found_clauses = []
    for start, end in _joined(text, pieces, groups):
        inside = [group for group in groups if start <= group.start < end]
        found_clauses.append(
            Clause(
                text[start:end],
                tuple(
                    Number(group.text, places[group], _lead(text, group, groups))
                    for group in inside
                ),
            )
        )
    return found_clauses


def _between_numbers(text: str, groups: Sequence[_Group]) -> Iterator[re.Match[str]]:
    for before, after in pairwise(groups):
        if found := _AND.search(text, before.end, after.start):
            yield found
    for found in _AND.finditer(text):
        following = _WORD.match(text, found.end())
        if following and remarks_in(following[0]) and positions_in(text[found.end() :]):
            yield found


def _after_labels(text: str, groups: list[_Group]) -> list[_Group]:
    """In a sentence that names its serial number, only the numbers that it names so."""
    if len(groups) < 2 or len(_WORD.findall(text)) <= _FEW_WORDS:
        return groups
    ends = [found.end() for found in _SERIAL_LABEL.finditer(text)]
    named = [group for group in groups if any(0 <= group.start - end <= 1 for end in ends)]
    return named or groups


def _joined(
    text: str, pieces: Sequence[tuple[int, int]], groups: Sequence[_Group]
) -> list[tuple[int, int]]:
    """Clauses without a number of their own that name no other place stay with what they follow."""
    joined: list[tuple[int, int]] = []
    for start, end in pieces:
        has_number = any(start <= group.start < end for group in groups)
        says_more = bool(positions_in(text[start:end]) and remarks_in(text[start:end]))
        if joined and not has_number and not says_more:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _lead(text: str, group: _Group, groups: Sequence[_Group]) -> str:
    before = max((other.end for other in groups if other.end <= group.start), default=0)
    return text[before : group.start]


def _numbers(text: str) -> list[_Group]:
    groups = list(_groups(text))
    alone = len(groups) == 1 and not _other_words(text, groups[0])
    return [group for group in groups if _is_number(group.text, alone=alone)]


def _is_number(text: str, *, alone: bool) -> bool:
    shown = [char for char in text if char.isalnum()]
    if not any(char.isdigit() for char in shown) and not is_partial(text):
        return alone and len(shown) >= _SHORTEST and _is_no_word(text)
    return bool(shown) and (alone or len(text) >= _SHORTEST)


def _is_no_word(text: str) -> bool:
    """Whether letters without a digit can be a mark: joined by a hyphen, or without a vowel."""
    return "-" in text or (" " not in text and _VOWELS.isdisjoint(fold(text)))


def _other_words(text: str, group: _Group) -> bool:
    return any(char.isalnum() for char in text[: group.start] + text[group.end :])


def _groups(text: str) -> Iterator[_Group]:
    """Runs of tokens that look like one number, from the words around them."""
    tokens = list(_TOKEN.finditer(text))
    run: list[re.Match[str]] = []
    for i, token in enumerate(tokens):
        # "DO 151709" starts with a prefix, although "do" is a word.
        leads = i == 0 or (bool(run) and not any(_has_digit(part[0]) for part in run))
        number_follows = i + 1 < len(tokens) and _has_digit(tokens[i + 1][0])
        if _belongs(token[0], prefix=leads and number_follows):
            run.append(token)
        elif run:
            yield _join(run)
            run = []
    if run:
        yield _join(run)


def _join(run: Sequence[re.Match[str]]) -> _Group:
    text = " ".join(_bare(token[0]) for token in run)
    last = run[-1][0]
    return _Group(text, run[0].start(), run[-1].end() - len(last) + len(last.rstrip(_EDGES)))


def _belongs(token: str, *, prefix: bool) -> bool:
    """Whether a token is a number, a mask, or letters that stand before or after a number."""
    bare = _bare(token)
    folded = fold(bare)
    if not bare or _MEASURE.fullmatch(bare):
        return False
    letters = folded.replace(" ", "")
    if _has_digit(bare) or (is_partial(bare) and (not letters or bare.isupper())):
        return not letters.rstrip("0123456789").startswith(WORD_STEMS) or not letters.isalpha()
    if folded.startswith(WORD_STEMS):
        return False
    affix = bare.isupper() and letters.isalpha() and len(letters) <= _LONGEST_AFFIX
    return affix and (prefix or folded not in OTHER_WORDS)


def _bare(token: str) -> str:
    return _LABEL.sub("", token.strip(_EDGES), count=1).strip(_EDGES)


def _has_digit(token: str) -> bool:
    return any(char.isdigit() for char in token)


def _places(text: str, numbers: Sequence[_Group]) -> dict[_Group, MarkPosition]:
    """Where each number stands: said before it ("cano: 123") or after it ("123 (cano)")."""
    starts = [number.start for number in numbers]
    ends = [number.end for number in numbers]
    before = [text[i:j] for i, j in zip([0, *ends], starts, strict=False)]
    after = [text[i:j] for i, j in zip(ends, [*starts[1:], len(text)], strict=False)]
    before = [re.split(r"[.;]", words)[-1] for words in before]  # the clause that leads to it
    said_before = bool(before) and position_in(before[0]) is not MarkPosition.UNKNOWN
    places = before if said_before else after
    return {number: position_in(place) for number, place in zip(numbers, places, strict=True)}


def _spelled(text: str) -> str:
    """The number of a cell that holds only single letters and digits in words, or nothing."""
    words = [word for word in re.split(r"[^\w]+", text) if word]
    shown = "".join(DIGITS.get(fold(word), word if len(word) == 1 else " ") for word in words)
    said = sum(1 for word in words if fold(word) in DIGITS and len(word) > 1)
    return shown.upper() if said >= _FEWEST_SPELLED and " " not in shown else ""
