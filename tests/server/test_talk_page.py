"""The page at /talk by plain HTTP: what a browser without script sends and shows."""

import http.client
import re
import threading
import time
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest

from bot.channels.limits import Limits, Rate
from bot.channels.session_cookie import NAME
from bot.channels.tokens import SessionTokens

QUESTION_KEYS = {"id": "goal", "input": "choice", "why": "It helps me.", "free_text": True, "safety": False}
ANSWERED = [{"id": "goal", "question": "What you want", "label": "Get <fit>"}]


@dataclass
class Form:
    """A form of a page: its fields as they are filled, and the buttons by their words."""

    fields: list = field(default_factory=list)
    buttons: dict = field(default_factory=dict)


class Page(HTMLParser):
    """A page as a person without script meets it."""

    def __init__(self, status, headers, body):
        super().__init__()
        self.status, self.headers, self.body = status, headers, body
        self.forms, self.links, self.options, self.legend = [], {}, {}, ""
        self.texts, self.alerts, self._inside, self._button, self._label = [], [], [], None, ""
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag not in ("input", "meta", "link"):
            self._inside.append((tag, named))
        if tag == "form":
            self.forms.append(Form())
        elif tag == "input" and named["type"] == "hidden":
            self.forms[-1].fields.append((named["name"], named["value"]))
        elif tag == "input":
            self._label = named.get("value", "")
        elif tag == "button":
            self._button = named

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop()[0] != tag:
            pass
        if tag == "button":
            self._button = None

    def handle_data(self, data):
        text = data.strip()
        if not text:
            return
        self.texts.append(text)
        tags = [tag for tag, _ in self._inside]
        if self._button is not None:
            pressed = (self._button["name"], self._button["value"]) if "name" in self._button else None
            self.forms[-1].buttons.setdefault(text, pressed)
        if "legend" in tags:
            self.legend += text
        if self._label and "label" in tags:
            self.options[self._label] = text
            self._label = ""
        if any(attrs.get("role") == "alert" for _, attrs in self._inside):
            self.alerts.append(text)
        for tag, attrs in self._inside:
            if tag == "a":
                self.links[text] = attrs["href"]

    @property
    def text(self):
        return "\n".join(self.texts)


class Browser:
    """Follows redirects and keeps cookies, runs no script. `sent` is every address it asked for."""

    def __init__(self, port):
        self.port, self.cookie, self.sent, self.set_cookies = port, None, [], []
        self.page = None

    def request(self, method, fields=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"host": f"127.0.0.1:{self.port}", **(headers or {})}
        if self.cookie:
            sent["cookie"] = f"{NAME}={self.cookie}"
        if method == "POST":
            sent.setdefault("content-type", "application/x-www-form-urlencoded")
            sent.setdefault("origin", f"http://127.0.0.1:{self.port}")
        self.sent.append("/talk")
        connection.request(method, "/talk", body=urlencode(fields or []), headers=sent)
        response = connection.getresponse()
        body = response.read().decode()
        names = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        if "set-cookie" in names:
            self.set_cookies.append(names["set-cookie"])
            self.cookie = re.match(rf'{NAME}="?([^";]*)', names["set-cookie"])[1] or None
        if response.status == 303:
            assert names["location"] == "/talk" and "no-store" in names["cache-control"]
            return self.request("GET")
        self.page = Page(response.status, names, body)
        return self.page

    def open(self):
        return self.request("GET")

    def press(self, button, *extra, form=None, headers=None):
        """Send the form that has this button, with what is filled in beside it."""
        form = form or next(each for each in self.page.forms if button in each.buttons)
        pressed = form.buttons[button]
        return self.request("POST", [*form.fields, *extra, *([pressed] if pressed else [])], headers)

    def form(self, button):
        return next(each for each in self.page.forms if button in each.buttons)

    def start(self):
        self.open()
        return self.press("Start")


@pytest.fixture
def browser(chat):
    return Browser(chat.port)


def tick_list(message):
    info = {**QUESTION_KEYS, "kind": "question_info", "id": "conditions", "input": "choices", "skip": True}
    buttons = [{"title": "A heart <condition>", "payload": "heart"}, {"title": "A lung", "payload": "lung"}]
    return [{"custom": info}, {"text": "Any of these?", "buttons": buttons}]


def number(message):
    info = {**QUESTION_KEYS, "kind": "question_info", "id": "pain", "input": "number", "skip": True}
    return [{"custom": info}, {"text": "How bad?"}]


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


def test_deleting_erases_it_at_once_and_says_so(browser, chat):
    browser.start()
    form = next(each for each in browser.page.forms if ("do", "delete") in each.fields)
    page = browser.press("Yes", form=form)

    assert page.alerts == ["This chat was deleted."] and browser.cookie is None
    assert chat.log.erased == {chat.conversation}


def test_starting_over_begins_another_conversation(browser, chat):
    browser.start()
    before = browser.cookie
    form = next(each for each in browser.page.forms if ("do", "restart") in each.fields)
    browser.press("Yes", form=form)

    assert len(chat.log.stored) == 2 and browser.cookie != before


def test_an_emergency_interrupts_with_the_numbers_to_call(browser, chat):
    browser.start()
    chat.agent.says = lambda message: [
        {"text": "Call 911 now.\nOr call 988.", "custom": {"kind": "emergency"}},
        {"custom": {"kind": "state", "state": "done"}},
    ]
    page = browser.press("Continue", ("text", "it hurts"))

    assert "Call 911 now." in page.alerts
    assert page.links["Call 911"] == "tel:911" and page.links["Call 988"] == "tel:988"


def test_a_turn_that_broke_says_the_safety_text_and_the_question_still_waits(browser, chat):
    browser.start()

    def broken(message):
        raise RuntimeError("my chest hurts")

    chat.agent.says = broken
    page = browser.press("Continue", ("text", "my chest hurts"))

    assert page.status == 200 and "Call 911. I could not check that. Send it again." in page.text
    assert page.legend == "What do you want help with?"


def test_a_store_that_is_down_still_answers_with_the_emergency_number(browser, chat):
    browser.start()
    chat.log.broken.add("messages")
    page = browser.open()

    assert page.status == 503 and page.links["In an emergency, call 911."] == "tel:911"
    assert page.alerts and "chest" not in page.body


def test_the_rates_of_the_chat_api_hold_here_too(serve):
    chat = serve(limits=Limits(calls_by_address=Rate(burst=3, per_second=0.01)))
    browser = Browser(chat.port)
    for _ in range(3):
        assert browser.open().status == 200
    page = browser.open()

    assert page.status == 429 and int(page.headers["retry-after"]) > 0
    assert "In an emergency, call 911." in page.links


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


def test_a_conversation_of_which_nothing_is_kept_says_its_last_words(browser, chat):
    browser.start()
    chat.agent.says = lambda message: [
        {"text": "Then I stop here."}, {"custom": {"kind": "state", "state": "ended"}},
    ]  # fmt: skip
    page = browser.press("Continue", ("option", "fitness"))

    assert "Then I stop here." in page.text and browser.cookie is None


@pytest.mark.parametrize("fields", [[], [("do", "dance")], [("do", "answer")]])
def test_a_form_that_cannot_be_read_does_nothing(browser, chat, fields):
    browser.start()

    assert browser.request("POST", fields).status in (400, 409)
    assert len(chat.agent.heard) == 1


def test_only_a_form_is_read(browser, chat):
    browser.start()

    assert browser.request("POST", [("do", "start")], {"content-type": "text/plain"}).status == 400


def test_with_script_the_same_address_holds_the_widget(browser):
    page = browser.open()

    assert "<signpost-chat inline>" in page.body
    assert '<script type="module" src="/widget/widget.js"></script>' in page.body
