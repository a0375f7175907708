"""The page holds no words of its own, and what the emergency link dials."""

import re
import string
from html.parser import HTMLParser

import pytest

from bot.server.page import FOLDER, MOBILE_EMERGENCY, ON_THE_PAGE, emergency_tel, page_values
from bot.triage.locales import locale_of
from bot.wording import wording

TEMPLATE = (FOLDER / "index.html").read_text(encoding="utf-8")
SCRIPT = (FOLDER / "page.js").read_text(encoding="utf-8")
PLACEHOLDERS = {match["named"] for match in string.Template.pattern.finditer(TEMPLATE)}
READ_ALOUD_OR_SHOWN = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "placeholder",
    "title",
}
WORDLESS = {"data-answer"}
VALUES = page_values(wording(), locale_of("en-US"), "en-US", "Hill & Dale <Clinic>", "Call us.")


class Read(HTMLParser):
    """Collects what a person reads: text, spoken or shown attributes, and the script's words."""

    def __init__(self, page):
        super().__init__()
        self.pieces = []
        self.feed(page)
        self.close()

    def handle_data(self, data):
        self.pieces += [data.strip()] if data.strip() else []

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in READ_ALOUD_OR_SHOWN or (name.startswith("data-") and name not in WORDLESS):
                self.pieces.append(value)


def words_without_a_response(page):
    return [piece for piece in Read(page).pieces if not re.fullmatch(r"\$utter_[a-z_]+", piece)]


@pytest.mark.parametrize(
    ("named", "dialled"),
    [
        ("911", "911"),
        ("112 or 999", "112"),
        ("000", "000"),
        ("your local emergency number", MOBILE_EMERGENCY),
    ],
)
def test_the_link_always_dials_a_number(named, dialled):
    assert emergency_tel(named) == dialled


def test_the_template_holds_no_words_of_its_own():
    assert len(Read(TEMPLATE).pieces) > 20
    assert words_without_a_response(TEMPLATE) == []


@pytest.mark.parametrize(
    "own", ["<p>Hello.</p>", '<p aria-label="Hello"></p>', '<p data-word="Hello"></p>', "<b>$utter_x now</b>"]
)
def test_words_written_into_a_template_are_found(own):
    assert len(words_without_a_response(own)) == 1


def test_every_placeholder_is_filled_and_every_word_for_the_page_is_on_it():
    written = {name for name in wording().ids() if name.startswith(ON_THE_PAGE)}

    assert set(VALUES) == PLACEHOLDERS
    assert written | {"lang", "emergency_tel"} == PLACEHOLDERS
    assert all(value.strip() for value in VALUES.values())


def test_only_the_script_has_blanks_left_to_fill():
    blanks = {name: re.findall(r"\{[a-z_]+\}", value) for name, value in VALUES.items()}
    left = {name: found for name, found in blanks.items() if found}

    assert left == {"utter_page_progress": ["{asked}", "{at_most}"]}
    assert all(f'"{blank}"' in SCRIPT for blank in left["utter_page_progress"])


def test_the_page_as_served_says_the_responses_and_escapes_them(chat):
    served = Read(chat.call("GET", "/").body).pieces
    said = [value for name, value in VALUES.items() if name.startswith("utter_")]

    assert sorted(served) == sorted(said)
    assert "Signpost at Hill & Dale <Clinic>" in served
