"""How Alembic runs here: inside the one transaction that `node.store.migrate` opened."""

from alembic import context

from node.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=False,  # the caller's transaction spans all of them
)
context.run_migrations()
