"""References that a member gives to its own notices and hits, unique across the region.

They begin with the member's id, so that a reference alone says who may change what it names.
"""

import re
from typing import Final

from accord.errors import PolicyError

_SHAPE: Final = re.compile(r"[A-Z]{2,8}(-[0-9A-Z]+)+")
_LONGEST: Final = 32  # characters


def is_reference(text: str) -> bool:
    """Whether a text has the shape of a reference: XA-N-2026-00001."""
    return len(text) <= _LONGEST and _SHAPE.fullmatch(text) is not None


def insist_own(text: str, member: str) -> None:
    """Passes where the reference is one of this member's.

    Raises:
        PolicyError: `reference.not_owner`.
    """
    if not (is_reference(text) and text.startswith(f"{member}-")):
        raise PolicyError(
            "reference.not_owner", "the reference is not the sender's: only its owner may change it"
        )
