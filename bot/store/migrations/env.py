"""Alembic's entry: migrate the connection that bot.store.migrate opened."""

from alembic import context

from bot.store import (
    alerts,
    audit,
    case_work,
    cases,
    clinic_versions,
    contact_attempts,
    contacts,
    messages,
    overrides,
    presence,
    results,
    sign_in_attempts,
    sms_inbox,
    sms_links,
    sms_numbers,
    sms_outbox,
    staff,
    staff_sessions,
    tracker_events,
    turn_rows,
)
from bot.store.schema import metadata

# A table is known once its module is imported.
TABLES = (
    alerts,
    audit,
    case_work,
    cases,
    clinic_versions,
    contact_attempts,
    contacts,
    messages,
    overrides,
    presence,
    results,
    sign_in_attempts,
    sms_inbox,
    sms_links,
    sms_numbers,
    sms_outbox,
    staff,
    staff_sessions,
    tracker_events,
    turn_rows,
)

# SQLite can undo a failed migration too, now that our connections begin transactions themselves.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
