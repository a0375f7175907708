"""While a member of staff has the conversation a turn is taken and heard, and may have no reply."""

import pytest

from tests.channels.conftest import SAFETY

EMERGENCY = {"custom": {"kind": "emergency", "result": {"outcome": "emergency"}}, "text": "Call 911 now."}
DONE = {"custom": {"kind": "state", "state": "done"}}


@pytest.fixture
def staffed(chat):
    """A client, and the token of a conversation that staff took over after the first question."""
    token = chat.open()
    chat.log.states[chat.conversation] = "with_person"
    chat.agent.says = lambda message: []
    return chat, token


def test_what_is_said_to_staff_is_stored_and_answered_by_nobody(staffed):
    chat, token = staffed
    answer = chat.turn(token, text="can I come at five?")
    assert (answer.status, answer.body["messages"], answer.body["state"]) == (200, [], "with_person")
    turn = chat.log.turns[(chat.conversation, "t1")]
    assert turn["messages"][0]["text"] == "can I come at five?"
    assert turn["assessed"] is True


def test_the_engine_is_told_that_it_may_only_listen(staffed):
    chat, token = staffed
    chat.turn(token, text="can I come at five?")
    assert chat.agent.heard[-1].metadata["with_person"] is True


def test_the_engine_is_not_told_so_in_any_other_conversation(chat):
    chat.turn(chat.open(), text="my knee aches")
    assert "with_person" not in chat.agent.heard[-1].metadata


def test_sent_again_it_is_taken_once(staffed):
    chat, token = staffed
    first, second = (chat.turn(token, text="can I come at five?") for _ in range(2))
    assert (second.status, second.body) == (200, first.body)
    assert chat.agent.finished == 2  # the opening, and this


def test_an_option_tapped_late_is_heard_as_the_words_it_shows(staffed):
    chat, token = staffed
    chat.turn(token, choice="treat_pain")
    heard = chat.agent.heard[-1]
    assert (heard.text, heard.metadata["choices"]) == ("Treat pain", ["treat_pain"])


def test_danger_that_is_left_to_staff_is_stored_as_not_assessed(staffed):
    chat, token = staffed
    chat.agent.says = lambda message: [{"custom": {"kind": "left_to_staff"}}]
    answer = chat.turn(token, text="my calf is red and hot")
    assert (answer.status, answer.body["messages"]) == (200, [])
    assert chat.log.turns[(chat.conversation, "t1")]["assessed"] is False


def test_an_option_nobody_offered_is_refused_however_often_it_is_sent(staffed):
    chat, token = staffed
    assert [chat.turn(token, choice="made_up").status for _ in range(2)] == [422, 422]


def test_an_emergency_comes_through_and_the_conversation_stays_with_staff(staffed):
    chat, token = staffed
    chat.agent.says = lambda message: [EMERGENCY, DONE]
    answer = chat.turn(token, text="my chest is tight")
    assert [each["kind"] for each in answer.body["messages"]] == ["emergency"]
    assert answer.body["state"] == "with_person"


def test_a_turn_that_breaks_is_answered_with_the_safety_text_all_the_same(staffed):
    chat, token = staffed

    async def broken(message):
        raise ConnectionError

    chat.agent.before = broken
    answer = chat.turn(token, text="can I come at five?")
    assert answer.body["messages"][-1]["text"] == SAFETY
    assert answer.body["state"] == "with_person"


def question(name, safety):
    info = {"kind": "question_info", "id": name, "input": "choice", "safety": safety}
    return [{"custom": info}, {"text": "Is it so?", "buttons": [{"title": "Yes", "payload": "yes"}]}]


def said_by(author):
    return {"id": author, "from": author, "kind": "text", "text": "Hello."}


def asked_when_told(chat, *said, safety=True):
    """The question about danger that a first reply may answer, by what the engine is told, after `said`."""
    chat.agent.says = lambda message: question("confirm_danger", safety)
    token = chat.open()
    chat.log.states[chat.conversation] = "with_person"
    chat.log.stored[chat.conversation] += said
    chat.agent.says = lambda message: []
    chat.turn(token, choice="yes")
    return chat.agent.heard[-1].metadata["danger_asked"]


def test_the_engine_is_told_which_question_about_danger_was_open_as_staff_came(chat):
    assert asked_when_told(chat, said_by("bot")) == "confirm_danger"


@pytest.mark.parametrize("author", ["staff", "person"])
def test_no_question_is_open_once_staff_wrote_or_the_person_replied(author, chat):
    assert asked_when_told(chat, said_by(author)) is None


def test_a_question_that_is_not_about_danger_is_never_open_beside_staff(chat):
    assert asked_when_told(chat, safety=False) is None


def test_a_reply_that_was_not_assessed_leaves_the_question_open(chat):
    notice = {"id": "n", "from": "bot", "kind": "notice", "text": SAFETY}
    assert asked_when_told(chat, said_by("person"), notice) == "confirm_danger"
    assert asked_when_told(chat, said_by("person"), said_by("person"), notice) is None


def test_no_question_is_open_behind_a_result(chat):
    result = {"id": "r", "from": "bot", "kind": "result", "text": "Start here.", "result": {}}
    assert asked_when_told(chat, result) is None
