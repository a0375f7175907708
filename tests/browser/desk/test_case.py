"""A case in a real browser: two people at once, an override, the way out of the desk."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from bot.desk.cookie import own_path
from tests.browser.desk.filled import FilledDesk

ANA = "Demo Ana Brook"


@pytest.fixture
def filled(desk):
    return FilledDesk(desk)


def test_two_people_at_once_see_each_other_and_the_second_save_is_told_who_was_first(sit_down, filled):
    path = filled.path_of(ANA)
    rita = sit_down("reception").go(path)
    vera = sit_down("clinician").go(path)
    expect(vera.page.get_by_text("Also looking at this case: Demo reception")).to_be_visible()
    rita.page.get_by_label("How", exact=True).select_option("By phone")
    rita.page.get_by_label("What came of it").select_option("Spoke with them")
    rita.press("Save the attempt")
    expect(rita.page.get_by_text("The attempt is saved.")).to_be_visible()
    vera.page.get_by_label("How", exact=True).select_option("By text")
    vera.page.get_by_label("What came of it").select_option("No answer")
    vera.page.get_by_role("textbox", name="Note", exact=True).fill("Second text sent")
    vera.press("Save the attempt")
    alert = vera.page.get_by_role("alert")
    expect(alert).to_contain_text("Demo reception saved this case first")
    expect(alert).to_contain_text("Contacted")
    expect(vera.page).to_have_url(vera.address + path)
    expect(vera.page.get_by_role("textbox", name="Note", exact=True)).to_have_value("Second text sent")
    expect(vera.page.get_by_label("How", exact=True)).to_have_value("text")
    vera.press("Save the attempt")
    expect(vera.page.get_by_text("By text: No answer. Second text sent")).to_be_visible()


def test_after_the_lock_one_is_back_at_the_case(sit_down, filled, desk):
    path = filled.path_of(ANA)
    rita = sit_down("reception")
    rita.page.clock.install()
    rita.go(path)
    with rita.page.expect_request(lambda request: "/unlock?next=" in request.url) as asked:
        rita.page.clock.run_for(605_000)
    assert parse_qs(urlsplit(asked.value.url).query)["next"] == [path]
    assert own_path(path) == path


def test_presence_is_noticed_on_a_page_that_stays_open(sit_down, filled):
    rita = sit_down("reception")
    rita.page.clock.install()
    rita.go(filled.path_of(ANA))
    expect(rita.page.locator("#present")).to_be_hidden()
    sit_down("clinician").go(filled.path_of(ANA))
    rita.page.clock.run_for(21_000)
    expect(rita.page.get_by_text("Also looking at this case: Demo clinician")).to_be_visible()


def test_reception_raises_and_finds_no_way_to_lower(sit_down, filled):
    tab = sit_down("reception").go(filled.path_of(ANA))
    expect(tab.page.get_by_text("Lower the urgency", exact=True)).to_have_count(0)
    tab.page.get_by_text("Raise the urgency").click()
    tab.page.get_by_label("To", exact=True).select_option("Today")
    tab.page.get_by_label("Reason").select_option("They said more")
    tab.page.get_by_label("Why, in your words").fill("Her calf is swollen now")
    tab.press("Raise it")
    expect(tab.page.get_by_text("The urgency is raised.")).to_be_visible()
    expect(tab.page.locator(".head")).to_contain_text("Today")
    expect(tab.page.locator(".head")).to_contain_text("the screen said Routine")
    expect(tab.page.locator(".head")).not_to_contain_text("physical therapist")


def test_a_clinician_chooses_another_professional_by_keyboard_alone(sit_down, filled):
    tab = sit_down("clinician").go(filled.path_of(ANA))
    keyboard = tab.page.keyboard
    tab.page.get_by_text("Choose another professional").focus()
    keyboard.press("Enter")
    for typed in ("an occ", "Clin"):
        keyboard.press("Tab")
        keyboard.type(typed)
    keyboard.press("Tab")
    keyboard.type("Her hand is the trouble")
    keyboard.press("Tab")
    keyboard.press("Enter")
    expect(tab.page.get_by_text("The professional is changed.")).to_be_visible()
    expect(tab.page.locator(".head .next")).to_have_text("Start with an occupational therapist")
    expect(tab.page.get_by_text("the screen said a physical therapist")).to_be_visible()


def test_the_note_is_copied_whole_and_that_is_in_the_audit(sit_down, filled, desk):
    tab = sit_down("reception", permissions=["clipboard-read", "clipboard-write"]).go(filled.path_of(ANA))
    tab.press("Copy the note")
    expect(tab.page.get_by_text("Copied. It holds a name and health answers")).to_be_visible()
    copied = tab.page.evaluate("navigator.clipboard.readText()")
    assert "# Situation" in copied
    assert "Start with a physical therapist." in copied
    assert "DEMO, an invented case" in copied


def test_the_files_come_as_downloads_under_names_that_say_nothing(sit_down, filled):
    tab = sit_down("reception").go(filled.path_of(ANA))
    for link, name in (("PDF", "case.pdf"), ("CSV", "case.csv")):
        with tab.page.expect_download() as file:
            tab.page.get_by_role("link", name=link, exact=True).click()
        assert file.value.suggested_filename == name


def test_on_paper_are_the_note_and_the_words_and_no_buttons(sit_down, filled):
    tab = sit_down("reception").go(filled.path_of(ANA) + "/print")
    tab.page.emulate_media(media="print")
    expect(tab.page.get_by_text("a screen result, not a diagnosis")).to_be_visible()
    expect(tab.page.get_by_text("left knee has hurt on stairs").first).to_be_visible()
    expect(tab.page.get_by_role("button")).to_have_count(0)


def test_everything_on_a_case_works_without_script(sit_down, filled):
    tab = sit_down("reception", java_script_enabled=False).go(filled.path_of(ANA))
    tab.press("Take this case")
    expect(tab.page.get_by_text("The owner is saved.")).to_be_visible()
    tab.page.get_by_text("The note as text", exact=True).first.click()
    expect(tab.page.get_by_label("The note as text")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Copy the note")).to_have_count(0)
