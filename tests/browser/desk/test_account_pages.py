"""The pages around accounts: WCAG 2.2 AA in light and dark, and no sideways scrolling on a small screen."""

import pytest

from bot.store.conversations import open_conversation
from tests.browser.wcag import violations

PAGES = {
    "sign-in": (None, "/sign-in"),
    "account": ("reception", "/account"),
    "staff": ("admin", "/staff"),
    "audit": ("auditor", "/audit?action=staff.demo_added"),
    "clinic": ("admin", "/clinic"),
    "clinic, to read": ("reception", "/clinic"),
    "content": ("clinician", "/content"),
    "not allowed": ("reception", "/staff"),
    "not there": (None, "/no-such-page"),
}


def is_fine(page):
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == []
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(sit_down, name):
    role, path = PAGES[name]
    is_fine(sit_down(role).go(path).page)


def test_axe_finds_nothing_while_something_is_wrong(sit_down):
    tab = sit_down().go("/sign-in")
    tab.fill(Login="nobody", Password="a guess")
    tab.press("Sign in")
    is_fine(tab.page)


def test_axe_finds_nothing_on_a_one_time_password_and_on_the_first_steps(sit_down):
    admin = sit_down("admin").go("/staff")
    admin.fill(Name="New Person", Login="newcomer")
    admin.press("Add")
    is_fine(admin.page)
    password = admin.page.locator("code.secret").nth(1).inner_text()
    tab = sit_down().go("/")
    tab.fill(Login="newcomer", Password=password)
    tab.press("Sign in")
    is_fine(tab.page)
    tab.fill(New_password="six green lamps hum", The_same_again="six green lamps hum")
    tab.press("Save and go on")
    is_fine(tab.page)


def test_axe_finds_nothing_on_the_lock_and_on_the_checked_audit(sit_down):
    tab = sit_down("auditor").go("/audit")
    tab.press("Check every line now")
    assert "The audit is whole" in tab.page.content()
    is_fine(tab.page)
    tab.press("Lock")
    is_fine(tab.page)


@pytest.mark.parametrize("name", PAGES)
def test_nothing_scrolls_sideways_on_a_small_screen(sit_down, name):
    role, path = PAGES[name]
    tab = sit_down(role, viewport={"width": 320, "height": 640}).go(path)
    wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def test_axe_finds_nothing_on_one_persons_data_before_and_after_it_is_erased(sit_down, desk):
    with desk.database.session() as session:
        case = open_conversation(session, "web", "en-US")
    tab = sit_down("admin").go(f"/cases/{case}/data")
    is_fine(tab.page)
    tab.page.get_by_label("Yes, erase this person's data").check()
    tab.press("Erase for good")
    assert "Erased, and nothing is left" in tab.page.content()
    is_fine(tab.page)
