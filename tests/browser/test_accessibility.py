"""What WCAG 2.2 AA asks, in every state of the chat."""

import pytest
from playwright.sync_api import expect

from tests.browser.prepared import ACTIVE, CHEST
from tests.browser.wcag import LEAST_TARGET, violations

SMALL_TARGETS = """(root) => [...root.querySelectorAll("a, button, textarea, summary, .option")]
  .map((node) => [node.textContent || node.tagName, node.getBoundingClientRect()])
  .filter(([, box]) => box.width && Math.min(box.width, box.height) < LEAST)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""


def small_targets(visitor):
    return visitor.evaluate_in_chat(SMALL_TARGETS.replace("LEAST", str(LEAST_TARGET)))


STATES = {
    "a choice": ("age",),
    "several to tick": ("general_signs",),
    "a number": ("pain", ACTIVE),
    "free text": ("reason",),
    "the summary": ("summary_ok",),
    "the result": (),
    "an emergency": (None, CHEST),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_light_and_dark_with(visit, prepared, state):
    visitor = visit(token=prepared.to_look_at(*STATES[state])).open()
    for details in visitor.chat.locator("details").all():
        details.evaluate("(node) => { node.open = true; }")

    assert violations(visitor.page) == []
    assert small_targets(visitor) == []
    visitor.page.emulate_media(color_scheme="dark")
    assert violations(visitor.page) == []


def test_axe_finds_nothing_while_it_is_closed(visit):
    visitor = visit()
    expect(visitor.launcher).to_be_visible()

    assert violations(visitor.page) == []
    assert small_targets(visitor) == []


def test_axe_finds_nothing_when_nothing_can_be_sent(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()
    visitor.page.context.set_offline(True)
    visitor.say("I am 34")
    expect(visitor.status).to_contain_text("Not sent yet")

    assert violations(visitor.page) == []


def test_axe_finds_nothing_when_the_chat_has_ended(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()
    visitor.button("Delete this chat").click()
    visitor.button("Press again to delete it").click()
    expect(visitor.button("Start a new chat")).to_be_focused()

    assert violations(visitor.page) == []


def test_opening_brings_the_focus_in_and_escape_brings_it_back(visit):
    visitor = visit().open()
    assert "h2" in visitor.focused()

    visitor.page.keyboard.press("Escape")

    expect(visitor.panel).to_be_hidden()
    expect(visitor.launcher).to_be_focused()


def test_on_a_phone_nothing_behind_the_chat_takes_the_focus(visit):
    visitor = visit(viewport={"width": 360, "height": 740}).open()

    for _ in range(20):
        visitor.page.keyboard.press("Tab")
        assert visitor.page.evaluate("document.activeElement.tagName") in ("SIGNPOST-CHAT", "BODY")
    visitor.page.keyboard.press("Escape")

    expect(visitor.panel).to_be_hidden()
    expect(visitor.launcher).to_be_focused()


def test_after_an_answer_the_focus_is_on_the_next_question(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()

    visitor.choose("18 to 49")
    visitor.settle()

    assert "input" in visitor.focused()


def test_only_a_line_of_its_own_is_read_aloud(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()
    visitor.say("do I have a torn meniscus?")
    visitor.settle()

    assert visitor.chat.get_by_role("log").get_attribute("aria-live") == "off"
    announced = visitor.chat.locator("[aria-live=polite]")
    expect(announced).to_have_count(1)
    expect(announced).to_contain_text("I can't tell you what is wrong")
    assert "meniscus" not in announced.inner_text()


def test_the_options_belong_to_a_group_named_by_the_question(visit, prepared):
    visitor = visit(token=prepared.to_look_at("age")).open()

    group = visitor.chat.get_by_role("group", name="How old is the person who needs help?")

    expect(group.get_by_role("radio")).to_have_count(5)


def test_nothing_moves_for_those_who_asked_for_less_motion(visit):
    still = visit(reduced_motion="reduce").open()
    moving = visit(reduced_motion="no-preference").open()
    look = "(root) => [getComputedStyle(root.querySelector('.panel')).animationName,"
    look += " getComputedStyle(root.querySelector('.talk')).scrollBehavior]"

    assert still.evaluate_in_chat(look) == ["none", "auto"]
    assert moving.evaluate_in_chat(look) == ["rise", "smooth"]


def test_with_forced_colours_every_control_keeps_an_edge_and_axe_finds_nothing(visit, prepared, clinic_site):
    token = prepared.to_look_at("age")
    visitor = visit(clinic_site.origin, token=token, forced_colors="active").open()
    edges = visitor.evaluate_in_chat(
        """(root) => [...root.querySelectorAll(".option, .message, button:not(.link, .change, .close), textarea")]
          .filter((node) => node.offsetWidth)
          .map((node) => parseFloat(getComputedStyle(node).borderTopWidth))"""
    )

    assert min(edges) >= 1
    assert violations(visitor.page) == []


def test_axe_finds_nothing_when_it_fills_a_page(visit):
    visitor = visit("/talk")
    visitor.settle()

    assert violations(visitor.page) == []


def test_axe_finds_nothing_on_the_plain_page(visit):
    # axe is a script itself: the page without script is the one whose module never came.
    visitor = visit("/healthz")
    visitor.page.route("**/widget/widget.js", lambda route: route.abort())
    visitor.page.goto(visitor.page.url.replace("/healthz", "/talk"))
    assert violations(visitor.page) == []

    visitor.page.get_by_role("button", name="Start").click()
    visitor.page.locator("fieldset").wait_for()

    assert violations(visitor.page) == []
