"""Every page of a call: WCAG 2.2 AA in light and dark, on a tablet and a small screen."""

import pytest

from tests.browser.desk.caller import KNEE_CALM, Keyboard
from tests.browser.wcag import small_targets, violations

TO_RESULT = (*KNEE_CALM, "Enter", "1", "1", "5", "3", "0", "1")
PAGES = {
    "new call": None,
    "danger list": (),
    "a place": ("0",),
    "not sure": ("u",),
    "nothing ticked": ("Enter",),
    "check done": KNEE_CALM,
    "consent": (*KNEE_CALM, "Enter"),
    "refused": (*KNEE_CALM, "Enter", "2"),
    "a choice": (*KNEE_CALM, "Enter", "1"),
    "a score": ("0", "k", "Enter", "1", "8", "0", "3", "0", "0"),
    "result": TO_RESULT,
    "emergency": "crushing chest pain",
}


def opened(sit_down, name, **settings):
    tab, ways = sit_down("reception", **settings), PAGES[name]
    if ways is None:
        return tab.go("/calls/new")
    keys = Keyboard(tab).begins("4", ways if isinstance(ways, str) else "")
    keys.go(*(() if isinstance(ways, str) else ways))
    for fold in tab.page.locator("details").all():
        fold.evaluate("(node) => { node.open = true; }")
    return tab


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_in_light_and_dark_and_nothing_is_too_small_or_too_wide(sit_down, name):
    tab = opened(sit_down, name)
    assert violations(tab.page) == []
    tab.page.emulate_media(color_scheme="dark")
    assert violations(tab.page) == []
    for width in (320, 820):
        tab.page.set_viewport_size({"width": width, "height": 900})
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert tab.page.evaluate(wide) == 0
        assert small_targets(tab.page) == []
    # The browser itself notes a form that was not taken.
    assert [each for each in tab.troubles if "422" not in each] == []


def test_the_score_and_the_result_are_really_what_was_looked_at(sit_down):
    assert opened(sit_down, "a score").page.get_by_role("button", name="t 10").count() == 1
    assert opened(sit_down, "result").page.get_by_text("This is not a diagnosis.").count() == 1


@pytest.mark.parametrize("name", ["danger list", "result", "emergency"])
def test_no_word_about_health_stands_in_an_address(sit_down, name):
    address = opened(sit_down, name).page.url
    assert not {"chest", "knee", "pain", "emergency", "signs"} & set(address.replace("/", " ").split())
