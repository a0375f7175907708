"""Read what a plain form sent: the same turns as the chat API's, from fields instead of JSON."""

from dataclasses import dataclass

from sanic.request import Request

from bot.channels.api_error import ApiError
from bot.channels.request_body import TurnRequest, checked_turn

START, ANSWER, RESTART, DELETE = "start", "answer", "restart", "delete"
DEEDS = (START, ANSWER, RESTART, DELETE)
FORM = "application/x-www-form-urlencoded"


class NothingGiven(ValueError):
    """The form came without an answer."""


@dataclass(frozen=True)
class PostedForm:
    """One form: what is to be done, and the fields of an answer, each list possibly empty."""

    deed: str
    turn_id: str
    text: str
    options: tuple[str, ...]
    other: str
    change: str

    @property
    def words(self) -> str:
        """The person's own words, if they typed any."""
        return self.text.strip()

    def turn(self, asked: str) -> TurnRequest:
        """The turn the fields stand for, to a question of input `asked`. Raises NothingGiven, or ApiError
        as `read_turn` does.

        Own words outrank a picked option: they may tell of danger, and the question comes back if they
        did not answer it. They do not outrank what is ticked on a list, where words that name nothing
        would be read as a no to all of it: the ticks are the turn, and `left_over` has the words.
        """
        if self.change:
            return checked_turn({"turn_id": self.turn_id, "change": self.change})
        if self.words and not (asked == "choices" and self.options and not self.other):
            return checked_turn({"turn_id": self.turn_id, "text": self.text})
        # A button that answers by itself, such as "not sure", stands alone.
        picked = [self.other] if self.other else list(self.options)
        if not picked:
            raise NothingGiven
        if asked == "number" and picked[0].isdecimal():
            return checked_turn({"turn_id": self.turn_id, "text": picked[0]})
        return checked_turn({"turn_id": self.turn_id, "choices": picked})

    def left_over(self, turn: TurnRequest) -> str:
        """The own words of the form that are not in its turn."""
        return "" if turn.text else self.words


def read_form(request: Request) -> PostedForm:
    """The form in a request. Raises ApiError."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type != FORM:
        raise ApiError("malformed")
    fields = request.form

    def one(name: str) -> str:
        return str(fields.get(name, ""))

    deed = one("do")
    if deed not in DEEDS:
        raise ApiError("malformed")
    options = tuple(map(str, fields.getlist("option") or []))
    return PostedForm(deed, one("turn_id"), one("text"), options, one("other"), one("change"))
