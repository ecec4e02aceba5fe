"""Brings a database to the schema this release knows, and refuses one from a newer release."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from accord.errors import FormatError
from node.store.engine import Store

_SCRIPTS = Path(__file__).parent / "migrations"


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    return config


def newest_revision() -> str:
    """The schema revision that this release writes."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    if head is None:
        raise RuntimeError("this installation holds no migrations")
    return head


def migrate(store: Store) -> None:
    """Runs the missing migrations, all in one transaction.

    Raises:
        FormatError: the database was written by a newer release.
    """
    config = _config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    with store.begin() as tx:
        current = MigrationContext.configure(tx).get_current_revision()
        if current is not None and current not in known:
            raise FormatError(
                "store.schema_newer",
                f"the database has schema {current}, which this release does not know; "
                "start the newer release, or restore the copy made before it ran",
            )
        config.attributes["connection"] = tx
        command.upgrade(config, "head")
