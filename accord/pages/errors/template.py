"""One sentence of the source with numbered gaps, {0} {1}, for what is only known later."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_GAP: Final = re.compile(r"\{([0-9])\}")


@dataclass(frozen=True, slots=True)
class Template:
    """The sentence, and its literal pieces: before, between and after the gaps."""

    text: str
    pieces: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> "Template":
        """The template; its gaps are numbered in the order in which they stand."""
        return cls(text, tuple(_GAP.split(text)[::2]))

    @property
    def weight(self) -> int:
        """How much of it is literal: of two that fit, the heavier says more."""
        return sum(map(len, self.pieces))

    def match(self, said: str) -> tuple[str, ...] | None:
        """What fills the gaps; None where it is another sentence. Linear in the text's length."""
        first, *rest = self.pieces
        if not rest:
            return () if said == first else None
        *between, last = rest
        end = len(said) - len(last)
        if not said.startswith(first) or not said.endswith(last) or end < len(first):
            return None
        found, place = [], len(first)
        for piece in between:
            # An empty piece stands between two gaps: the first of them takes nothing.
            here = said.find(piece, place, end)
            if here < 0:
                return None
            found.append(said[place:here])
            place = here + len(piece)
        return (*found, said[place:end])


def fill(text: str, values: Sequence[str]) -> str:
    """A translated template with its gaps filled; a translation may have them in any order."""
    return _GAP.sub(lambda gap: values[int(gap[1])] if int(gap[1]) < len(values) else "", text)
