"""The page at /talk by plain HTTP: its start, forms sent twice, old pages, lost and forged cookies, other sites."""

import re
import threading
import time

import pytest

from bot.channels.tokens import SessionTokens
from tests.server.plain_browser import Browser, tick_list


def test_the_first_page_opens_no_conversation_and_shows_the_emergency_link(browser, chat):
    page = browser.open()

    assert page.status == 200 and chat.log.stored == {}
    assert page.links["In an emergency, call 911."] == "tel:911"
    assert browser.set_cookies == []


def test_starting_leads_to_the_first_question_as_a_plain_form(browser):
    page = browser.start()

    assert page.legend == "What do you want help with?"
    assert page.options == {"treat_pain": "Treat pain", "fitness": "Get fit"}
    assert {"Continue", "Not sure", "Skip"} <= browser.form("Continue").buttons.keys()
    assert "Why do you ask?" in page.text and "It helps me." in page.text
    assert "Question 2 of at most 9" in page.text


def test_the_token_is_in_a_cookie_that_no_script_and_no_other_site_can_use(browser):
    browser.start()

    [cookie] = browser.set_cookies
    parts = {part.strip().lower() for part in cookie.split(";")}
    assert {"httponly", "samesite=strict", "path=/talk"} <= parts
    assert "secure" not in parts and not any(part.startswith(("max-age", "expires")) for part in parts)
    assert browser.cookie not in browser.page.body


def test_behind_https_the_cookie_is_secure(browser):
    browser.open()
    browser.press("Start", headers={"x-forwarded-proto": "https"})

    assert "secure" in browser.set_cookies[0].lower()


def test_every_page_keeps_out_of_caches_and_may_send_forms_to_itself_only(browser):
    for page in (browser.open(), browser.start(), browser.press("Continue")):
        assert page.headers["cache-control"] == "no-store"
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert "form-action 'self'" in page.headers["content-security-policy"]


def test_no_other_page_may_send_forms(chat):
    assert "form-action 'none'" in chat.call("GET", "/").headers["content-security-policy"]


def test_a_page_needs_nothing_inline(browser):
    browser.start()

    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! type=\"module\" src=)", browser.page.body)


def test_a_form_sent_twice_counts_once(browser, chat):
    browser.start()
    form = browser.form("Continue")
    first = browser.press("Continue", ("option", "fitness"), form=form)
    again = browser.press("Continue", ("option", "fitness"), form=form)

    assert len(chat.agent.heard) == 2
    assert (again.status, again.alerts, again.body) == (200, [], first.body)


def test_a_form_sent_twice_at_the_same_time_counts_once_and_both_see_the_next_question(browser, chat):
    browser.start()
    form, leave = browser.form("Continue"), threading.Event()

    async def before(message):
        while not leave.is_set():
            await __import__("asyncio").sleep(0.01)

    chat.agent.before = before
    chat.agent.says = tick_list
    second = Browser(chat.port)
    second.cookie = browser.cookie
    threads = [
        threading.Thread(target=each.press, args=("Continue", ("option", "fitness")), kwargs={"form": form})
        for each in (browser, second)
    ]
    for thread in threads:
        thread.start()
    deadline = time.monotonic() + 5
    while len(chat.agent.heard) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    leave.set()
    for thread in threads:
        thread.join(20)

    assert len(chat.agent.heard) == 2
    assert browser.page.legend == second.page.legend == "Any of these?"


def test_another_answer_to_an_answered_question_changes_nothing_and_says_so(browser, chat):
    browser.start()
    old = browser.form("Continue")
    browser.press("Continue", ("option", "fitness"), form=old)
    page = browser.press("Continue", ("option", "treat_pain"), form=old)

    assert page.status == 409 and len(chat.agent.heard) == 2
    assert page.alerts == [
        "You had answered that question. Your first answer counts. You can change it below."
    ]
    assert page.legend == "What do you want help with?"


def test_a_form_of_another_conversation_is_out_of_date(browser, chat):
    browser.start()
    old = browser.form("Continue")
    browser.press("Yes", form=next(f for f in browser.page.forms if ("do", "restart") in f.fields))
    page = browser.press("Continue", ("option", "fitness"), form=old)

    assert page.status == 409 and "out of date" in page.alerts[0]
    assert len(chat.agent.heard) == 2


@pytest.mark.parametrize("cookie", ["forged", "v1.e30.AAAA", ""])
def test_a_forged_cookie_starts_anew_with_words_and_is_dropped(browser, chat, cookie):
    browser.start()
    form, browser.cookie = browser.form("Continue"), cookie or "x"

    page = browser.open()
    assert page.status == 200 and "Please start a new one." in page.alerts[0]
    assert browser.cookie is None and "What do you want" not in page.body
    browser.cookie = cookie or "x"
    page = browser.press("Continue", ("option", "fitness"), form=form)
    assert "Please start a new one." in page.alerts[0] and len(chat.agent.heard) == 1
    assert browser.press("Start").legend == "What do you want help with?"


def test_an_expired_cookie_starts_anew_with_words(serve):
    now = [1_000_000.0]
    chat = serve(tokens=SessionTokens(bytes(range(32)), "web", lifetime=60, clock=lambda: now[0]))
    browser = Browser(chat.port)
    browser.start()
    now[0] += 61

    assert "timed out" in browser.open().alerts[0]


def test_without_the_cookie_another_person_sees_nothing_of_the_chat(browser, chat):
    browser.start()
    browser.press("Continue", ("text", "my secret knee"))
    form = browser.form("Continue")
    other = Browser(chat.port)
    other.start()

    assert "secret" not in other.page.body
    page = other.press("Continue", ("option", "fitness"), form=form)
    assert "secret" not in page.body and page.status == 409
    assert len([m for m in chat.agent.heard if m.text]) == 1


@pytest.mark.parametrize("headers", [
    {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
])  # fmt: skip
def test_a_form_from_another_site_is_refused_and_shows_nothing(browser, chat, headers):
    browser.start()
    browser.press("Continue", ("text", "my secret knee"))
    heard = len(chat.agent.heard)
    page = browser.press("Continue", ("option", "fitness"), headers=headers)

    assert page.status == 403 and len(chat.agent.heard) == heard
    assert "secret" not in page.body and "another site" in page.alerts[0]


def test_another_site_cannot_start_a_chat_either(browser, chat):
    browser.open()

    assert browser.press("Start", headers={"origin": "https://evil.example"}).status == 403
    assert chat.log.stored == {}


def test_start_pressed_in_an_old_tab_goes_on_with_the_chat_there_is(browser, chat):
    browser.open()
    form = browser.form("Start")
    browser.press("Start", form=form)
    browser.press("Start", form=form)

    assert len(chat.log.stored) == 1


def test_how_to_print_is_said_once_there_is_something_to_keep(browser, chat):
    assert "print the page" not in browser.start().text
    chat.agent.says = lambda message: [{"text": "Call 911.", "custom": {"kind": "emergency", "result": {}}}]

    assert "print the page" in browser.press("Continue", ("text", "it hurts")).text


def test_with_script_the_same_address_holds_the_widget(browser):
    page = browser.open()

    assert "<signpost-chat inline>" in page.body
    assert '<script type="module" src="/widget/widget.js"></script>' in page.body
