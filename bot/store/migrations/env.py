"""Alembic's entry: migrate the connection that bot.store.migrate opened."""

from alembic import context

from bot.store import all_tables  # noqa: F401 the schema knows a table once its module is imported
from bot.store.schema import metadata

# SQLite can undo a failed migration too, now that our connections begin transactions themselves.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
