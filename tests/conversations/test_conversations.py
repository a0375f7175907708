"""Whole conversations, each short enough to read aloud: see the YAML files beside this one."""

import asyncio

import pytest

from tests.conversations.runner import play, scenarios

NEVER = ("you have a torn", "you are diagnosed", "don't worry", "nothing serious", "you're fine")


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario["scenario"])
def test_conversation(scenario, agent, open_conversation):
    talk = asyncio.run(play(agent, open_conversation, scenario))
    expected = scenario.get("ends", {})
    shown = f"asked {talk.asked}\n{talk.words}"
    if expected == "nothing":
        assert talk.result is None, shown
    else:
        assert talk.result is not None, shown
        assert {key: talk.result[key] for key in expected} == expected, shown
    for words in [*NEVER, *scenario.get("never", [])]:
        assert words.lower() not in talk.words.lower(), shown
    for question in scenario.get("asks", []):
        assert question in talk.asked, shown
    for question in scenario.get("does_not_ask", []):
        assert question not in talk.asked, shown
    for words in scenario.get("hears", []):
        assert words.lower() in talk.words.lower(), shown


def test_there_are_several_conversations_for_each_professional_and_tier():
    ends = [s["ends"] for s in scenarios() if isinstance(s.get("ends"), dict)]
    professionals = [end.get("professional") for end in ends]
    assert len(scenarios()) >= 40
    assert all(professionals.count(name) >= 3 for name in set(professionals) - {None})
    assert len(set(professionals) - {None}) == 6
    tiers = [end.get("tier") for end in ends]
    assert all(tiers.count(tier) >= 2 for tier in ("T0", "T1", "T2", "T3"))
