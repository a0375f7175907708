"""Back after hours: no bare number is taken for an answer, danger is heard, and asked about again after a day."""

import asyncio
import time
from types import SimpleNamespace
from unittest.mock import patch

from tests.conversations.by_text import Phone, real_turns

KNEE = "my knee has ached for 4 months when I climb stairs, I want it treated"
RESUME = "Welcome back."


def talk(agent, *steps):
    """Texts, and hours between them as numbers."""

    async def play(passed=0):
        phone = Phone(real_turns(agent))
        for step in steps:
            if isinstance(step, int):
                phone.waits(hours=step)
                passed += 3600 * step
                continue
            # Rasa looks at a clock of its own to end old sessions.
            later = SimpleNamespace(time=lambda: time.time() + passed)  # noqa: B023 read while this step runs
            with patch("rasa.core.processor.time", later):
                await phone.says(step)
        return phone, await phone.question()

    return asyncio.run(play())


def said(phone):
    return [text.text for text in phone.latest]


def test_after_minutes_nothing_is_asked(agent, migrated):
    phone, question = talk(agent, KNEE, "1", "0")
    assert RESUME not in said(phone)[0] and question["id"] == "limb_signs"


def test_after_hours_a_number_is_not_an_answer(agent, migrated):
    phone, question = talk(agent, KNEE, "1", 5, "1")
    assert said(phone)[0].startswith(RESUME) and phone.state.pending == "resume"
    assert question["id"] == "emergency_signs"


def test_going_on_asks_the_waiting_question_again(agent, migrated):
    phone, _ = talk(agent, KNEE, "1", 5, "1", "1")
    assert said(phone)[0].startswith("Any of these right now?") and phone.state.pending is None
    phone, question = talk(agent, KNEE, "1", 5, "1", "1", "0")
    assert question["id"] == "limb_signs"


def test_starting_over_and_somebody_else_begin_at_the_beginning(agent, migrated):
    over, question = talk(agent, KNEE, "1", 5, "2", "2")
    assert "start over" in said(over)[0] and question["id"] == "reason"
    other, question = talk(agent, KNEE, "1", 5, "2", "It is about someone else")
    assert question["id"] == "consent"
    assert other.state.conversation_id != other.kept.states[0].conversation_id


def test_a_number_that_is_not_one_of_the_three_asks_again(agent, migrated):
    phone, _ = talk(agent, KNEE, "1", 5, "7", "9")
    assert said(phone)[0].startswith(RESUME)


def test_words_after_hours_are_heard_before_anything_is_asked(agent, migrated):
    phone, _ = talk(agent, KNEE, "1", 5, "now i have crushing chest pain and cant breathe")
    assert [text.kind for text in phone.latest] == ["emergency"] and phone.state.pending is None
    phone, _ = talk(agent, KNEE, "1", 5, "it still hurts")
    assert said(phone)[0].startswith(RESUME)


def test_words_instead_of_one_of_the_three_go_on(agent, migrated):
    phone, _ = talk(agent, KNEE, "1", 5, "1", "none of those things")
    assert phone.state.pending is None and RESUME not in said(phone)[0]


def test_after_a_day_danger_is_asked_about_again(agent, migrated):
    phone, question = talk(agent, KNEE, "1", "0", "0", 30, "1", "1")
    assert "It has been a while" in said(phone)[0]
    assert question["id"] == "emergency_signs"
    phone, question = talk(agent, KNEE, "1", "0", "0", 30, "1", "1", "2")
    assert phone.latest[0].kind == "emergency"


def test_after_days_what_was_told_still_counts_and_nothing_is_agreed_to_twice(agent, migrated):
    before, _ = talk(agent, KNEE, "1", "0", "0")
    phone, question = talk(agent, KNEE, "1", "0", "0", 60, "1", "0", "0", "0")
    assert question is not None and question["id"] not in ("consent", "reason", "goal", "region")
    assert before.state.conversation_id != phone.state.conversation_id


def test_danger_that_was_told_stays_told_after_a_day(agent, migrated):
    lump = "3"
    _, question = talk(agent, KNEE, "1", "0", "0", lump, 30, "1", "1", "0", "0")
    assert question["id"] == "general_signs"
    assert "unexplained_lump" not in {option["id"] for option in question["options"]}


def test_before_a_day_is_over_it_is_not(agent, migrated):
    phone, question = talk(agent, KNEE, "1", "0", "0", 10, "1", "1")
    assert "It has been a while" not in said(phone)[0] and question["id"] == "general_signs"


def test_a_question_answered_on_the_web_meanwhile_is_not_answered_by_an_old_number(agent, migrated):
    async def play():
        phone = Phone(real_turns(agent))
        await phone.says(KNEE)
        await phone.says("1")
        from bot.channels.request_body import TurnRequest

        await phone.turns.take(phone.state.conversation_id, TurnRequest("web-turn", choices=("none",)))
        return await phone.says("1"), await phone.question()

    texts, question = asyncio.run(play())
    assert texts[0].startswith("That is not on this list.") and question["id"] == "limb_signs"
