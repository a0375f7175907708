"""Chosen options, checked against the question that was asked."""

from collections.abc import Mapping, Sequence

from bot.channels.api_error import ApiError
from bot.channels.turn_log import Message

OTHER_ANSWERS = ("not_sure", "skip", "none")


def last_question(messages: Sequence[Message]) -> Message | None:
    """The `question` of the last message that asked one."""
    for message in reversed(messages):
        if message.get("kind") == "question":
            question: Message = message["question"]
            return question
    return None


def labels_of(choices: Sequence[str], question: Message | None, other_labels: Mapping[str, str]) -> list[str]:
    """What the person chose, as they read it. Raises ApiError for what the question did not offer.

    `other_labels` holds the words for not_sure, skip and none. Each of those stands alone.
    """
    if question is None:
        raise ApiError("not_an_option")
    if len(choices) > 1 and question.get("input") != "choices":
        raise ApiError("not_an_option")
    offered = {option["id"]: option["label"] for option in question.get("options", ())}
    if len(choices) == 1:
        offered = {**{other: other_labels[other] for other in accepted_others(question)}, **offered}
    if not choices or not all(choice in offered for choice in choices):
        raise ApiError("not_an_option")
    return [offered[choice] for choice in choices]


def accepted_others(question: Message) -> tuple[str, ...]:
    """Which of not_sure, skip and none this question takes.

    Every question takes not_sure, every one that is not about safety takes skip, and a list of
    several to tick takes none.
    """
    can_skip = question.get("skip", not question.get("safety", False))
    ticked = question.get("input") == "choices"
    accepted = {"not_sure": True, "skip": can_skip, "none": ticked}
    return tuple(other for other in OTHER_ANSWERS if accepted[other])
