"""What the server stored, read from its database beside it."""

from sqlalchemy import func, select

from bot.server.stored_texts import StoredTexts
from bot.store.database import Database
from bot.store.results import results
from bot.store.sms_inbox import message_digest, sms_inbox
from bot.store.sms_numbers import NumberIds
from bot.store.sms_outbox import sms_outbox
from bot.store.turn_rows import turns
from bot.store.turns import StoredTurns

ON_THEIR_WAY = ("waiting", "sending")


class StoreView:
    """Reads only."""

    def __init__(self, folder, key):
        self.database = Database(f"sqlite:///{folder / 'network.db'}", key)
        self.ids, self.texts, self.turns = (
            NumberIds(key),
            StoredTexts(self.database, key),
            StoredTurns(self.database),
        )

    def number(self, phone):
        """The channel's state of a number."""
        return self.texts.number(self.ids.of(phone))

    def is_answered(self, sids):
        """Whether every one of these messages came in and was answered."""
        digests = [message_digest("twilio", sid) for sid in sids]
        with self.database.reading() as session:
            query = select(func.count()).where(
                sms_inbox.c.message_digest.in_(digests), sms_inbox.c.answered_at.is_not(None)
            )
            return session.execute(query).scalar_one() == len(sids)

    def outbox(self, phone):
        """The rows of texts to a phone, oldest first."""
        query = select(sms_outbox).where(sms_outbox.c.number_id == self.ids.of(phone))
        with self.database.reading() as session:
            return session.execute(query.order_by(sms_outbox.c.number)).mappings().all()

    def inbox(self, phone):
        """The rows of texts from a phone."""
        query = select(sms_inbox).where(sms_inbox.c.number_id == self.ids.of(phone))
        with self.database.reading() as session:
            return session.execute(query.order_by(sms_inbox.c.number)).mappings().all()

    def messages(self, conversation_id):
        """Everything said in a conversation."""
        return self.turns.messages(conversation_id, None)[0]

    def unfinished_turns(self, conversation_id):
        """How many turns of a conversation were begun and not ended."""
        left = (turns.c.conversation_id == conversation_id, turns.c.status != "finished")
        with self.database.reading() as session:
            return session.execute(select(func.count()).where(*left)).scalar_one()

    def outcome(self, conversation_id):
        """What a conversation came to: outcome, tier and professional of its latest result."""
        columns = (results.c.outcome, results.c.tier, results.c.professional)
        query = select(*columns).where(results.c.conversation_id == conversation_id)
        with self.database.reading() as session:
            row = session.execute(query.order_by(results.c.number.desc()).limit(1)).one_or_none()
        return None if row is None else tuple(row)
