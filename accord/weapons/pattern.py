"""Numbers that were read in part: `?` one unknown character, `*` a run, `[AB]` alternatives."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from accord.errors import FormatError
from accord.weapons.normal import normal_forms

MAX_LENGTH = 128  # characters of a pattern, and of a text that can match one
_ANY = frozenset[str]()  # the empty set of alternatives stands for any character


@dataclass(frozen=True)
class Pattern:
    """A partly read number; compares N2 forms, so separators and case do not count.

    Each position holds the characters that may stand there; none means any. A run of unknown
    length is a gap: gaps hold the positions before which one may stand.
    """

    positions: tuple[frozenset[str], ...]
    gaps: frozenset[int]

    @classmethod
    def parse(cls, text: str) -> "Pattern":
        """Reads a transcription such as `16?5*[AB]`.

        Raises:
            FormatError: it is too long, or a bracket is empty, nested or not closed.
        """
        if len(text) > MAX_LENGTH:
            raise FormatError("pattern.too_long", f"shorten the mark to {MAX_LENGTH} characters")
        positions: list[frozenset[str]] = []
        gaps: set[int] = set()
        literal, rest = "", text
        while rest:
            char, rest = rest[0], rest[1:]
            if char not in "?*[]":
                literal += char
                continue
            positions += [frozenset(one) for one in normal_forms(literal).n2]
            literal = ""
            if char == "?":
                positions.append(_ANY)
            elif char == "*":
                gaps.add(len(positions))
            else:
                inside, closed, rest = rest.partition("]")
                choices = normal_forms(inside).n2
                if char == "]" or not closed or not choices or "[" in inside:
                    raise FormatError(
                        "pattern.bracket", "write alternatives as [AB], closed and not nested"
                    )
                positions.append(frozenset(choices))
        positions += [frozenset(one) for one in normal_forms(literal).n2]
        return cls(tuple(positions), frozenset(gaps))

    @property
    def known(self) -> int:
        """How many characters were read."""
        return sum(1 for choices in self.positions if len(choices) == 1)

    @cached_property
    def text(self) -> str:
        """The pattern as a transcription that `parse` reads back."""
        written = ["*" * (i in self.gaps) + _written(one) for i, one in enumerate(self.positions)]
        return "".join(written) + "*" * (len(self.positions) in self.gaps)

    def matches(self, n2: str) -> bool:
        """Whether a whole number can be this one; linear in its length."""
        if len(n2) > MAX_LENGTH:
            return False
        # Bit i of `reached` says that the first i positions can account for the text so far.
        reached = 1
        for char in n2:
            advancing = reached & self._accepting.get(char, self._accepting_any)
            reached = advancing << 1 | reached & self._waiting
            if not reached:
                return False
        return bool(reached >> len(self.positions) & 1)

    def overlaps(self, other: "Pattern") -> bool:
        """Whether one number can be both."""
        mine, theirs = self.positions, other.positions
        later = [False] * (len(theirs) + 1)
        for i in range(len(mine), -1, -1):
            here = [False] * (len(theirs) + 1)
            for j in range(len(theirs), -1, -1):
                ended = i == len(mine) and j == len(theirs)
                step = (
                    i < len(mine)
                    and j < len(theirs)
                    and later[j + 1]
                    and _agree(mine[i], theirs[j])
                )
                i_waits = i in self.gaps and j < len(theirs) and here[j + 1]
                j_waits = j in other.gaps and i < len(mine) and later[j]
                here[j] = ended or step or i_waits or j_waits
            later = here
        return later[0]

    @cached_property
    def _accepting(self) -> Mapping[str, int]:
        masks = dict.fromkeys("".join(chain.from_iterable(self.positions)), self._accepting_any)
        for i, choices in enumerate(self.positions):
            for char in choices:
                masks[char] |= 1 << i
        return masks

    @cached_property
    def _accepting_any(self) -> int:
        return sum(1 << i for i, choices in enumerate(self.positions) if not choices)

    @cached_property
    def _waiting(self) -> int:
        return sum(1 << i for i in self.gaps)


def _written(choices: frozenset[str]) -> str:
    if not choices:
        return "?"
    return "".join(choices) if len(choices) == 1 else f"[{''.join(sorted(choices))}]"


def _agree(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some or not others or not some.isdisjoint(others)
