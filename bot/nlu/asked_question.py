"""A question as the reader of its answer needs it: what it asks, and the options a person saw."""

from dataclasses import dataclass

from bot.triage.content import load_content
from bot.triage.evidence import NO, YES
from bot.wording import wording

CONFIRM_DANGER = "confirm_danger"
FREE_TEXT = frozenset({"reason", "correction", "contact_name", "contact_reach"})
CONTACT = frozenset({"contact_name", "contact_reach"})
_CONVERSATION_CHOICES: dict[str, tuple[str, ...]] = {
    "consent": (YES, NO),
    CONFIRM_DANGER: (YES, NO),
    "summary_ok": (YES, "change"),
    "handoff_ok": (YES, NO),
}


@dataclass(frozen=True)
class Option:
    """One option: its id and the label people read."""

    id: str
    label: str


@dataclass(frozen=True)
class AskedQuestion:
    """A question waiting for its answer. `facts` are what it settles; a bundle's options are its facts.

    `shown` are the ids of the options a person saw, when they were not all of them: numbers count these.
    """

    id: str
    facts: tuple[str, ...]
    options: tuple[Option, ...] = ()
    input: str = "choice"
    safety: bool = False
    shown: tuple[str, ...] = ()

    @property
    def numbered(self) -> tuple[Option, ...]:
        """The options as a person counts them."""
        return tuple(option for option in self.options if option.id in self.shown) or self.options

    @property
    def is_bundle(self) -> bool:
        """Whether several options may be ticked."""
        return self.input == "choices"

    @property
    def values(self) -> tuple[str, ...]:
        """The ids of the options."""
        return tuple(option.id for option in self.options)


def asked_question(question_id: str | None, shown: tuple[str, ...] = ()) -> AskedQuestion | None:
    """The question of this id, from the content or the conversation's own; None when there is none.

    `shown` narrows what numbers refer to.
    """
    if question_id is None:
        return None
    if question_id in FREE_TEXT:
        return AskedQuestion(question_id, (question_id,), input="text")
    if question_id in _CONVERSATION_CHOICES:
        ids = _CONVERSATION_CHOICES[question_id]
        return AskedQuestion(
            question_id, (question_id,), _options(question_id, ids), safety=question_id == CONFIRM_DANGER
        )
    content = load_content()
    question = content.questions.get(question_id)
    if question is None:
        return None
    ids = question.asks if question.is_bundle else content.facts[question.asks[0]].values
    options = () if question.input == "number" else _options(question_id, ids)
    return AskedQuestion(question_id, question.asks, options, question.input, question.safety, shown)


def _options(question_id: str, ids: tuple[str, ...]) -> tuple[Option, ...]:
    """The buttons in the order shown; ids that have no button follow with their own name as label."""
    response = f"utter_ask_{question_id}"
    shown = wording().buttons(response) if wording().has(response) else ()
    labelled = tuple(Option(button.payload, button.title) for button in shown if button.payload in ids)
    known = {option.id for option in labelled}
    return labelled + tuple(Option(name, name.replace("_", " ")) for name in ids if name not in known)
