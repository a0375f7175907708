"""Own words in the widget that a turn did not take: beside ticks, and in a chat that is over."""

import json

from playwright.sync_api import expect

from tests.browser.prepared import CHEST, KNEE
from tests.browser.test_transport import sent_turns

KEPT = "What you typed is not sent yet. Send it if it still counts."


def ticking(visit, prepared, question="emergency_signs"):
    token = prepared.at(question)
    visitor = visit(token=token).open()
    return token, visitor


def test_what_is_ticked_goes_first_and_the_words_wait_in_the_field(visit, prepared):
    token, visitor = ticking(visit, prepared)
    bodies = sent_turns(visitor)
    visitor.options.first.click()
    visitor.say("since this morning, nothing else")
    expect(visitor.status).to_have_text(KEPT)

    [body] = map(json.loads, bodies)
    assert len(body["choices"]) == 1 and "text" not in body
    expect(visitor.field).to_have_value("since this morning, nothing else")
    assert "since this morning, nothing else" not in prepared.said(token)
    visitor.button("Send").click()
    expect(visitor.bubbles.last).to_contain_text("since this morning, nothing else")
    expect(visitor.field).to_have_value("")


def test_words_wait_when_the_ticks_beside_them_are_sent_by_their_own_button(visit, prepared):
    _, visitor = ticking(visit, prepared)
    visitor.field.fill("since this morning")
    visitor.options.first.click()
    visitor.button("Continue").click()

    expect(visitor.status).to_have_text(KEPT)
    expect(visitor.field).to_have_value("since this morning")


def test_words_alone_answer_a_list_as_ever(visit, prepared):
    token, visitor = ticking(visit, prepared)
    visitor.say("none of that")
    visitor.settle()

    assert prepared.said(token)[-1] == "none of that"
    expect(visitor.field).to_have_value("")


def test_words_to_an_erased_chat_are_kept_and_the_way_to_help_is_said(visit, prepared):
    token = prepared.at("reason")
    visitor = visit(token=token).open()
    visitor.page.route("**/chat/stream", lambda route: route.abort())
    visitor.page.reload()
    visitor.open()
    prepared.call("DELETE", "sessions/current", token)
    visitor.say(KNEE)

    expect(visitor.status).to_contain_text("In an emergency, call 911. This chat is not here any more.")
    expect(visitor.field).to_have_value(KNEE)
    expect(visitor.emergency).to_have_count(0)
    visitor.button("Start a new chat").click()
    expect(visitor.log.get_by_text("OK to go on?")).to_be_visible()
    expect(visitor.field).to_have_value(KNEE)


def test_an_emergency_told_to_a_chat_that_timed_out_is_answered(visit, prepared):
    visitor = visit(token=prepared.at("reason")).open()
    visitor.page.route(
        "**/chat/turns",
        lambda route: route.continue_(headers={**route.request.headers, "authorization": "Bearer forged"}),
    )
    visitor.say(CHEST)

    expect(visitor.emergency).to_be_visible()
    assert "emergency" in visitor.focused()
    expect(visitor.chat.get_by_role("link", name="Call 911", exact=True)).to_be_visible()
    expect(visitor.status).to_contain_text("This chat has timed out.")
    expect(visitor.field).to_have_value(CHEST)


def test_a_chat_that_ended_keeps_its_last_words_and_asks_for_no_stream_any_more(visit, server):
    visitor = visit().open()
    visitor.choose("No")
    visitor.settle()
    asked = sum(url.endswith("/stream") for url in visitor.requests)
    last = visitor.log.inner_text()
    visitor.page.wait_for_timeout(4_000)

    assert sum(url.endswith("/stream") for url in visitor.requests) == asked
    assert visitor.log.inner_text() == last
    assert visitor.troubles == []


def test_a_chat_erased_in_another_tab_ends_here_once_and_asks_for_no_stream_any_more(visit, prepared):
    token = prepared.at("age")
    visitor = visit(token=token).open()
    visitor.field.fill("half a sentence")
    prepared.call("DELETE", "sessions/current", token)
    expect(visitor.button("Start a new chat")).to_be_visible()
    asked = sum(url.endswith("/stream") for url in visitor.requests)
    visitor.page.wait_for_timeout(3_000)

    assert sum(url.endswith("/stream") for url in visitor.requests) == asked
    expect(visitor.field).to_have_value("half a sentence")
