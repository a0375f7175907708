"""The turn log in memory, which can be broken call by call."""

import uuid
from dataclasses import dataclass

from bot.channels.turn_log import NoConversation


@dataclass
class FakeClaim:
    status: str
    messages: tuple = ()
    state: str = "asking"
    said: bool = False


class FakeTurnLog:
    """The turn log in memory, with the rules of the real one."""

    def __init__(self):
        self.turns, self.stored, self.states, self.erased = {}, {}, {}, set()
        self.broken = set()

    def _check(self, call):
        if call in self.broken:
            raise ConnectionError("the database said: my chest hurts")

    def open(self, channel, locale):
        self._check("open")
        conversation_id = f"{channel}:{uuid.uuid4().hex}"
        self.stored[conversation_id], self.states[conversation_id] = [], "asking"
        return conversation_id

    def claim(self, conversation_id, turn_id, text):
        self._check("claim")
        if conversation_id not in self.stored:
            return FakeClaim("unknown")
        if conversation_id in self.erased:
            return FakeClaim("erased")
        turn = self.turns.setdefault((conversation_id, turn_id), {"text": text, "done": False})
        if turn["done"]:
            replies = tuple(m for m in turn["messages"] if m["from"] != "person")
            return FakeClaim("repeat", replies, turn["state"], len(replies) < len(turn["messages"]))
        if turn.get("claimed"):
            return FakeClaim("busy", state=self.states[conversation_id])
        turn["claimed"] = True
        return FakeClaim("new", state=self.states[conversation_id])

    def finish(self, conversation_id, turn_id, said, replies, state, assessed):
        self._check("finish")
        messages = ([said] if said else []) + replies
        outcome = {"done": True, "messages": messages, "state": state, "assessed": assessed}
        self.turns[(conversation_id, turn_id)].update(outcome)
        self.stored[conversation_id] += messages
        self.states[conversation_id] = state

    def messages(self, conversation_id, after):
        self._check("messages")
        if conversation_id not in self.stored:
            raise NoConversation
        messages = self.stored[conversation_id]
        ids = [message["id"] for message in messages]
        start = ids.index(after) + 1 if after in ids else 0
        return messages[start:], self.states[conversation_id]

    def erase(self, conversation_id):
        self._check("erase")
        self.erased.add(conversation_id)
        self.stored[conversation_id], self.states[conversation_id] = [], "ended"

    def ready(self):
        self._check("ready")
        return True
