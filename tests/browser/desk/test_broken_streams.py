"""A page that follows something goes on following it after the front desk gave it no answer for a while."""

from playwright.sync_api import expect

from tests.browser.desk.conftest import PATIENCE_MS
from tests.browser.desk.filled import FilledDesk
from tests.browser.desk.test_account_pages import is_fine


def refuse(tab, address, times):
    """Let these calls of the tab end in an answer of 503; what was refused so far."""
    refused = []

    def answer(route):
        refused.append(route.request.url)
        route.fulfill(status=503, body="")

    tab.page.route(address, answer, times=times)
    return refused


def test_new_words_appear_although_the_stream_was_refused_once(visit, asked, sits):
    token, case = asked
    visitor = visit(token=token).open()
    rita = sits("reception", "/queue")
    refused = refuse(rita, "**/cases/*/events", times=1)
    rita.go(case)
    visitor.say("Only going down")
    expect(rita.page.locator("#talk-log")).to_contain_text("Only going down", timeout=PATIENCE_MS)
    assert len(refused) == 1


def test_a_page_that_cannot_be_brought_up_to_date_says_so_where_everybody_sees_it(
    visit,
    asked,
    sits,
):
    token, case = asked
    visitor = visit(token=token).open()
    rita = sits("reception", case)
    refused = refuse(rita, "**/cases/*/talk", times=1)
    visitor.say("Only going down")
    news = rita.page.locator("#talk-news")
    expect(news).to_contain_text("What you see may be old.", timeout=PATIENCE_MS)
    expect(news).not_to_have_class("unseen")
    assert len(refused) == 1
    is_fine(rita.page)
    visitor.say("And at night")
    expect(rita.page.locator("#talk-log")).to_contain_text("And at night", timeout=PATIENCE_MS)
    expect(news).to_have_class("unseen")
    expect(news).not_to_contain_text("may be old")


def test_a_new_case_appears_although_the_stream_of_the_queue_was_refused_once(sit_down, desk):
    filled = FilledDesk(desk)
    tab = sit_down("reception")
    refused = refuse(tab, "**/queue/events", times=1)
    tab.go("/queue")
    filled.comes_in("T0", "After Silence")
    expect(tab.page.get_by_role("link", name="Demo After Silence")).to_be_visible(timeout=PATIENCE_MS)
    assert len(refused) == 1


def test_a_queue_that_gets_no_rows_stays_where_it_is_and_says_so(sit_down, desk):
    filled = FilledDesk(desk)
    tab = sit_down("reception").go("/queue")
    refuse(tab, "**/queue/rows", times=1)
    filled.comes_in("T0", "Not Yet Seen")
    expect(tab.page.locator("#news")).to_contain_text("What you see may be old.", timeout=PATIENCE_MS)
    filled.comes_in("T0", "Seen Later")
    expect(tab.page.get_by_role("link", name="Demo Not Yet Seen")).to_be_visible(timeout=PATIENCE_MS)
