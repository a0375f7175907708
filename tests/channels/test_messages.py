"""What Rasa utters, as messages of the chat API."""

import asyncio

import pytest
from rasa.shared.core.events import BotUttered

from bot.channels.messages import CollectedReplies, UnreadableReply, reply_from, stamp

INFO = {"kind": "question_info", "id": "goal", "input": "choice", "why": "Because.", "skip": True}


def test_a_question_is_its_info_and_the_next_text_with_its_buttons():
    uttered = [
        {"custom": INFO},
        {"text": "What for?", "buttons": [{"title": "Fitness", "payload": "fitness"}]},
    ]

    [message] = reply_from(uttered).messages

    assert message == {
        "kind": "question",
        "text": "What for?",
        "question": {
            "id": "goal", "why": "Because.", "input": "choice", "skip": True,
            "options": [{"id": "fitness", "label": "Fitness"}],
        },
    }  # fmt: skip


def test_a_tick_list_shows_only_what_is_still_open():
    buttons = [{"title": name.upper(), "payload": name} for name in ("a", "b", "c")]
    uttered = [{"custom": {**INFO, "only": ["c", "a"]}}, {"text": "Which?", "buttons": buttons}]

    [message] = reply_from(uttered).messages

    assert [option["id"] for option in message["question"]["options"]] == ["a", "c"]
    assert "only" not in message["question"]


def test_text_before_the_question_info_stays_text():
    kinds = [m["kind"] for m in reply_from([{"text": "Hi"}, {"custom": INFO}, {"text": "?"}]).messages]

    assert kinds == ["text", "question"]


def test_results_emergencies_and_notices_carry_their_result():
    result = {"outcome": "emergency", "professional": None}
    uttered = [{"text": "Call now.", "custom": {"kind": "emergency", "result": result}}]

    assert reply_from(uttered).messages == [{"kind": "emergency", "text": "Call now.", "result": result}]


def test_a_result_between_info_and_question_does_not_become_the_question():
    uttered = [{"custom": INFO}, {"text": "Note", "custom": {"kind": "notice"}}, {"text": "What?"}]

    assert [m["kind"] for m in reply_from(uttered).messages] == ["notice", "question"]


def test_the_state_is_set_without_a_message():
    reply = reply_from([{"text": "Bye"}, {"custom": {"kind": "state", "state": "done"}}])

    assert (reply.state, len(reply.messages)) == ("done", 1)
    assert reply_from([{"text": "Bye"}]).state is None


@pytest.mark.parametrize(
    "uttered",
    [
        [{"custom": INFO}],
        [{"custom": {"kind": "state", "state": "asleep"}}],
        [{"custom": {"kind": "emergency"}}],
        [{"image": "x.png"}],
        [{}],
    ],
)
def test_nothing_is_dropped_in_silence(uttered):
    with pytest.raises(UnreadableReply):
        reply_from(uttered)


def test_the_collector_keeps_a_rasa_utterance_whole_and_in_order():
    replies = CollectedReplies()
    buttons = [{"title": "Yes", "payload": "yes"}]
    event = BotUttered("One\n\nTwo", data={"buttons": buttons, "custom": {"kind": "notice"}})

    asyncio.run(replies.send_response("web:x", event.message()))

    [kept] = replies.uttered
    assert (kept["text"], kept["buttons"]) == ("One\n\nTwo", buttons)
    assert kept["custom"] == {"kind": "notice"}


def test_the_same_turn_gives_the_same_ids_and_another_conversation_others():
    draft = [{"kind": "text", "text": "Hi"}, {"kind": "text", "text": "Hi"}]
    ids = [message["id"] for message in stamp("web:a", "t", "bot", draft)]

    assert ids == [message["id"] for message in stamp("web:a", "t", "bot", draft)]
    assert len(set(ids)) == 2
    assert not set(ids) & {message["id"] for message in stamp("web:b", "t", "bot", draft)}
