"""What a form was shown for: the screen's result, and how much of what they said stood unassessed.

Staff's own changes make a new version of a case; what the person tells does not. A form that can make a case
calmer carries both.
"""

from __future__ import annotations

import re

from bot.store.case_work import ChangedMeanwhile
from bot.store.errors import MalformedInput
from bot.store.queue import QueuedCase

SEEN = re.compile(r"[A-Za-z0-9_-]{0,32}:(?:all|not_all):[0-9]{1,6}")


class ToldMore(ChangedMeanwhile):
    """The person told more since the form was shown; nothing was stored. Read it, then save again."""


def seen_of(case: QueuedCase, unjudged: int) -> str:
    """The value of a form's field `seen`. `unjudged` counts the messages that nothing judged, old ones too."""
    return f"{case.result_id}:{'not_all' if case.not_assessed else 'all'}:{unjudged}"


def check_seen(case: QueuedCase, unjudged: int, seen: str) -> None:
    """Let pass only what was shown for the case as it is now.

    Raises:
        MalformedInput: the form does not say what was seen; ToldMore: it was something else.
    """
    if not SEEN.fullmatch(seen):
        raise MalformedInput("The form carries which result its reader saw. Open the case again.")
    if seen != seen_of(case, unjudged):
        raise ToldMore("They told more since this form was shown. Read it, then save again.")
