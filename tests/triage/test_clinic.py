"""A clinic's file: what is refused and how to cure it. With any roster, everyone has one place to go."""

import re
from itertools import product
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.triage.assess import assess
from bot.triage.clinic import Clinic, Listing, Placement, load_clinic, placement
from bot.triage.direct_access import direct_access_of, load_direct_access
from bot.triage.endings import endings
from bot.triage.rows import ContentError
from bot.triage.verify_clinic import misplaced, placements_checked, rosters
from tests.triage.conftest import CONTENT, case_of, cases

ROOT = Path(__file__).parents[2]
SIX = CONTENT.professionals
ACHE = case_of(goal="treat_pain", region="knee", onset="over_3_months", pain=4)


def described(**changed):
    """A whole clinic's file as data, with some keys changed; a value of None removes the key."""
    data = {
        "name": "Hill Clinic",
        "phone": "555 0100",
        "hours": ["Monday to Friday 8 to 18"],
        "booking_link": "https://hill.example/book",
        "locale": "en-US",
        "state": "NY",
        "professionals": [{"id": name, "here": True, "accepting": True} for name in SIX],
    }
    return {key: value for key, value in (data | changed).items() if value is not None}


def with_row(name, **row):
    """The professionals of a file, one of them with another row."""
    return [row if each["id"] == name else each for each in described()["professionals"]]


def read(folder, data):
    path = folder / "hill.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    load_clinic.cache_clear()
    return load_clinic(path)


def a_clinic(**listings):
    everyone = {name: listings.get(name, Listing(True, True)) for name in SIX}
    return Clinic("Hill Clinic", "", (), "", "en-US", "", everyone)


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


def test_a_professional_is_here_not_accepting_or_elsewhere():
    found = assess(ACHE, CONTENT)
    assert found.professional == "physical_therapist"
    assert placement(found, a_clinic()).where == "here"
    full = a_clinic(physical_therapist=Listing(True, False))
    assert placement(found, full).where == "not_accepting"
    away = a_clinic(physical_therapist=Listing(False, False, "River Rehab"))
    assert placement(found, away) == Placement("elsewhere", "River Rehab", found.alternates)


def test_an_alternate_that_is_not_here_or_full_is_not_offered():
    found = assess(ACHE, CONTENT)
    assert found.alternates
    for listing in (Listing(True, False), Listing(False, False, "River Rehab")):
        closed = a_clinic(**dict.fromkeys(found.alternates, listing))
        assert placement(found, closed).also_here == ()


def test_an_urgent_case_has_no_place_at_a_clinic():
    assert placement(assess(case_of(chest_pain_now="yes"), CONTENT), a_clinic()) == Placement("none")


listings = st.builds(
    lambda here, accepting, referral: Listing(here, accepting, "" if here else referral),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["River Rehab", "555 0199"]),
)


@given(cases(), st.fixed_dictionaries(dict.fromkeys(SIX, listings)))
def test_a_roster_changes_where_and_never_who(case, roster):
    found, clinic = assess(case, CONTENT), a_clinic(**roster)
    place = placement(found, clinic)
    assert (place.where == "none") == (found.professional is None)
    if found.professional is not None:
        assert not found.urgent
        assert (place.where == "here") == clinic.takes(found.professional)
        assert (place.where == "elsewhere") == (not roster[found.professional].here)
    assert place.where != "elsewhere" or place.referral
    assert set(place.also_here) <= set(found.alternates) - {each.professional for each in found.excluded}
    assert all(clinic.takes(name) for name in place.also_here)


def sends_urgent_cases(assessment, clinic):
    return (
        Placement("here", "", ("physical_therapist",)) if assessment.urgent else placement(assessment, clinic)
    )


def forgets_who_is_ruled_out(assessment, clinic):
    offered = tuple(name for name in assessment.alternates if clinic.takes(name))
    place = placement(assessment, clinic)
    return Placement(place.where, place.referral, offered) if place.where != "none" else place


def offers_who_is_away(assessment, clinic):
    ruled_out = {each.professional for each in assessment.excluded}
    offered = tuple(name for name in assessment.alternates if name not in ruled_out)
    place = placement(assessment, clinic)
    return Placement(place.where, place.referral, offered) if place.where != "none" else place


def forgets_the_referral(assessment, clinic):
    place = placement(assessment, clinic)
    return Placement(place.where, "", place.also_here)


def finds_everyone_here(assessment, clinic):
    place = placement(assessment, clinic)
    return Placement("here", "", place.also_here) if place.where != "none" else place


@pytest.mark.parametrize(
    ("fault", "shown"),
    [
        (sends_urgent_cases, "an urgent ending is sent to a professional"),
        (forgets_who_is_ruled_out, "is ruled out and offered"),
        (offers_who_is_away, "is offered and cannot be seen there"),
        (forgets_the_referral, "nobody says where to find"),
        (finds_everyone_here, "is here, not elsewhere"),
    ],
)
def test_a_fault_in_placing_people_is_found_with_a_roster_and_evidence(fault, shown):
    found = next(v for v in misplaced(CONTENT, endings(CONTENT), fault) if shown in v.problem)
    assert re.search(r"\(at a clinic with .+\)\. For example when .+ is ", str(found))


def test_every_roster_is_tried():
    tried = {
        tuple((listing.here, listing.accepting) for listing in clinic.professionals.values())
        for clinic in rosters(SIX)
    }
    states = [(True, True), (True, False), (False, False)]
    assert tried == set(product(states, repeat=6))
    assert placements_checked(CONTENT, endings(CONTENT)) % len(tried) == 0


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
