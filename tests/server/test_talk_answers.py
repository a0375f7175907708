"""Answers on the page at /talk, by plain HTTP: picked, ticked, written, changed, and refused."""

from html import unescape

import pytest

from tests.server.plain_browser import QUESTION_KEYS, tick_list

ANSWERED = [{"id": "goal", "question": "What you want", "label": "Get <fit>"}]


def number(message):
    info = {**QUESTION_KEYS, "kind": "question_info", "id": "pain", "input": "number", "skip": True}
    return [{"custom": info}, {"text": "How bad?"}]


def test_an_option_is_sent_as_its_id_and_shown_as_its_label(browser, chat):
    browser.start()
    page = browser.press("Continue", ("option", "treat_pain"))

    assert chat.agent.heard[-1].text == "treat_pain"
    assert "Treat pain" in page.text and page.status == 200
    assert chat.log.stored[chat.conversation][1]["text"] == "Treat pain"


@pytest.mark.parametrize(("button", "heard"), [("Not sure", "not_sure"), ("Skip", "skip")])
def test_not_sure_and_skip_are_answers_of_one_press(browser, chat, button, heard):
    browser.start()
    browser.press(button, ("option", "treat_pain"))

    assert chat.agent.heard[-1].text == heard


def test_several_options_are_ticked_and_none_stands_alone(browser, chat):
    chat.agent.says = tick_list
    page = browser.start()
    assert page.options == {"heart": "A heart <condition>", "lung": "A lung"}

    browser.press("Continue", ("option", "heart"), ("option", "lung"))
    assert chat.agent.heard[-1].text == "heart, lung"
    browser.press("None of these")
    assert chat.agent.heard[-1].text == "none"


def test_a_number_is_sent_as_words(browser, chat):
    chat.agent.says = number
    browser.start()
    browser.press("Continue", ("option", "7"))

    assert chat.agent.heard[-1].text == "7"


def test_own_words_outrank_a_picked_option(browser, chat):
    browser.start()
    browser.press("Continue", ("option", "treat_pain"), ("text", "my chest hurts"))

    assert chat.agent.heard[-1].text == "my chest hurts"


def test_nothing_picked_is_said_and_asked_again(browser, chat):
    browser.start()
    page = browser.press("Continue")

    assert page.status == 422 and len(chat.agent.heard) == 1
    assert page.alerts == ["Pick an answer first, or type your own."]
    assert page.legend == "What do you want help with?"
    assert browser.press("Continue", ("option", "fitness")).status == 200


def test_an_option_that_was_not_offered_is_refused_and_can_be_put_right(browser, chat):
    browser.start()

    assert browser.press("Continue", ("option", "danger")).status == 422
    assert len(chat.agent.heard) == 1
    assert browser.press("Continue", ("option", "fitness")).status == 200
    assert len(chat.agent.heard) == 2


def test_too_long_words_are_refused_and_kept_on_the_page(browser, chat):
    browser.start()
    page = browser.press(
        "Send" if "Send" in browser.page.forms[0].buttons else "Continue", ("text", "a" * 1001)
    )

    assert page.status == 413 and "a" * 1001 in page.body and len(chat.agent.heard) == 1


def test_slash_words_reach_the_bot_as_plain_words(browser, chat):
    browser.start()
    browser.press("Continue", ("text", "/restart"))

    assert chat.agent.heard[-1].text == "restart"


def test_what_people_write_is_text_and_never_markup(browser):
    browser.start()
    page = browser.press("Continue", ("text", "<img src=x onerror=alert(1)>"))

    assert "<img" not in page.body and "<img src=x onerror=alert(1)>" in unescape(page.body)


def test_an_earlier_answer_can_be_changed(browser, chat):
    browser.start()
    says = chat.agent.says
    chat.agent.says = lambda message: [{"custom": {"kind": "answered", "answered": ANSWERED}}, *says(message)]
    page = browser.press("Continue", ("option", "fitness"))
    assert "What you want: Get <fit>" in page.text
    page = browser.press("Change this answer")

    heard = chat.agent.heard[-1]
    assert (heard.parse_data["intent"]["name"], heard.metadata["change"]) == ("change_answer", "goal")
    assert "Change my answer: What you want" in page.text


def test_an_answer_that_cannot_be_changed_is_refused(browser, chat):
    browser.start()
    form = browser.form("Continue")
    page = browser.request("POST", [*form.fields, ("change", "goal")])

    assert page.status == 422 and len(chat.agent.heard) == 1


@pytest.mark.parametrize("fields", [[], [("do", "dance")], [("do", "answer")]])
def test_a_form_that_cannot_be_read_does_nothing(browser, chat, fields):
    browser.start()

    assert browser.request("POST", fields).status in (400, 409)
    assert len(chat.agent.heard) == 1


def test_only_a_form_is_read(browser, chat):
    browser.start()

    assert browser.request("POST", [("do", "start")], {"content-type": "text/plain"}).status == 400
