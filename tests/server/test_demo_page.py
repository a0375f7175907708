"""The demo page holds no words of its own, and its words are text."""

import re
import string
from html.parser import HTMLParser

import pytest

from bot.server.demo_page import FOLDER, demo_page_values
from bot.server.front import Front
from bot.settings import DEMO_CLINIC
from bot.triage.clinic import load_clinic
from bot.wording import wording

TEMPLATE = (FOLDER / "demo.html").read_text(encoding="utf-8")
PLACEHOLDERS = {match["named"] for match in string.Template.pattern.finditer(TEMPLATE)}
READ_ALOUD_OR_SHOWN = {
    "alt",
    "aria-description",
    "aria-label",
    "aria-roledescription",
    "placeholder",
    "title",
}


class Read(HTMLParser):
    """Collects what a person reads: text, and attributes that are spoken or shown. Code to paste is no wording."""

    def __init__(self, page):
        super().__init__()
        self.pieces = []
        self.in_code = False
        self.feed(page)
        self.close()

    def handle_data(self, data):
        self.pieces += [data.strip()] if data.strip() and not self.in_code else []

    def handle_starttag(self, tag, attrs):
        self.in_code = tag == "code"
        self.pieces += [value for name, value in attrs if name in READ_ALOUD_OR_SHOWN]

    def handle_endtag(self, tag):
        self.in_code = False


def words_without_a_response(page):
    return [piece for piece in Read(page).pieces if not re.fullmatch(r"\$utter_[a-z_]+", piece)]


def test_the_template_holds_no_words_of_its_own():
    assert len(Read(TEMPLATE).pieces) > 5
    assert words_without_a_response(TEMPLATE) == []


@pytest.mark.parametrize(
    "own", ["<p>Hello.</p>", '<p aria-label="Hello"></p>', "<b>$utter_x now</b>", '<img alt="Hello">']
)
def test_words_written_into_a_template_are_found(own):
    assert len(words_without_a_response(own)) == 1


def test_every_placeholder_is_filled_and_every_word_of_the_demo_is_on_it():
    values = demo_page_values(Front(wording(), load_clinic(DEMO_CLINIC)))

    assert set(values) == PLACEHOLDERS
    assert all(value.strip() for value in values.values())


def test_the_page_as_served_has_no_blank_left(chat):
    served = chat.call("GET", "/").body

    assert not re.search(r"\$[a-z_]+|\{[a-z_]+\}", served)
