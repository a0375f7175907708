"""A clinic's file: read whole, or refused with the row and the cure."""

import re
from pathlib import Path

import pytest
import yaml

from bot.triage.clinic import Listing, load_clinic
from bot.triage.direct_access import direct_access_of, load_direct_access
from bot.triage.rows import ContentError
from tests.triage.clinic_files import SIX, described, read, with_row

ROOT = Path(__file__).parents[2]


def test_the_demo_clinic_has_all_six():
    assert all(load_clinic(ROOT / "clinic.yml").takes(name) for name in SIX)


def test_a_file_is_read_whole(tmp_path):
    row = {
        "id": "physical_therapist",
        "here": False,
        "accepting": False,
        "referral": "River Rehab, 555 0199.",
        "languages": ["English", "Spanish"],
    }
    clinic = read(tmp_path, described(professionals=with_row("physical_therapist", **row)))
    assert (clinic.name, clinic.phone, clinic.locale, clinic.state) == (
        "Hill Clinic",
        "555 0100",
        "en-US",
        "NY",
    )
    assert (clinic.hours, clinic.booking_link) == (("Monday to Friday 8 to 18",), "https://hill.example/book")
    listing = clinic.professionals["physical_therapist"]
    assert listing == Listing(False, False, "River Rehab, 555 0199", ("English", "Spanish"))


def test_only_the_name_the_locale_and_the_six_are_needed(tmp_path):
    bare = dict.fromkeys(("phone", "hours", "booking_link", "state"))
    clinic = read(tmp_path, described(**bare))
    assert (clinic.phone, clinic.hours, clinic.booking_link, clinic.state) == ("", (), "", "")


THERAPIST = {"id": "physical_therapist", "here": True, "accepting": True}


@pytest.mark.parametrize(
    ("changed", "row", "cure"),
    [
        ({"fax": "555 0101"}, "clinic", "unknown key fax; correct its spelling or remove it"),
        ({"name": None}, "clinic", "`name:` must be a text that is not empty"),
        ({"name": "Hill\nClinic"}, "clinic", "`name:` must be one plain line of at most 120"),
        ({"phone": 5550100}, "clinic", "`phone:` must be a text that is not empty; put it in quotes"),
        ({"hours": [{"Monday": "8 to 18"}]}, "clinic", "`hours:` must be a list of texts; put it in quotes"),
        ({"locale": "en-XX"}, "clinic", "`locale: en-XX` must be one of en-US, en-CA"),
        ({"state": "New York"}, "clinic", "`state: New York` must be a US state code such as NY, or empty"),
        ({"professionals": None}, "professionals", "this section must be a list of rows"),
        (
            {"professionals": described()["professionals"][1:]},
            "clinic",
            "lacks exercise_therapist; list all six, with `here: false` for those you lack",
        ),
        (
            {"professionals": [*described()["professionals"], THERAPIST]},
            "physical_therapist",
            "this id is used twice",
        ),
        (
            {"professionals": with_row("physical_therapist", **THERAPIST, title="PT")},
            "physical_therapist",
            "unknown key title",
        ),
        (
            {"professionals": with_row("physical_therapist", **THERAPIST | {"here": False})},
            "physical_therapist",
            "`referral:` is missing; say where to go, since they are not here",
        ),
        (
            {"professionals": with_row("physical_therapist", **THERAPIST | {"here": "mostly"})},
            "physical_therapist",
            "`here:` must be true or false",
        ),
        (
            {"professionals": with_row("physical_therapist", id="physical_therapist", here=True)},
            "physical_therapist",
            "`accepting:` must be true or false",
        ),
        (
            {"professionals": [*described()["professionals"], {**THERAPIST, "id": "chiropractor"}]},
            "chiropractor",
            "must be one of exercise_therapist, physical_therapist",
        ),
    ],
)
def test_an_error_names_the_file_the_row_and_the_cure(tmp_path, changed, row, cure):
    data = {**described(), **changed}
    with pytest.raises(ContentError, match=re.escape(cure)) as refused:
        read(tmp_path, {key: value for key, value in data.items() if value is not None})
    assert str(refused.value).startswith(f"hill.yml, row '{row}': ")


@pytest.mark.parametrize(
    "link",
    [
        "http://hill.example/book",
        "hill.example/book",
        "https://hill.example/book?who=new",
        "https://hill.example/book?",
        "https://hill.example/book#new",
        "https://someone@hill.example/book",
        "https://hill.example/book now",
        "https://localhost/book",
        "https://hill.example/" + "a" * 120,
    ],
)
def test_a_link_that_is_not_a_plain_https_address_is_refused(tmp_path, link):
    with pytest.raises(ContentError, match="row 'clinic': `booking_link:` must be an https address"):
        read(tmp_path, described(booking_link=link))


@pytest.mark.parametrize("path", ["knee-pain", "book/physical-therapy", "Rehab", "sports"])
def test_a_link_that_tells_why_people_come_is_refused(tmp_path, path):
    with pytest.raises(ContentError, match="holds the health word .*use a page that does not tell"):
        read(tmp_path, described(booking_link=f"https://hill.example/{path}"))


def test_a_domain_may_hold_health_words(tmp_path):
    link = "https://knee-rehab.example:8443/book/new_visit/"
    assert read(tmp_path, described(booking_link=link)).booking_link == link


def test_a_file_that_is_not_there_or_not_yaml_is_refused(tmp_path):
    with pytest.raises(ContentError, match=r"none\.yml, row '-': the file cannot be read"):
        load_clinic(tmp_path / "none.yml")
    (tmp_path / "broken.yml").write_text("name: [", encoding="utf-8")
    with pytest.raises(ContentError, match=r"broken\.yml, row '-': this is not valid YAML"):
        load_clinic(tmp_path / "broken.yml")


def test_a_state_rule_that_may_not_be_shown_gives_the_default():
    assert load_direct_access()["NY"].shown is False
    for state in ("NY", "WY", ""):
        assert direct_access_of(state).state == "default"


def test_the_example_of_the_page_is_read_and_the_page_names_every_key(tmp_path):
    page = (ROOT / "docs" / "clinic.md").read_text(encoding="utf-8")
    example = yaml.safe_load(re.search(r"```yaml\n(.*?)```", page, flags=re.DOTALL)[1])
    assert read(tmp_path, example).name == "Hill Street Clinic"
    rows = [key for row in (*example["professionals"], *example["notes"]) for key in row]
    for key in {*example, *rows}:
        assert f"| `{key}` |" in page
