import importlib
import pkgutil

from accord import weapons
from accord.weapons.profile import EDITION, TABLES, VERSION, digest_of

# A table changed: give profile.EDITION today's date (or the next letter), and both values here.
PUBLISHED = ("2026.11.24", "e68289abaf46")


def test_a_changed_table_is_a_new_edition_of_the_profile() -> None:
    assert (EDITION, digest_of(TABLES)) == PUBLISHED
    assert f"accord-matching-{EDITION}-{digest_of(TABLES)}" == VERSION
    assert len(VERSION) <= 64


def test_any_change_of_any_table_changes_the_version_and_spacing_does_not() -> None:
    for name, table in TABLES.items():
        assert digest_of({**TABLES, name: f"{table} x"}) != digest_of(TABLES), name
        assert digest_of({**TABLES, name: f"\n{table}  "}) == digest_of(TABLES), name


def test_every_table_of_the_room_is_part_of_the_profile() -> None:
    known = " ".join(TABLES.values())
    for module in pkgutil.iter_modules(weapons.__path__):
        loaded = importlib.import_module(f"accord.weapons.{module.name}")
        for name, value in vars(loaded).items():
            if isinstance(value, str) and value.count("\n") > 8 and not name.startswith("__"):
                assert value in known or name in _INSIDE, f"{module.name}.{name}"


_INSIDE = {"_UNSTATED", "_OTHER_WORDS", "_DIGITS"}  # read into sets that are digested themselves
