"""The conversation in a terminal."""

import io

import pytest

from bot.chat import Chat, ChatError, converse, open_question, read_answer, show

ONE = {
    "id": "goal", "input": "choice", "why": "It helps.",
    "options": [{"id": "treat_pain", "label": "Treat pain"}, {"id": "fitness", "label": "Get fit"}],
}  # fmt: skip
SEVERAL = {**ONE, "input": "choices"}
NUMBER = {**ONE, "input": "number"}


@pytest.mark.parametrize(
    ("typed", "question", "sent"),
    [
        ("2", ONE, {"choice": "fitness"}),
        ("1, 2", SEVERAL, {"choices": ["treat_pain", "fitness"]}),
        ("2", SEVERAL, {"choices": ["fitness"]}),
        ("7", ONE, {"text": "7"}),
        ("1, 9", SEVERAL, {"text": "1, 9"}),
        ("2", NUMBER, {"text": "2"}),
        ("2", None, {"text": "2"}),
        ("Not sure", ONE, {"choice": "not_sure"}),
        ("skip", None, {"text": "skip"}),
        ("none", {**ONE, "options": [{"id": "none", "label": "No"}]}, {"text": "none"}),
        ("  my   knee ", ONE, {"text": "my knee"}),
    ],
)
def test_what_a_typed_line_means(typed, question, sent):
    assert read_answer(typed, question) == sent


def test_the_open_question_is_the_last_one_asked():
    asked = [{"kind": "question", "question": ONE}, {"kind": "text"}]

    assert open_question(asked, None, "asking") is ONE
    assert open_question(asked, None, "done") is ONE
    assert open_question([{"kind": "text"}], SEVERAL, "asking") is SEVERAL
    assert open_question([{"kind": "text"}], SEVERAL, "done") is None


def test_options_are_numbered_and_an_emergency_stands_out():
    out = io.StringIO()

    show([{"kind": "question", "text": "What for?", "question": ONE}], out)
    show([{"kind": "emergency", "text": "Call 911 now."}], out)

    assert "  2. Get fit" in out.getvalue()
    assert "!! Call 911 now." in out.getvalue()


class FakeChat:
    def __init__(self):
        self.sent, self.state = [], "asking"

    def open(self):
        return [{"kind": "question", "text": "What for?", "question": ONE}]

    def send(self, said):
        self.sent.append(said)
        if len(self.sent) == 1:
            raise ChatError("Wait a moment.")
        return [{"kind": "text", "text": "Thanks."}]


def test_a_conversation_goes_on_after_an_error_and_ends_with_an_empty_line():
    chat, out = FakeChat(), io.StringIO()

    converse(chat, ["why", "1", "1", "", "never read"], out)

    assert chat.sent == [{"choice": "treat_pain"}] * 2
    for words in ("What for?", "It helps.", "Wait a moment.", "Thanks."):
        assert words in out.getvalue()


def test_without_a_server_the_error_says_what_to_run():
    with pytest.raises(ChatError, match="make run"):
        Chat("http://127.0.0.1:1").open()
