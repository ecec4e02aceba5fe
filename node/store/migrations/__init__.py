"""Alembic's scripts; applied by `node.store.migrate`."""
