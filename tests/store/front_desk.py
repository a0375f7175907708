"""What the tests of the front desk's tables begin with: somebody of the staff, and cases of every kind."""

from bot.store.contacts import save_contact
from bot.store.conversations import open_conversation
from bot.store.results import save_result
from bot.store.staff import add_staff
from bot.store.turns import StoredTurns


class Clinic:
    """A database with staff, which cases come to."""

    def __init__(self, database, clock):
        self.database = database
        self.clock = clock

    def hire(self, login="rita", role="reception"):
        with self.database.session() as session:
            return add_staff(session, login, login.title(), role, "no password")

    def comes(self, channel="web"):
        with self.database.session() as session:
            return open_conversation(session, channel, "en-US", self.clock)

    def result(self, conversation, tier="T4", professional="physical_therapist", rule="P24"):
        outcome = {"T0": "emergency", "T1": "same_day"}.get(tier, "recommendation")
        named = None if tier in ("T0", "T1") else professional
        body = {"tier": tier, "outcome": outcome, "professional": named, "rule": rule}
        with self.database.session() as session:
            return save_result(session, conversation, body, self.clock)

    def screened(self, tier="T4", channel="web", **result):
        conversation = self.comes(channel)
        self.result(conversation, tier, **result)
        return conversation

    def leaves(self, conversation, name="Ana Sample", reach="555 010 1234"):
        with self.database.session() as session:
            save_contact(session, conversation, name, reach, self.clock)

    def says(self, conversation, assessed=True, turn="t1"):
        log = StoredTurns(self.database, clock=self.clock)
        log.claim(conversation, turn, "my knee hurts")
        log.finish(conversation, turn, None, [], "asking", assessed)
