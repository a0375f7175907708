"""How a chat at /talk ends or breaks, by plain HTTP: erased, started over, stopped by danger, unanswered."""

from bot.channels.limits import Limits, Rate
from tests.server.plain_browser import Browser


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


def test_a_conversation_of_which_nothing_is_kept_says_its_last_words(browser, chat):
    browser.start()
    chat.agent.says = lambda message: [
        {"text": "Then I stop here."}, {"custom": {"kind": "state", "state": "ended"}},
    ]  # fmt: skip
    page = browser.press("Continue", ("option", "fitness"))

    assert "Then I stop here." in page.text and browser.cookie is None
