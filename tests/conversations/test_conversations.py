"""Whole conversations, each short enough to read aloud: see the YAML files beside this one."""

import asyncio

import pytest

from tests.conversations.runner import DEFAULTS, Conversation, play, reply_to, scenarios

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
        result = talk.result
        assert "This is not a diagnosis" in talk.words, shown
        assert result["reasons"] and all(reason["source"] for reason in result["reasons"]), shown
        assert result["urgent_signs"] and result["next_steps"] and result["content_version"], shown
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


INTERRUPTIONS = {
    "should I stop my blood thinner?": "I can't advise on medicine",
    "what's wrong with me?": "I can't tell you what is wrong",
    "do I have a torn meniscus?": "I can't tell you what is wrong",
}
EMERGENCY = "my chest feels tight and I can't breathe"
ROADS = {
    "my knee gave way 3 days ago, i want to get over it": {"athlete": "yes"},
    "my lower back has been sore, want it treated": {"prior_therapy": "none"},
    "I want to get fit": {"conditions": ["other_condition"], "pain": "2"},
    "I want to get back to sport after my hand surgery": {"goal": "after_surgery", "region": "wrist_hand"},
}


@pytest.mark.parametrize("opening", ROADS)
def test_no_question_anywhere_gets_a_diagnosis_and_none_holds_up_an_emergency(
    opening, agent, open_conversation
):
    """At every question on the road: each forbidden ask is declined and the question comes back."""

    async def walk():
        talk, calm = (Conversation(agent, open_conversation()) for _ in range(2))
        await talk.start()
        await calm.start()
        while (question := talk.question) is not None:
            for ask, decline in INTERRUPTIONS.items():
                new = await talk.say(ask)
                heard = "\n".join(reply["text"] for reply in new)
                at = f"{ask!r} at {question['id']}: {heard}"
                assert decline in heard, at
                assert talk.question is not None and talk.question["id"] == question["id"], at
                assert talk.result is None or question["id"] == "handoff_ok", at
            assert calm.question is not None and calm.question["id"] == question["id"]
            last = question["id"] == "handoff_ok"
            hurt = calm if last else await calm.branch(open_conversation())
            await hurt.say(EMERGENCY)
            assert hurt.result is not None and hurt.result["tier"] == "T0", f"at {question['id']}"
            if last:
                return
            reply = reply_to(question, {**DEFAULTS, **ROADS[opening]}, [opening])
            said.append(reply)
            await talk.say(reply)
            await calm.say(reply)

    said: list[str] = []
    asyncio.run(walk())
    assert len(said) > 6


def test_an_emergency_is_the_first_thing_said_even_when_it_corrects_something(agent, open_conversation):
    async def talk():
        conversation = Conversation(agent, open_conversation())
        await conversation.start(consent=True)
        await conversation.say("my knee has ached for 4 months and I want it treated")
        return await conversation.say("my chest feels tight and I can't breathe")

    assert asyncio.run(talk())[0]["kind"] == "emergency"
