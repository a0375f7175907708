"""What the audit says one member of staff did."""

from sqlalchemy import select

from bot.store.audit import audit


def audit_of(database, staff_id):
    """Actions and details, in their order."""
    with database.reading() as session:
        query = select(audit.c.action, audit.c.detail).where(audit.c.actor == staff_id).order_by(audit.c.id)
        return [tuple(line) for line in session.execute(query)]
