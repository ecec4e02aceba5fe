"""How the words of tables are compared: case, accents and punctuation do not count."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# The stroke that lengthens Arabic words is no letter; a dot closes up an abbreviation.
_SIGNS = str.maketrans({".": "", "&": " and ", "ʼ": " ", "ـ": "", "ı": "i"})
_NOT_WORD = re.compile(r"[\W_]+")

# Whole cells that say that nothing is known, in the languages that registers are kept in.
_UNSTATED = """
    unknown | unk | not known | not stated | not available | n a | na | none | nil | null | zzz
    other | others | various | undetermined | unidentified | not identified | unbranded | no make
    no maker | no brand | no model | no caliber | no calibre | misc | tbd | xxx | x | generic
    indeterminado | indeterminada | ignorado | ignorada | outro | outra | outros | outras
    outros calibres | outras marcas | diversos | diversas | desconhecido | desconhecida
    s marca | s modelo | s calibre | s numero | não possui | não tem | não possui marca | importada
    prejudicado | prejudicada | n i | s i | n d | nd | ni | n c | s m | s n | sn
    sem país | sem marca | sem modelo | sem calibre | sem informação | sem informações | vazio
    desconocido | desconocida | sin datos | se ignora | se desconoce | no aplica | otro | otros
    sin marca | sin país | sin modelo | sin calibre | sin información | otra | otras | s d | varios
    inconnu | inconnue | inconnus | indéterminé | indéterminée | autre | autres | sans marque
    néant | sans modèle | sans calibre | divers | nc | n c
    неизвестно | неизвестен | неизвестна | неизвестный | нет | нет данных | не указано | не известно
    не установлено | не установлен | отсутствует | прочие | другое
    غير معروف | غير معروفة | مجهول | مجهولة | لا يوجد | غير محدد | بدون | أخرى
    bilinmiyor | unbekannt | keine angabe | sconosciuto | sconosciuta | onbekend | nieznany
"""
# What follows such a beginning says in a sentence that nothing is known.
_NOT = r"(?:nao|no|not|non|sem|sin|sans|without|ne)"
_KNOWN = (
    r"(?:foi |se |was |a ete )?(?:identif|inform|const|aparent|defin|determin|especif|localiz"
    r"|visiv|visual|legiv|legib|registr|record|specif|provid|precis|renseign|mention|indica"
    r"|disponi|dispon|avail|aplic|applic|cadastr|encontr|found|conhec|conoc|marca|marking)"
)
_FIELD = re.compile(
    r"(?:marca|modelo|calibre|fabricante|tipo|maker|make|model|numero|pais|arma)s? "
)
_SAYS_NOTHING = re.compile(
    rf"(?:(?:marca|modelo|calibre|maker|make|model|pais|tipo|fabricante) )?{_NOT} {_KNOWN}\w*"
    r"(?: (?:e |ou |or |y |et )?\w+)?"
)


def fold(text: str) -> str:
    """The text as single words in small letters, without accents, for looking up in a table."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return _NOT_WORD.sub(" ", plain).strip()


UNSTATED = frozenset(fold(word) for line in _UNSTATED.splitlines() for word in line.split("|"))


# Words of registers that are never a maker's name with a letter wrong.
ORDINARY = frozenset(
    fold(
        """
        pistol pistola pistolet revolver fuzil rifle carbine carabina shotgun espingarda arma armas
        arms weapon weapons firearm firearms marca modelo model serial numero number calibre caliber
        magnum special especial custom arsenal import export industria industries company brasil
        brazil brazilian turkey turquia china russia belgica espanha italia argentina eagle hunter
        tactical defender police military army standard classic sport sporting target combat
        compact commander government master victor royal union imperial continental national
        international american european western eastern northern southern general republic
        nacional federal state legal native grand power premier stainless silver black white
        barrel barreled single double action caseira artesanal fabricacao caneta
        """
    ).split()
)


@lru_cache(maxsize=16384)
def is_stated(text: str) -> bool:
    """Whether a cell says anything: it is neither empty nor a way to say `unknown`."""
    folded = fold(text)
    if folded in UNSTATED or _SAYS_NOTHING.fullmatch(folded):
        return False
    return _FIELD.sub("", folded, count=1) not in UNSTATED


def read_table(text: str, columns: int) -> Iterator[tuple[str, ...]]:
    """The rows of a table written as text: cells stand two spaces apart, `-` is an empty cell.

    A line that starts with `|` goes on with the last cell of the line before; `#` starts a remark.
    """
    lines = [line for raw in text.splitlines() if (line := raw.partition("#")[0].strip())]
    for line in re.sub(r"\n\|", " |", "\n".join(lines)).splitlines():
        cells = tuple("" if cell == "-" else cell for cell in re.split(r"\s{2,}", line))
        if len(cells) != columns:
            raise ValueError(f"{len(cells)} cells instead of {columns}: {line}")
        yield cells


def alternatives(cell: str) -> tuple[str, ...]:
    """The alternatives of a cell, which bars separate."""
    return tuple(word.strip() for word in cell.split("|") if word.strip())
