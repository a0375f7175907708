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
    change: str

    def turn(self, question_is_number: bool) -> TurnRequest:
        """The turn the fields stand for. Raises NothingGiven, or ApiError as `read_turn` does.

        Own words outrank a picked option: they may tell of danger, and the question comes back if they
        did not answer it.
        """
        if self.change:
            return checked_turn({"turn_id": self.turn_id, "change": self.change})
        if self.text.strip():
            return checked_turn({"turn_id": self.turn_id, "text": self.text})
        if not self.options:
            raise NothingGiven
        if question_is_number and self.options[0].isdecimal():
            return checked_turn({"turn_id": self.turn_id, "text": self.options[0]})
        return checked_turn({"turn_id": self.turn_id, "choices": list(self.options)})


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
    # A button that answers by itself, such as "not sure", stands alone.
    options = fields.getlist("other") or fields.getlist("option") or []
    return PostedForm(deed, one("turn_id"), one("text"), tuple(map(str, options)), one("change"))
