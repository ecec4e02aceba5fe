"""How the words of tables are compared: case, accents and punctuation do not count."""

import re
import unicodedata
from collections.abc import Iterator

_SIGNS = str.maketrans({".": "", "&": " and ", "ʼ": " "})
_NOT_WORD = re.compile(r"[\W_]+")

# Whole cells that say that nothing is known, in the languages that registers are kept in.
_UNSTATED = """
    unknown | unk | not known | not stated | not available | n a | na | none | nil | null | zzz
    other | others | various | undetermined | unidentified | not identified | unbranded | no make
    indeterminado | indeterminada | não identificado | não identificada | ignorado | ignorada
    outro | outra | outros | outras | outros calibres | diversos | desconhecido | desconhecida
    não informado | não informada | não consta | não aparente | não especificado | prejudicado
    sem país | sem marca | sem modelo | sem calibre
    desconocido | desconocida | no identificado | no identificada | no consta | sin datos
    sin marca | sin país | sin modelo | sin calibre
    inconnu | inconnue | indéterminé | indéterminée | non identifié | non identifiée | non précisé
    autre | autres | sans marque | néant
    неизвестно | нет данных | غير معروف
"""


def fold(text: str) -> str:
    """The text as single words in small letters, without accents, for looking up in a table."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    plain = "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()
    return _NOT_WORD.sub(" ", plain).strip()


UNSTATED = frozenset(fold(word) for line in _UNSTATED.splitlines() for word in line.split("|"))


def is_stated(text: str) -> bool:
    """Whether a cell says anything: it is neither empty nor a word for `unknown`."""
    return fold(text) not in UNSTATED


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
