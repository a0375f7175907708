"""The page without script while a member of staff has the conversation: who is there, and that a message was sent."""

import pytest

from tests.server.test_talk_page import Browser

NOTICE = {"id": "n1", "from": "bot", "kind": "text", "text": "Ana is with you now.", "by": "Ana Brook"}
REPLY = {"id": "s1", "from": "staff", "kind": "text", "text": "Does it <b>hurt</b>?", "by": "Ana Brook"}
WITH = "You are writing with Ana Brook."


@pytest.fixture
def browser(chat):
    """A page with its first question, of a conversation that Ana takes over."""
    here = Browser(chat.port)
    here.start()
    assert here.page.options
    return here


@pytest.fixture
def taken(chat, browser):
    """Call it to have the conversation taken over; `said` is what stands in it then."""
    conversation = next(iter(chat.log.stored))

    def take(*said):
        chat.log.stored[conversation] += said
        chat.log.states[conversation] = "with_person"
        chat.agent.says = lambda message: []
        return browser.open()

    return take


def test_it_says_who_is_there_and_asks_nothing(taken):
    page = taken(NOTICE)
    assert WITH in page.texts and not page.options
    assert "Ana is with you now." in page.texts


def test_a_reply_stands_under_the_name_of_who_wrote_it_and_is_never_markup(taken):
    page = taken(NOTICE, REPLY)
    place = page.texts.index("Does it <b>hurt</b>?")
    assert page.texts[place - 1] == "Ana Brook, Hill & Dale <Clinic>"
    assert "<b>hurt" not in page.body


def test_what_is_sent_is_said_to_be_sent_though_nothing_comes_back(browser, taken, chat):
    taken(NOTICE)
    page = browser.press("Send", ("text", "only on stairs"))
    assert page.status == 200
    assert "Sent. Ana Brook answers here. Load this page again to see it." in page.texts
    assert [turn["text"] for turn in chat.log.turns.values()][-1] == "only on stairs"
    page = browser.press("Send", ("text", "and at night"))
    assert page.status == 200
    assert [turn["text"] for turn in chat.log.turns.values()][-2:] == ["only on stairs", "and at night"]


def test_words_typed_on_a_page_from_before_are_kept_and_not_taken_for_an_answer(browser, taken, chat):
    form = browser.form("Continue")
    taken(NOTICE)
    page = browser.press("Continue", ("text", "it is my knee"), form=form)
    assert page.status == 409
    assert any("out of date" in alert for alert in page.alerts)
    assert "it is my knee" in page.texts
    assert "it is my knee" not in [turn["text"] for turn in chat.log.turns.values()]
