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
        return carried(self.shown.text, "question")

    @property
    def form(self):
        """What a form of the present page carries."""
        return carries(self.shown.text)

    def sends(self, verb="answer", page=None, **fields):
        """The form of the present page, or of one that was shown before; the page that follows it."""
        form = carries(self.shown.text if page is None else page)
        answer = self.visitor.post(f"{self.address}/{verb}", **{**form, **fields})
        while answer.status_code == 303:
            answer = self.visitor.get(answer.headers["location"])
        return answer

    def until(self, question, **answers):
        """Calm answers until this is asked; `answers` say otherwise by question."""
        page = self.shown.text
        for _ in range(40):
            if carried(page, "question") == question:
                return self
            page = self.calm(page, **answers).text
        raise AssertionError(f"{question} was not asked")

    def calm(self, page, **answers):
        """None of these to a list, yes to the notice, and the given answer to the rest; the next page."""
        question = carried(page, "question")
        if question == "consent":
            return self.sends("consent", page, answer="yes")
        ticks = 'name="tick"' in page
        return self.sends(page=page, answer=answers.get(question, "none" if ticks else "not_sure"))

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


def carried(page, name):
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    return found and found[1]


def carries(page):
    """The hidden fields that say what a form was shown for; none on a page of another kind."""
    fields = {name: carried(page, name) for name in ("version", "question")}
    return {name: value for name, value in fields.items() if value is not None}
