"""Saved views in a real browser: save one, open it by its key, remove it; with a keyboard and without script."""

import pytest
from playwright.sync_api import expect

from bot.store.saved_views import drop_view, views_of
from tests.browser.desk.filled import FilledDesk
from tests.browser.wcag import violations


@pytest.fixture(autouse=True)
def _no_views_are_left(desk):
    FilledDesk(desk)
    yield
    who = desk.people["reception"].id
    with desk.database.session() as session:
        for view in views_of(session, who):
            drop_view(session, who, view.id)


def save(tab, address, name):
    tab.go(address)
    field = tab.page.get_by_label("Save as a view, named")
    if not field.is_visible():
        tab.page.get_by_text("Filter (").click()
    field.fill(name)
    tab.press("Save view")


def test_a_view_is_saved_opened_by_its_key_and_removed(sit_down):
    tab = sit_down("reception")
    save(tab, "/queue?tier=T0", "Emergencies")
    save(tab, "/queue?channel=sms&tier=T1", "Urgent texts")
    views = tab.page.get_by_role("navigation", name="Your saved views")
    expect(views.get_by_role("link")).to_have_text(["Emergencies", "Urgent texts"])
    tab.go("/queue").page.wait_for_load_state()
    tab.page.keyboard.press("1")
    tab.page.wait_for_url("**/queue?tier=T0")
    tab.page.wait_for_load_state()  # the keys come with the script
    expect(views.get_by_role("link", name="Emergencies")).to_have_attribute("aria-current", "page")
    expect(tab.page.locator("tbody tr").first).to_contain_text("Emergency")
    tab.page.keyboard.press("2")
    tab.page.wait_for_url("**/queue?tier=T1&channel=sms")
    tab.page.get_by_role("button", name="Remove the view Emergencies").press("Enter")
    expect(views.get_by_role("link")).to_have_text(["Urgent texts"])
    assert tab.page.url.endswith("/queue?tier=T1&channel=sms")
    tab.page.wait_for_load_state()
    tab.page.keyboard.press("9")
    assert tab.page.url.endswith("/queue?tier=T1&channel=sms")
    assert tab.troubles == []


def test_a_digit_that_is_typed_opens_nothing(sit_down):
    tab = sit_down("reception")
    save(tab, "/queue?tier=T0", "Emergencies")
    tab.go("/queue").page.wait_for_load_state()
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("0111")
    expect(tab.page.get_by_label("Name, or last four digits")).to_have_value("0111")
    assert tab.page.url.endswith("/queue")


def test_it_is_saved_opened_and_removed_without_script(sit_down):
    tab = sit_down("reception", java_script_enabled=False)
    save(tab, "/queue?tier=T0", "Emergencies")
    tab.go("/queue").page.get_by_role("link", name="Emergencies").click()
    assert tab.page.url.endswith("/queue?tier=T0")
    tab.press("Remove the view Emergencies")
    expect(tab.page.get_by_role("link", name="Emergencies")).to_have_count(0)


def test_axe_finds_nothing_with_views_and_with_one_that_is_refused(sit_down):
    tab = sit_down("reception")
    save(tab, "/queue?tier=T0", "Emergencies")
    for scheme in ("light", "dark"):
        tab.page.emulate_media(color_scheme=scheme)
        assert violations(tab.page) == []
    save(tab, "/queue?rule=no-such-rule", "A rule that is none")
    expect(tab.page.get_by_role("alert")).to_contain_text("a rule by its code")
    expect(tab.page.get_by_label("Save as a view, named")).to_have_value("A rule that is none")
    assert violations(tab.page) == []


@pytest.mark.parametrize("width", [320, 820])
def test_long_names_do_not_make_the_page_scroll_sideways(sit_down, width):
    tab = sit_down("reception", viewport={"width": width, "height": 900})
    for number in range(3):
        save(tab, "/queue?tier=T0", f"{number}" + "W" * 39)
    expect(tab.page.get_by_role("navigation", name="Your saved views").get_by_role("link")).to_have_count(3)
    wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0
    small = tab.page.evaluate(
        """[...document.querySelectorAll(".views a, .views button")]
          .map((each) => each.getBoundingClientRect()).filter((box) => Math.min(box.width, box.height) < 24)"""
    )
    assert small == []
