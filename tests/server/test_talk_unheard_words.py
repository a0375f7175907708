"""Own words on the page at /talk that no turn carried: beside ticks, on a page from before, sent while another runs."""

import asyncio
import threading
import time

import pytest

from tests.server.plain_browser import QUESTION_KEYS, Browser, tick_list

KEPT = "What you typed is not sent yet. Send it if it still counts."
CHEST = "now my chest hurts"


def heard(chat):
    return [message.text for message in chat.agent.heard][1:]


def age(message):
    return [{"custom": {**QUESTION_KEYS, "kind": "question_info", "id": "age"}},
            {"text": "How old?", "buttons": [{"title": "Young", "payload": "young"}]}]  # fmt: skip


def emergency(message):
    return [{"text": "Call 911 now.", "custom": {"kind": "emergency", "result": {}}}]


@pytest.fixture
def ticking(browser, chat):
    """Somebody who is at a list to tick; another question comes after it."""
    chat.agent.says = tick_list
    browser.start()
    chat.agent.says = age
    return browser


def test_what_is_ticked_counts_and_the_words_beside_it_come_back_to_be_sent(ticking, chat):
    page = ticking.press("Continue", ("option", "heart"), ("text", "since today, nothing else"))

    assert heard(chat) == ["heart"]
    assert page.status == 200 and page.alerts == [KEPT] and page.legend == "How old?"
    assert "since today, nothing else" in page.texts


def test_sent_twice_ticks_and_words_are_the_same_page(ticking, chat):
    form, sent = ticking.form("Continue"), [("option", "heart"), ("text", "since today")]
    first = ticking.press("Continue", *sent, form=form)
    again = ticking.press("Continue", *sent, form=form)

    assert heard(chat) == ["heart"]
    assert again.body == first.body


def test_danger_beside_ticks_is_sent_at_once_as_a_turn_of_its_own(ticking, chat):
    form, sent = ticking.form("Continue"), [("option", "heart"), ("text", CHEST)]
    page = ticking.press("Continue", *sent, form=form)
    assert heard(chat) == ["heart", CHEST] and page.alerts == []

    ticking.press("Continue", *sent, form=form)
    assert heard(chat) == ["heart", CHEST]


def test_nothing_comes_between_a_ticked_emergency_and_the_person(ticking, chat):
    chat.agent.says = emergency
    page = ticking.press("Continue", ("option", "heart"), ("text", CHEST))

    assert heard(chat) == ["heart"]
    assert "Call 911 now." in page.alerts and CHEST in page.texts


def test_words_with_a_button_that_stands_alone_are_the_answer(ticking, chat):
    ticking.press("None of these", ("text", CHEST))

    assert heard(chat) == [CHEST]


def test_too_long_words_beside_ticks_lose_neither(ticking, chat):
    page = ticking.press("Continue", ("option", "heart"), ("text", "chest " * 200))

    assert heard(chat) == ["heart"]
    assert page.status == 413 and "chest " * 200 in page.body


def test_new_words_on_a_page_from_before_are_a_turn_of_their_own_and_count_once(browser, chat):
    browser.start()
    old = browser.form("Continue")
    browser.press("Continue", ("option", "fitness"), form=old)
    page = browser.press("Continue", ("text", CHEST), form=old)
    browser.press("Continue", ("text", CHEST), form=old)

    assert heard(chat) == ["fitness", CHEST]
    assert page.status == 200 and CHEST in page.text


def test_words_from_before_are_no_answer_to_a_list_of_signs_that_was_not_seen(browser, chat):
    browser.start()
    old = browser.form("Continue")
    chat.agent.says = tick_list
    browser.press("Continue", ("option", "fitness"), form=old)
    page = browser.press("Continue", ("text", "my knee, nothing else"), form=old)
    assert heard(chat) == ["fitness"]
    assert page.alerts == [KEPT] and "my knee, nothing else" in page.texts

    browser.press("Continue", ("text", CHEST), form=old)
    assert heard(chat) == ["fitness", CHEST]


def test_danger_on_a_page_of_another_conversation_is_heard(browser, chat):
    browser.start()
    old = browser.form("Continue")
    browser.press("Yes", form=next(f for f in browser.page.forms if ("do", "restart") in f.fields))
    browser.press("Continue", ("text", CHEST), form=old)

    assert heard(chat)[-1] == CHEST


def test_words_sent_while_another_answer_runs_are_heard_after_it(ticking, chat):
    form, leave = ticking.form("Continue"), threading.Event()

    async def before(message):
        while not leave.is_set():
            await asyncio.sleep(0.01)

    chat.agent.before = before
    second = Browser(chat.port)
    second.cookie = ticking.cookie
    sent = [(ticking, "None of these", []), (second, "Continue", [("text", "wait, my chest hurts")])]
    threads = [
        threading.Thread(target=each.press, args=(button, *fields), kwargs={"form": form})
        for each, button, fields in sent
    ]
    threads[0].start()
    deadline = time.monotonic() + 5
    while not heard(chat) and time.monotonic() < deadline:
        time.sleep(0.01)
    threads[1].start()
    time.sleep(0.3)
    leave.set()
    for thread in threads:
        thread.join(20)

    assert heard(chat) == ["none", "wait, my chest hurts"]
    assert "wait, my chest hurts" in second.page.text


@pytest.mark.parametrize("fields", [[("text", CHEST)], [("option", "chest_pain_now")]])
@pytest.mark.parametrize("way", ["timed out", "erased"])
def test_an_emergency_told_to_a_chat_that_is_gone_is_answered(browser, chat, way, fields):
    browser.start()
    if way == "erased":
        chat.log.erase(chat.conversation)
    else:
        browser.cookie = "forged"
    page = browser.press("Continue", *fields)

    assert "Call 911 now." in page.alerts and page.links["Call 911"] == "tel:911"
    assert any("Please start a new one." in alert for alert in page.alerts)


def test_danger_sent_while_the_chat_is_being_ended_is_answered_before_its_last_words(ticking, chat):
    form, cookie = ticking.form("Continue"), ticking.cookie
    chat.agent.says = lambda message: [
        {"text": "Then I stop here."}, {"custom": {"kind": "state", "state": "ended"}},
    ]  # fmt: skip
    messages = chat.log.messages
    before = messages(chat.conversation, None)
    ticking.press("None of these", form=form)
    ticking.cookie = cookie
    # The page is asked for where it stood before the answer was stored.
    chat.log.messages = lambda *_: before
    page = ticking.press("Continue", ("text", CHEST), form=form)

    assert "Call 911 now." in page.alerts
    assert page.texts.index("Call 911 now.") < page.texts.index("Then I stop here.")
