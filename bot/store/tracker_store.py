"""Rasa's trackers in our own database: encrypted, in order, and never silently lost.

Rasa's store answers a failed read with a blank tracker and a failed write with memory. This one
raises, so that the turn ends and the person hears the safety text. Its methods never await between
a check and a write: a turn that is cancelled stores all of its events or none.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.clock import Clock, utc_now
from bot.store.conversations import add_conversation, check_id, conversations, hold, touch
from bot.store.database import Database, database
from bot.store.errors import DamagedRecord, StaleTracker, StoreUnavailable
from bot.store.tracker_events import StoredEvents, append_events, read_events

# Where a tracker carries what the store knows of it: how many of its events are stored, and the
# number the next one must get. Rasa's tracker has no place of its own for that.
MARK = "_signpost_stored"


class SignpostTrackerStore(TrackerStore):
    """A tracker store for `endpoints.yml`, by its dotted path under `tracker_store: type`.

    It uses the database of the settings unless it is given one. Nothing else in the endpoint is
    read.
    """

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        store: Database | None = None,
        clock: Clock = utc_now,
        **kwargs: Any,
    ) -> None:
        """Open the store.

        Raises:
            StoreUnavailable: it cannot be opened, or an event broker is configured.
            SettingsError: a setting is missing or malformed.
        """
        if event_broker is not None:
            raise StoreUnavailable(
                "An event broker would carry what people say out of the encrypted store. "
                "Remove event_broker from endpoints.yml."
            )
        super().__init__(domain, event_broker)
        self._clock = clock
        try:
            self._database = store or database()
        except (AttributeError, ImportError) as error:
            # Rasa answers these two with a store in memory, where everything would be lost.
            raise StoreUnavailable(
                f"The database driver cannot be loaded ({type(error).__name__}). Install requirements.lock."
            ) from error

    async def get_or_create_tracker(
        self,
        sender_id: str,
        max_event_history: int | None = None,
        append_action_listen: bool = True,
    ) -> DialogueStateTracker:
        """The tracker of a conversation, new only when nothing is stored for it.

        `max_event_history` is not followed: Rasa would keep it for every later conversation, and a
        tracker without its first events cannot tell which ones are new.
        """
        return await super().get_or_create_tracker(sender_id, None, append_action_listen)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The tracker with the events since the last session start; None when there are none.

        Raises:
            StoreUnavailable: the events cannot be read, decrypted or replayed.
            MalformedInput: this cannot be the id of a conversation.
        """
        return self._retrieve(sender_id, all_sessions=False)

    async def retrieve_full_tracker(self, conversation_id: str) -> DialogueStateTracker | None:
        """The tracker with the events of all sessions; None when there are none.

        Raises:
            StoreUnavailable: the events cannot be read, decrypted or replayed.
            MalformedInput: this cannot be the id of a conversation.
        """
        return self._retrieve(conversation_id, all_sessions=True)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the new events of a tracker; for an erased conversation store nothing.

        Raises:
            StaleTracker: another turn was stored since this tracker was read.
            StoreUnavailable: the events cannot be stored.
        """
        with self._database.session() as session:
            conversation_id = tracker.sender_id
            now = self._clock()
            row = hold(session, conversation_id)
            if row is None:
                # Rasa's command line makes its own ids; ours exist before their first turn.
                add_conversation(session, conversation_id, "rasa", "en-US", now)
            elif row.erased_at is not None:
                return
            events = list(tracker.events)
            stored, next_seq = getattr(tracker, MARK, None) or _known_part(session, tracker)
            new = [event.as_dict() for event in events[stored:]]
            append_events(session, conversation_id, new, next_seq, now)
            touch(session, conversation_id, now)
        setattr(tracker, MARK, (len(events), next_seq + len(new)))

    async def keys(self) -> Iterable[str]:
        """The ids of all conversations that are not erased.

        Raises:
            StoreUnavailable: the database does not answer.
        """
        with self._database.reading() as session:
            query = select(conversations.c.id).where(conversations.c.erased_at.is_(None))
            return list(session.execute(query).scalars())

    def _retrieve(self, conversation_id: str, all_sessions: bool) -> DialogueStateTracker | None:
        check_id(conversation_id)
        with self._database.reading() as session:
            found = read_events(session, conversation_id, all_sessions)
        if not found.events:
            return None
        tracker = self._replay(conversation_id, found)
        setattr(tracker, MARK, (len(tracker.events), found.next_seq))
        return tracker

    def _replay(self, conversation_id: str, found: StoredEvents) -> DialogueStateTracker:
        cause = None
        try:
            tracker = DialogueStateTracker.from_dict(conversation_id, list(found.events), self.domain.slots)
            # Rasa skips an event that names no kind; numbers would no longer fit.
            if len(tracker.events) == len(found.events):
                return tracker
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            cause = error
        raise DamagedRecord(
            "A stored dialogue event cannot be replayed. Run the version that wrote it, or restore a backup."
        ) from cause


def _known_part(session: Session, tracker: DialogueStateTracker) -> tuple[int, int]:
    """How many events of a tracker that was not read from here are stored, and the next number.

    Raises:
        StaleTracker: it does not continue what is stored.
    """
    found = read_events(session, tracker.sender_id)
    own = [(event.type_name, event.timestamp) for event in tracker.events]
    stored = [(event.get("event"), event.get("timestamp")) for event in found.events]
    if own[: len(stored)] != stored:
        raise StaleTracker("This tracker does not continue the stored one. Read it again before saving.")
    return len(stored), found.next_seq
