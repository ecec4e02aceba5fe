"""Scores adapters for the command line, and keeps the signed cards."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from accord.adapter import Adapter, Query, RegistryRecord
from accord.errors import BadData
from accord.testing.adapter_hostile import weapon
from accord.testing.scorecard import (
    Outcome,
    Result,
    card,
    card_key,
    load_key,
    make_key,
    score,
    sign_card,
)

_SAMPLE = 20  # weapons that a register is asked for again
_SIGNER = "scorecard"


class Card(NamedTuple):
    """One register's results, and the text that is signed."""

    results: tuple[Result, ...]
    text: str

    @property
    def passed(self) -> bool:
        """Whether nothing failed."""
        return all(one.outcome is not Outcome.FAILED for one in self.results)


@runtime_checkable
class Sampled(Protocol):
    """An adapter that can show some of its records."""

    def sample(self, limit: int) -> Sequence[RegistryRecord]:
        """Searchable records, at most so many.

        Raises:
            AdapterError: they cannot be read.
        """
        ...


def scored(adapter: Adapter, register: str, serials: Sequence[str]) -> Card:
    """The score of an adapter, over weapons that it is known to hold; closes it."""
    known = list(adapter.sample(_SAMPLE)) if isinstance(adapter, Sampled) else []
    for serial in serials:
        known += adapter.find(Query(firearm=weapon(serial), limit=_SAMPLE))
    results = tuple(score(adapter, known))
    at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Card(results, card(register, at, results))


def write_cards(path: Path, texts: Sequence[str], key_file: Path) -> None:
    """Writes the cards as one signed note (C2SP signed-note), with its key beside it.

    Raises:
        BadData: a file cannot be read or written.
        FormatError: the key file holds no key.
    """
    try:
        if not key_file.exists():
            descriptor = os.open(key_file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(make_key(os.urandom))
        key = load_key(key_file.read_bytes())
        path.write_bytes(sign_card("\n".join(texts), _SIGNER, key))
        path.with_name(f"{path.name}.key").write_text(f"{card_key(_SIGNER, key).text}\n", "utf-8")
    except OSError as error:
        raise BadData(
            "scorecard.unwritable", f"cannot write {error.filename}: {error.strerror}"
        ) from error
