"""The pages about cases: WCAG 2.2 AA in light and dark, with every fold open, on a tablet and a small screen."""

import pytest

from tests.browser.desk.filled import FilledDesk
from tests.browser.wcag import small_targets, violations

PAGES = {
    "queue": ("reception", "/queue"),
    "filtered queue": ("clinician", "/queue?status=all&tier=T4"),
    "empty queue": ("admin", "/queue?status=declined"),
    "numbers": ("auditor", "/analytics"),
    "routine case": ("clinician", "Demo Ana Brook"),
    "emergency": ("reception", "Demo Walter Pine"),
    "not assessed": ("admin", "Demo Sam Field"),
    "raised case": ("clinician", "Demo Kofi Marsh"),
    "print view": ("reception", "Demo Grace Hill"),
}


@pytest.fixture(scope="module")
def filled(desk):
    return FilledDesk(desk)


def opened(sit_down, filled, name, **settings):
    role, where = PAGES[name]
    path = where if where.startswith("/") else filled.path_of(where)
    tab = sit_down(role, **settings).go(path + ("/print" if name == "print view" else ""))
    for fold in tab.page.locator("details").all():
        fold.evaluate("(node) => { node.open = true; }")
    return tab


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_light_and_dark(sit_down, filled, name):
    tab = opened(sit_down, filled, name)
    assert violations(tab.page) == []
    tab.page.emulate_media(color_scheme="dark")
    assert violations(tab.page) == []
    assert tab.troubles == []


@pytest.mark.parametrize("name", PAGES)
def test_whatever_can_be_pressed_is_large_enough_for_a_finger(sit_down, filled, name):
    tab = opened(sit_down, filled, name, viewport={"width": 820, "height": 1180}, has_touch=True)
    assert small_targets(tab.page) == []


@pytest.mark.parametrize("width", [320, 820])
@pytest.mark.parametrize("name", PAGES)
def test_the_page_does_not_scroll_sideways(sit_down, filled, name, width):
    tab = opened(sit_down, filled, name, viewport={"width": width, "height": 900})
    wide = tab.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide == 0


def test_axe_finds_nothing_while_a_save_is_refused(sit_down, filled):
    tab = opened(sit_down, filled, "routine case")
    tab.page.locator("form[action$='/raise'] [name=version]").evaluate("(node) => { node.value = 99; }")
    tab.page.locator("#raise-tier").select_option("T1")
    tab.page.locator("#raise-reason").select_option("other")
    tab.page.locator("#raise-words").fill("why")
    tab.press("Raise it")
    assert "Nothing of yours was saved" in tab.page.get_by_role("alert").inner_text()
    assert violations(tab.page) == []
