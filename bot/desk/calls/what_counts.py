"""What counts of the things that were found in a caller's own words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.hearing import DANGER, answers_in
from bot.triage.entries import Content
from bot.triage.evidence import Answer, Case

Entity = Mapping[str, Any]

# Whoever rings the desk may want an appointment or a price; that is no reason to leave out the danger signs.
NO_WISH = {("goal", "outside"), ("scope_ask", "admin")}


def heard(entities: Sequence[Entity], case: Case, content: Content) -> dict[str, Answer]:
    """Signs that are new or worse than what was told, and facts that nobody told yet.

    An answer to a question stands against what a lexicon reads in passing; taking it back is a button.
    """
    wanted = [each for each in entities if (each["entity"], each["value"]) not in NO_WISH]
    told = answers_in(wanted, None, case, content)
    return {
        fact: answer
        for fact, answer in told.items()
        if fact not in case.answers
        or (fact in content.flags and DANGER[answer.value] > DANGER[case.answers[fact].value])
    }
