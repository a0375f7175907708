"""The queue in a real browser: it moves by itself, keeps the focus, and needs no mouse."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.desk.filled import FilledDesk


@pytest.fixture
def filled(desk):
    return FilledDesk(desk)


def rows(tab):
    return tab.page.locator("tbody tr")


def focused(tab):
    return tab.page.evaluate("document.activeElement.textContent.trim()")


def test_a_case_that_comes_in_stands_at_its_place_by_itself_and_is_announced(sit_down, filled):
    tab = sit_down("reception").go("/queue")
    expect(rows(tab).first).to_contain_text("Demo Walter Pine")
    filled.comes_in("T0", "Newly Come")
    expect(rows(tab).nth(1)).to_contain_text("Demo Newly Come")
    expect(tab.page.locator("#news")).to_have_text("One new case.")
    expect(rows(tab).nth(1)).to_have_class(re.compile("fresh"))
    assert tab.troubles == []


def test_a_case_that_somebody_closes_leaves_the_queue_of_everybody(sit_down, filled):
    looking = sit_down("clinician").go("/queue")
    expect(looking.page.get_by_role("link", name="Demo Ana Brook")).to_be_visible()
    working = sit_down("reception").go(filled.path_of("Demo Ana Brook"))
    working.page.get_by_label("It is now").select_option("Closed")
    working.press("Save the status")
    expect(working.page.get_by_text("The status is saved.")).to_be_visible()
    expect(looking.page.get_by_role("link", name="Demo Ana Brook")).to_have_count(0)


def test_an_update_leaves_the_focus_on_the_case_it_was_on(sit_down, filled):
    tab = sit_down("reception").go("/queue")
    tab.page.get_by_role("link", name="Demo Grace Hill").focus()
    filled.comes_in("T1", "While Reading")
    expect(tab.page.get_by_role("link", name="Demo While Reading")).to_be_visible()
    assert focused(tab) == "Demo Grace Hill"


def test_an_update_keeps_the_filter_and_the_search(sit_down, filled):
    tab = sit_down("reception").go("/queue?tier=T0")
    searched = sit_down("reception").go("/queue")
    searched.page.get_by_label("Name, or last four digits").fill("update")
    searched.press("Search")
    filled.comes_in("T4", "Calm Update")
    filled.comes_in("T0", "Urgent Update")
    expect(rows(tab).nth(1)).to_contain_text("Demo Urgent Update")
    expect(tab.page.get_by_text("Demo Calm Update")).to_have_count(0)
    expect(rows(searched)).to_have_count(2)
    assert searched.page.url == searched.address + "/queue"


def test_keys_alone_go_through_the_queue_into_a_case_and_back(sit_down, filled):
    tab = sit_down("reception").go("/queue")
    keyboard = tab.page.keyboard
    keyboard.press("j")
    assert focused(tab) == "Demo Walter Pine"
    keyboard.press("j")
    assert focused(tab) == "Demo Priya Lake"
    keyboard.press("k")
    keyboard.press("Enter")
    expect(tab.page.get_by_role("heading", level=1)).to_contain_text("Demo Walter Pine")
    tab.page.wait_for_load_state()  # the keys come with the script
    keyboard.press("u")
    expect(tab.page.get_by_role("heading", name="Queue", exact=True)).to_be_visible()
    tab.page.wait_for_load_state()
    keyboard.press("/")
    keyboard.type("jk lake")
    expect(tab.page.get_by_label("Name, or last four digits")).to_have_value("jk lake")
    tab.page.get_by_label("Name, or last four digits").fill("lake")
    keyboard.press("Enter")
    expect(rows(tab)).to_have_count(1)


def test_the_list_of_keys_opens_by_a_key(sit_down, filled):
    tab = sit_down("reception").go("/queue")
    tab.page.keyboard.press("?")
    expect(tab.page.get_by_text("next case")).to_be_visible()


def test_it_filters_and_searches_without_script(sit_down, filled):
    tab = sit_down("reception", java_script_enabled=False).go("/queue")
    tab.page.get_by_text("Filter", exact=True).click()
    tab.page.get_by_label("Urgency").select_option("Today")
    tab.press("Show these")
    expect(rows(tab)).to_have_count(1)
    tab.go("/queue")
    tab.page.get_by_label("Name, or last four digits").fill("0114")
    tab.press("Search")
    expect(rows(tab)).to_contain_text(["Demo Ana Brook"])


def test_a_name_that_is_markup_runs_nothing_in_a_live_update_either(sit_down, filled):
    tab = sit_down("reception").go("/queue")
    filled.comes_in("T1", '<img src=x onerror="document.title=1"><script>document.title=2</script>')
    expect(tab.page.get_by_text("Demo <img src=x onerror=")).to_be_visible()
    assert tab.page.title().startswith("Queue")
    assert tab.troubles == []


def test_urgency_can_be_told_apart_without_colour(sit_down, filled):
    tab = sit_down("reception", forced_colors="active").go("/queue?status=all")
    shapes = tab.page.evaluate(
        """[...document.querySelectorAll(".tier")].map((tier) =>
          [tier.textContent.trim(), tier.querySelector("svg").firstElementChild.outerHTML])"""
    )
    assert len({words for words, _ in shapes}) == len({shape for _, shape in shapes}) >= 5
