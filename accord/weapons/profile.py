"""The matching profile: one version for every table and rule that identification rests on.

A result that carries the version can be explained later, by the tables that gave it.
"""

import hashlib
from collections.abc import Mapping
from types import MappingProxyType

from accord.weapons import (
    calibre_table,
    countries,
    kind_table,
    maker_table,
    models,
    reading_words,
    words,
)

EDITION = "2026.11.24"  # when tables or rules last changed; a second change of a day adds a letter

# Each table by its name, as its module holds it.
TABLES: Mapping[str, str] = MappingProxyType(
    {
        "makers": maker_table.MANUFACTURERS,
        "arsenals": maker_table.ARSENALS,
        "importers": maker_table.IMPORTERS,
        "designs": maker_table.DESIGNS,
        "factory codes": maker_table.FACTORY_CODES,
        "models": models.MODELS,
        "cartridges": calibre_table.CARTRIDGES,
        "families": calibre_table.FAMILIES,
        "kinds": kind_table.KINDS,
        "origins": kind_table.ORIGINS,
        "actions": kind_table.ACTIONS,
        "countries": repr(sorted(countries.OTHER_NAMES.items())),
        "demonyms": repr(sorted(countries.DEMONYMS.items())),
        "remarks": reading_words.REMARK_TABLE,
        "positions": reading_words.POSITION_TABLE,
        "mark kinds": reading_words.KIND_TABLE,
        "unstated": " ".join(sorted(words.UNSTATED)),
    }
)


def digest_of(tables: Mapping[str, str]) -> str:
    """A short digest of tables; spacing does not count, any other change does."""
    digest = hashlib.sha256()
    for name, table in sorted(tables.items()):
        digest.update(f"{name}\n{' '.join(table.split())}\n".encode())
    return digest.hexdigest()[:12]


VERSION = f"accord-matching-{EDITION}-{digest_of(TABLES)}"
