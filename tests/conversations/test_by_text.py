"""The conversations of this folder, held by text message: the same outcome, in texts a phone can show."""

import asyncio

import pytest

from bot.gsm7 import foreign_characters, segments
from tests.conversations.by_text import Phone, real_turns
from tests.conversations.runner import DEFAULTS, MOST_TURNS, reply_to, scenarios


def is_told_by_text(scenario):
    """A change of an earlier answer is a click on the web; by text people use words."""
    asides = scenario.get("at", [])
    asides = [asides] if isinstance(asides, dict) else asides
    after = scenario.get("then", [])
    after = [after] if isinstance(after, dict) else after
    return not scenario.get("consent_given") and not any("change" in aside for aside in (*asides, *after))


SCENARIOS = [scenario for scenario in scenarios() if is_told_by_text(scenario)]


async def play(phone, scenario):
    openings = scenario.get("says", [])
    openings = [openings] if isinstance(openings, str) else list(openings)
    asides = scenario.get("at", [])
    asides = [asides] if isinstance(asides, dict) else list(asides)
    answers = {**DEFAULTS, **(scenario.get("answers") or {})}
    await phone.says("hi")
    for _ in range(MOST_TURNS):
        question, result = await phone.stand()
        if question is None:
            break
        if result is not None and "handoff_ok" not in (scenario.get("answers") or {}):
            break
        aside = next((a for a in asides if a["at"] == question["id"]), None)
        if aside is not None:
            asides.remove(aside)
            await phone.says(aside["say"])
            continue
        await phone.says(phone.menu_answer(question, reply_to(question, answers, openings)))
    after = scenario.get("then", [])
    for aside in [after] if isinstance(after, dict) else after:
        await phone.says(aside["say"])


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario["scenario"])
def test_conversation_by_text(scenario, agent, migrated):
    async def talk():
        phone = Phone(real_turns(agent))
        await play(phone, scenario)
        return phone, await phone.result()

    phone, result = asyncio.run(talk())
    shown = "\n--\n".join(text.text for text in phone.texts)
    expected = scenario.get("ends", {})
    if expected == "nothing":
        assert result is None, shown
    else:
        assert result is not None, shown
        assert {key: result[key] for key in expected} == expected, shown
    for text in phone.texts:
        assert len(segments(text.text).parts) <= 2 and not foreign_characters(text.text), text.text
