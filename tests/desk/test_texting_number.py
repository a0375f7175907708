"""The number somebody texts from, for those who work on their case, until it is forgotten."""

import re

import pytest

from bot.store.conversations import erase_conversation
from bot.store.sms_numbers import StoredNumber, note_number, save_number
from tests.store.front_desk import Clinic

PHONE = "+15005550006"


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def texted(clinic):
    """An emergency by text, from somebody who left no contact."""
    conversation = clinic.screened("T0", "sms")
    texts_about(clinic, conversation)
    return conversation


def texts_about(clinic, conversation):
    with clinic.database.session() as session:
        note_number(session, "n1", PHONE)
        save_number(session, "n1", StoredNumber(PHONE, conversation))


@pytest.mark.parametrize("role", ["reception", "clinician", "admin"])
def test_who_may_see_the_case_can_call_the_number_that_wrote(texted, signed_in, role):
    shown = signed_in(role).get(f"/cases/{texted}").text
    head = shown[shown.index('<div class="head">') : shown.index("Note</h2>")]
    assert re.search(r'They text from <a href="tel:\+15005550006"[^>]*>\+15005550006</a>', head)
    assert "No contact left" not in head
    assert "No name given" in head


def test_an_auditor_does_not_see_it(texted, signed_in):
    answer = signed_in("auditor").get(f"/cases/{texted}")
    assert answer.status_code == 403
    assert PHONE not in answer.text


def test_it_travels_with_the_note_and_in_print(texted, signed_in):
    rita = signed_in()
    text = rita.get(f"/cases/{texted}").text.split('<textarea id="text"')[1]
    assert f"\nTexts from: {PHONE}\n" in text
    assert "no contact left" not in text
    assert f"They text from {PHONE}" in re.sub(r"<[^>]+>", "", rita.get(f"/cases/{texted}/print").text)


def test_it_stands_beside_the_number_they_left(clinic, texted, signed_in):
    clinic.leaves(texted, "Ana Sample", "555 010 1234")
    shown = signed_in().get(f"/cases/{texted}").text
    for words in ("Ana Sample", "555 010 1234", PHONE):
        assert words in shown


def test_nothing_is_shown_where_nobody_texts_where_the_number_went_on_or_after_an_erasure(
    clinic, texted, signed_in
):
    rita = signed_in()
    on_the_web = clinic.screened("T0")
    assert "text from" not in rita.get(f"/cases/{on_the_web}").text
    later = clinic.screened("T4", "sms")
    texts_about(clinic, later)
    assert PHONE not in rita.get(f"/cases/{texted}").text
    assert PHONE in rita.get(f"/cases/{later}").text
    with clinic.database.session() as session:
        erase_conversation(session, later)
    answer = rita.get(f"/cases/{later}")
    assert (answer.status_code, PHONE in answer.text) == (404, False)
