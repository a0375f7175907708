"""A queue with invented cases, and new cases that come in while somebody looks."""

from sqlalchemy import select

from bot.demo.fill import fill
from bot.settings import read_settings
from bot.store.clock import utc_now
from bot.store.conversations import conversations, erase_conversation
from bot.store.queue import read_queue
from bot.store.queue_filter import QueueFilter
from tests.store.front_desk import Clinic


class FilledDesk:
    """The invented cases of a running desk, by the name the person left."""

    def __init__(self, desk):
        self.desk = desk
        self.clinic = Clinic(desk.database, utc_now)
        # What other tests left, such as calls, would stand in this queue too.
        with desk.database.session() as session:
            left = select(conversations.c.id).where(conversations.c.erased_at.is_(None))
            for each in session.execute(left).scalars().all():
                erase_conversation(session, each)
        fill(read_settings(desk.chosen), desk.database)

    def comes_in(self, tier, name):
        """A case, as the chat leaves it when a conversation ends."""
        conversation = self.clinic.screened(tier, "demo_web")
        self.clinic.leaves(conversation, f"Demo {name}")
        return conversation

    def case_of(self, name):
        with self.desk.database.reading() as session:
            cases = read_queue(session, QueueFilter(statuses=()), utc_now()).cases
        return next(each for each in cases if each.contact and each.contact.name == name)

    def path_of(self, name):
        return f"/cases/{self.case_of(name).conversation_id}"
