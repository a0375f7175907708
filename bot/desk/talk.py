"""Where the talk with a person stands: whether staff can write with them, who does, and who waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy.orm import Session

from bot.store.conversations import find_conversation
from bot.store.staff_texts import can_be_texted
from bot.store.take_overs import TALKED_ON, has_conversation, waiting_since
from bot.store.talk_version import talk_version

Standing = Literal["free", "mine", "theirs", "over", "elsewhere"]


@dataclass(frozen=True)
class Talk:
    """`standing`: `free` to take over, `mine`, another's (`theirs`), `over`, or never held here (`elsewhere`).

    `by` is the id of who has it. `texts_arrive` is False when a text would reach nobody. `version` is another one
    whenever there is more to see.
    """

    standing: Standing
    by: str | None
    waits_since: datetime | None
    texts_arrive: bool
    version: str


def read_talk(session: Session, conversation_id: str, me: str) -> Talk:
    """The talk as `me` sees it."""
    found = find_conversation(session, conversation_id)
    version = talk_version(session, conversation_id)
    if found is None or found.channel not in TALKED_ON:
        return Talk("elsewhere", None, None, False, version)
    texts_arrive = found.channel != "sms" or can_be_texted(session, conversation_id)
    taken = has_conversation(session, conversation_id)
    if taken is None:
        standing: Standing = "over" if found.state == "ended" else "free"
        return Talk(standing, None, None, texts_arrive, version)
    mine: Standing = "mine" if taken.staff_id == me else "theirs"
    return Talk(mine, taken.staff_id, waiting_since(session, conversation_id), texts_arrive, version)
