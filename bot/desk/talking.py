"""Talking with a person yourself: what is stored and, where they text, sent when staff take over, reply or hand back.

Each call blocks, and does all of it or nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Row
from sqlalchemy.orm import Session

from bot.desk.person import Staff
from bot.speech.audience import TEXT_MESSAGES, Audience
from bot.speech.phrases import phrase, standing_parameters, with_or_without_phone
from bot.store.clock import Clock
from bot.store.conversations import find_conversation
from bot.store.database import Database
from bot.store.errors import UnknownConversation
from bot.store.messages import add_messages, read_messages
from bot.store.staff_replies import add_staff_reply
from bot.store.staff_texts import (
    CannotBeTexted,
    TextedNumber,
    note_asked,
    number_to_text,
    send_texts,
)
from bot.store.take_overs import hand_back as end
from bot.store.take_overs import has_conversation, take_over
from bot.text_packing import packed
from bot.text_question import question_texts
from bot.text_words import TextWords
from bot.wording import wording


def begin(database: Database, conversation_id: str, staff: Staff, clock: Clock) -> None:
    """Take the conversation over and tell the person who is there now.

    Raises:
        AlreadyTaken, CannotTakeOver, UnknownConversation: as `take_over`.
        CannotBeTexted: they would not get the texts.
    """
    found, audience = _audience(database, conversation_id)
    said = phrase(audience, "utter_with_person_began", staff_name=staff.name)
    with database.session() as session:
        to = _phone(session, found)
        before = has_conversation(session, conversation_id)
        taken = take_over(session, conversation_id, staff.id, clock)
        if before is not None and before.number == taken.number:
            return
        told = {"from": "bot", "kind": "text", "text": said, "by": staff.name}
        add_messages(session, conversation_id, [told], taken.taken_at)
        if to is not None:
            send_texts(session, conversation_id, to, packed([said]), taken.taken_at)


def reply(
    database: Database, conversation_id: str, staff: Staff, text: str, reply_id: str | None, clock: Clock
) -> None:
    """Send what a member of staff wrote. `reply_id` as in `add_staff_reply`.

    Raises:
        MalformedInput, NotYours: as `add_staff_reply`.
        CannotBeTexted: they stopped texts meanwhile.
        UnknownConversation: the id was never issued.
    """
    found, audience = _audience(database, conversation_id)
    from_whom = phrase(audience, "utter_sms_staff_says", staff_name=staff.name)
    with database.session() as session:
        to = _phone(session, found)
        said = add_staff_reply(session, conversation_id, staff.id, text, clock, reply_id)
        if to is not None and said is not None:
            send_texts(session, conversation_id, to, packed([f"{from_whom} {said}"]), clock())


def hand_back(database: Database, conversation_id: str, staff: Staff, clock: Clock) -> None:
    """Let the guide go on: it says so, and puts the question again that was open. Nothing where nobody had it.

    Raises:
        UnknownConversation: the id was never issued.
    """
    found, audience = _audience(database, conversation_id)
    said = phrase(audience, with_or_without_phone("utter_with_person_ended"))
    words = TextWords(wording(), standing_parameters(audience))
    with database.session() as session:
        to = _phone_if_any(session, found)
        ended = end(session, conversation_id, staff.id, clock)
        if ended is None:
            return
        now = clock()
        add_messages(session, conversation_id, [{"from": "bot", "kind": "text", "text": said}], now)
        asked = _ask_again(session, conversation_id, now) if ended.state_before == "asking" else None
        if to is None:
            return
        send_texts(session, conversation_id, to, packed([said]), now)
        if asked is not None:
            send_texts(session, conversation_id, to, question_texts(asked, words), now)
            note_asked(session, to, str(asked["id"]), now)


def _audience(database: Database, conversation_id: str) -> tuple[Row, Audience]:
    """The words are made before the session that stores them begins: they may need a look at the database."""
    with database.reading() as session:
        found = find_conversation(session, conversation_id)
    if found is None:
        raise UnknownConversation("No conversation has this id. Open the case again.")
    return found, Audience(found.locale, found.channel)


def _phone(session: Session, conversation: Row) -> TextedNumber | None:
    """Where to text to, locked; None where they read on a page. Raises CannotBeTexted."""
    return number_to_text(session, conversation.id) if conversation.channel == TEXT_MESSAGES else None


def _phone_if_any(session: Session, conversation: Row) -> TextedNumber | None:
    try:
        return _phone(session, conversation)
    except CannotBeTexted:
        return None


def _ask_again(session: Session, conversation_id: str, now: datetime) -> Mapping[str, Any] | None:
    """Put the last question once more, as a message of its own."""
    asked = [each for each in read_messages(session, conversation_id) if each["kind"] == "question"]
    if not asked:
        return None
    again = {name: value for name, value in asked[-1].items() if name not in ("id", "at")}
    add_messages(session, conversation_id, [again], now)
    return read_messages(session, conversation_id)[-1]
