"""The reply to a turn that broke."""

from dataclasses import dataclass

from bot.channels.fail_closed import FailClosed, SafetyTexts

TEXTS = SafetyTexts("Not assessed.", "Call 911.", "No diagnosis.")


@dataclass
class Found:
    flag: str
    value: str


def replies(found=(), words="words", choices=()):
    fail_closed = FailClosed(TEXTS, lambda text: found, frozenset({"t0"}), "sha256:made-up")
    return fail_closed.replies(words, choices)


def kinds(messages):
    return [message["kind"] for message in messages]


def test_the_safety_text_alone_when_nothing_is_found():
    assert replies() == [{"kind": "notice", "text": "Not assessed."}]


def test_an_emergency_flag_comes_first_found_or_chosen():
    assert kinds(replies([Found("t0", "yes")])) == ["emergency", "notice"]
    assert kinds(replies(choices=["other", "t0"])) == ["emergency", "notice"]


def test_the_result_of_an_emergency_names_the_content_it_was_screened_by():
    emergency, _ = replies([Found("t0", "yes")])

    assert emergency["result"]["content_version"] == "sha256:made-up"


def test_denied_and_less_urgent_flags_are_no_emergency():
    assert kinds(replies([Found("t0", "no"), Found("t2", "yes")])) == ["notice"]


def test_screening_that_breaks_does_not_break_the_reply(caplog):
    def broken(text):
        raise ValueError(text)

    fail_closed = FailClosed(TEXTS, broken, frozenset({"t0"}), "sha256:made-up")

    assert kinds(fail_closed.replies("my secret")) == ["notice"]
    assert kinds(fail_closed.replies("my secret", ["t0"])) == ["emergency", "notice"]
    assert "secret" not in caplog.text
