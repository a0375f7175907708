"""A turn's messages as texts: an emergency alone, a result without what was told, a question as one menu."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.channels.sms.dialogue_state import Text
from bot.channels.turn_log import Message
from bot.text_packing import as_many_as_fit, fits, packed
from bot.text_question import question_texts
from bot.text_words import TextWords

NEEDS_LINK = frozenset({"summary_ok"})


def needs_link(messages: Iterable[Message]) -> bool:
    """Whether one of these texts shows the way to the web page."""
    return any(
        message["kind"] == "result"
        or (message["kind"] == "question" and message["question"]["id"] in NEEDS_LINK)
        for message in messages
    )


def render(messages: Sequence[Message], words: TextWords, link: str = "") -> list[Text]:
    """The texts, in order. `link` is the whole address of the web page, or empty when there is none.

    An emergency is complete in one text, and nothing else goes out with it.
    """
    for message in messages:
        if message["kind"] == "emergency":
            return [Text(_emergency(message, words), urgent=True, kind="emergency")]
    texts: list[Text] = []
    said: list[str] = []
    for message in messages:
        if message["kind"] == "question":
            texts += _with_what_was_said(said, question_texts(message, words, link))
            said = []
        elif message["kind"] == "result":
            texts += [Text(text) for text in packed(said)]
            texts += [Text(text, kind="result") for text in _result(message, words, link)]
            said = []
        else:
            said.append(message["text"])
    return [*texts, *(Text(text) for text in packed(said))]


def question_text(message: Message, words: TextWords, link: str = "") -> list[Text]:
    """One question, as it was texted or would have been."""
    return [Text(text, kind="question") for text in question_texts(message, words, link)]


def _with_what_was_said(said: list[str], question: list[str]) -> list[Text]:
    """What was said before a question goes into the same text if it can; the menu is never cut."""
    *before, last = packed(said) or [""]
    first, *others = question
    if last and fits(f"{last}\n{first}"):
        first, last = f"{last}\n{first}", ""
    notices = [Text(text) for text in (*before, last) if text]
    return [*notices, *(Text(text, kind="question") for text in (first, *others))]


def _emergency(message: Message, words: TextWords) -> str:
    if fits(message["text"]):
        return as_many_as_fit([message["text"].replace("\n\n", "\n")])
    # The advice fits, and so does what a person needs least of all to wait for.
    advice = str(message["result"]["destination"])
    return as_many_as_fit([advice, words.whole("utter_not_a_diagnosis"), words.person()])


def _result(message: Message, words: TextWords, link: str) -> list[str]:
    result = message["result"]
    outcome = str(result["outcome"])
    guardian = words.whole("utter_guardian_line")
    after = [
        words.whole("utter_clearance_needed") if result["clearance_needed"] else "",
        guardian if guardian in message["text"] else "",
    ]
    rest = words.say("rest", link=link) if link else ""
    if outcome == "same_day":
        first = [str(result["destination"]), words.whole("utter_not_a_diagnosis")]
        return packed([*first, *after, words.person(), rest])
    professional = result["professional"]
    first_stop = words.say(
        f"outcome_{outcome}",
        destination=str(result["destination"] or ""),
        professional=words.whole(f"utter_professional_{professional}") if professional else "",
    )
    place = _place(result, words)
    return packed([first_stop, *place, *after, *result["urgent_signs"], words.person(), rest])


def _place(result: Message, words: TextWords) -> list[str]:
    """Where to find the professional when that is not here: the steps before the usual one."""
    if result["where"] not in ("elsewhere", "not_accepting"):
        return []
    usual = words.words.text(f"utter_next_step_{result['outcome']}")
    steps = list(result["next_steps"])
    return steps[: steps.index(usual)] if usual in steps else []
