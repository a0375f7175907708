"""A call over HTTP, as a browser without script holds it: each form is sent with what its page carries."""

import re
from html import unescape

from bot.store.conversations import get_state
from bot.store.person_data import content_left
from bot.store.queue import read_queue
from bot.store.queue_filter import QueueFilter


class Phone:
    """One member of staff with a caller."""

    def __init__(self, visitor, database, clock):
        self.visitor, self.database, self.clock = visitor, database, clock
        self.address = ""

    @property
    def id(self):
        return self.address.removeprefix("/calls/")

    def begins(self, relationship="self", words=""):
        answer = self.visitor.post("/calls", relationship=relationship, words=words)
        assert answer.status_code == 303, answer.text
        self.address = answer.headers["location"].partition("?")[0]
        return self

    @property
    def shown(self):
        return self.visitor.get(self.address)

    @property
    def text(self):
        return unescape(self.shown.text)

    @property
    def question(self):
        return self._field("question")

    def _field(self, name):
        found = re.search(rf'name="{name}" value="([^"]*)"', self.shown.text)
        return found and found[1]

    def sends(self, verb="answer", **fields):
        """The form of the present page; the page that follows it."""
        carried = {"version": self._field("version"), "question": self.question}
        answer = self.visitor.post(f"{self.address}/{verb}", **{**carried, **fields})
        while answer.status_code == 303:
            answer = self.visitor.get(answer.headers["location"])
        return answer

    def until(self, question, **answers):
        """Calm answers until this is asked; `answers` say otherwise by question."""
        for _ in range(40):
            if self.question == question:
                return self
            self.calm(**answers)
        raise AssertionError(f"{question} was not asked")

    def calm(self, **answers):
        """None of these to a list, yes to the notice, and the given answer to the rest."""
        question = self.question
        if question == "consent":
            return self.sends("consent", answer="yes")
        ticks = 'name="tick"' in self.shown.text
        return self.sends(answer=answers.get(question, "none" if ticks else "not_sure"))

    def queued(self):
        with self.database.reading() as session:
            return read_queue(session, QueueFilter(statuses=()), self.clock()).cases

    def left(self):
        """How much of the call is kept, by table."""
        with self.database.reading() as session:
            return {name: rows for name, rows in content_left(session, self.id).items() if rows}

    def state(self):
        with self.database.reading() as session:
            return get_state(session, self.id)
