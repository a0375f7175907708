"""A question as one text message: its words, and the answers under it, each with a number.

The channel sends it and the lint measures it, so both make it here.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.wording import Button, Wording

# The frame of the interview, where "not sure" is no answer anybody needs a number for.
WITHOUT_NOT_SURE = frozenset({"consent", "summary_ok", "handoff_ok", "resume"})
LAST_LINES = {"choices": "utter_sms_menu_none", "number": "utter_sms_menu_score"}


def numbered(question: str, kind: str, options: Sequence[Button], words: Wording) -> tuple[Button, ...]:
    """The answers that get a number, in order; `kind` is how the question is answered, as in the chat API."""
    if kind != "choice" or not options or question in WITHOUT_NOT_SURE:
        return tuple(options)
    return (*options, Button(words.text("utter_sms_menu_not_sure"), "not_sure"))


def menu_text(said: str, kind: str, entries: Sequence[Button], words: Wording) -> str:
    """The words of a question, its numbered answers, and a line for what has no number."""
    lines = [f"{number} {entry.title}" for number, entry in enumerate(entries, start=1)]
    last = words.text(LAST_LINES[kind]) if kind in LAST_LINES else ""
    return "\n".join(line for line in (said, *lines, last) if line)
