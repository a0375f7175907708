"""One tag on a clinic's page: from another origin, under a strict policy, with what the clinic chose."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.prepared import KNEE

HEALTH = re.compile(r"knee|pain|therap|chest|ache|stairs|treat|month", re.IGNORECASE)


@pytest.fixture
def clinic(clinic_site):
    """The clinic's site, to be set up; as it was afterwards."""
    yield clinic_site
    clinic_site.reset()


def origin(address):
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def test_before_it_is_opened_nothing_is_asked_for_but_the_module(visit, server):
    visitor = visit()
    expect(visitor.launcher).to_be_visible()
    visitor.page.wait_for_load_state("networkidle")

    from_widget = [urlsplit(url).path for url in visitor.requests if "/widget/" in url or "/chat/" in url]

    assert from_widget == ["/widget/widget.js"]


def test_a_listed_site_has_the_whole_chat_under_a_strict_policy(visit, server, clinic):
    visitor = visit(clinic.origin)
    visitor.page.evaluate(
        "document.addEventListener('securitypolicyviolation', (event) => console.error(event.violatedDirective))"
    )
    visitor.open().until_result(KNEE)

    expect(visitor.result).to_contain_text("physical therapist")
    assert visitor.troubles == []
    assert {origin(url) for url in visitor.requests} == {clinic.origin, server.address}
    assert [url for url in visitor.requests if HEALTH.search(url) or urlsplit(url).query] == []


def test_a_site_that_is_not_listed_gets_no_chat_and_keeps_its_own_link(visit, server, clinic):
    visitor = visit(clinic.other_origin)
    visitor.page.wait_for_load_state("networkidle")

    assert visitor.launcher.count() == 0
    expect(visitor.chat.get_by_role("link", name="Talk")).to_be_visible()
    assert any("CORS" in trouble for trouble in visitor.troubles)


def test_a_script_of_a_site_that_is_not_listed_cannot_use_the_chat(visit, server, clinic):
    visitor = visit(clinic.other_origin)

    refused = visitor.page.evaluate(
        """(address) => fetch(`${address}/chat/sessions`, {
          method: "POST", headers: {"content-type": "application/json"}, body: "{}",
        }).then(() => "answered", (error) => error.name)""",
        server.address,
    )

    assert refused == "TypeError"


def test_without_script_the_page_keeps_the_link_and_the_number(visit):
    visitor = visit(java_script_enabled=False)

    expect(visitor.chat.locator("a[href='/talk']")).to_be_visible()
    expect(visitor.chat.locator("a[href='tel:911']")).to_be_visible()


def test_a_chat_that_cannot_load_leads_on_all_the_same(visit):
    visitor = visit()
    visitor.page.route("**/widget/panel.js", lambda route: route.abort())

    visitor.launcher.click()

    expect(visitor.launcher).to_have_text("The chat did not load. Check your connection, then try again.")
    expect(visitor.chat.locator("a[href='/talk']")).to_be_visible()


@pytest.mark.parametrize("colour", ["#ffe08a", "#777777", "rgba(0, 0, 0, .4)"])
def test_a_theme_that_is_hard_to_read_is_put_right_with_a_warning(visit, server, clinic, colour):
    clinic.theme = f"signpost-chat {{ --signpost-accent: {colour}; --signpost-on-accent: #fff; }}"
    visitor = visit(clinic.origin).open()

    ratio = visitor.evaluate_in_chat(
        """async (root) => {
          const look = getComputedStyle(root.querySelector("button:not([class])"));
          const light = (colour) => {
            const part = colour.match(/[0-9.]+/g).slice(0, 3).map((each) => each / 255)
              .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
            return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
          };
          const [dark, bright] = [look.color, look.backgroundColor].map(light).sort((a, b) => a - b);
          return (bright + 0.05) / (dark + 0.05);
        }"""
    )

    assert ratio >= 4.5
    assert [trouble for trouble in visitor.troubles if "hard to read" in trouble]


def test_a_theme_that_can_be_read_is_worn_as_it_is(visit, server, clinic):
    clinic.theme = "signpost-chat { --signpost-accent: #4b2e83; }"
    visitor = visit(clinic.origin).open()

    send = visitor.chat.get_by_role("button", name="Send")

    expect(send).to_have_css("background-color", "rgb(75, 46, 131)")
    assert visitor.troubles == []


def test_the_page_hears_what_happens_and_nothing_about_the_person(visit):
    visitor = visit()
    visitor.page.evaluate(
        """() => {
          window.heard = [];
          for (const name of ["open", "close", "result"]) {
            addEventListener(`signpost:${name}`, (event) => heard.push([event.type, event.detail]));
          }
        }"""
    )
    visitor.open().until_result(KNEE)
    visitor.page.keyboard.press("Escape")
    expect(visitor.launcher).to_be_visible()

    heard = visitor.page.evaluate("heard")

    assert heard == [["signpost:open", None], ["signpost:result", None], ["signpost:close", None]]


def test_a_greeting_is_shown_and_can_be_hidden(visit, server, clinic):
    clinic.attributes = 'greeting="Not sure who to see?" label="Ask us"'
    visitor = visit(clinic.origin)
    expect(visitor.chat.get_by_text("Not sure who to see?")).to_be_visible()
    expect(visitor.launcher).to_have_text("Ask us")

    visitor.button("Hide this note").click()

    expect(visitor.chat.get_by_text("Not sure who to see?")).to_have_count(0)


def test_it_opens_by_itself_only_where_the_clinic_asked_once_and_takes_no_focus(visit, server, clinic):
    clinic.attributes = 'open-after="0.2"'
    visitor = visit(clinic.origin)
    expect(visitor.panel).to_be_visible()
    visitor.settle()
    assert visitor.focused() == "body."

    visitor.page.reload()
    visitor.page.wait_for_load_state("networkidle")
    visitor.page.wait_for_function("new Promise((done) => setTimeout(done, 600, true))")

    expect(visitor.launcher).to_be_visible()


def test_inline_it_fills_its_place_and_needs_no_launcher(visit, server, clinic):
    clinic.attributes = "inline"
    visitor = visit(clinic.origin)
    visitor.settle()

    expect(visitor.panel).to_be_visible()
    expect(visitor.launcher).to_have_count(0)
    expect(visitor.button("Close the chat")).to_have_count(0)
