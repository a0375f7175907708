"""The page of a case: what a reader sees in half a minute, and how the desk moves it on."""

import dataclasses

import pytest

from bot.store.case_work import load_work
from bot.store.cases import save_case
from bot.store.contact_attempts import attempts_of
from bot.store.conversations import erase_conversation
from bot.store.messages import add_messages
from bot.store.results import save_result
from bot.this_clinic import follow, this_clinic
from tests.desk.audit_of import audit_of
from tests.desk.seen_on import seen_on
from tests.desk.stored import case_of, message, result_of
from tests.store.front_desk import Clinic

KNEE = case_of({"region": "my left knee"}, goal="treat_pain", region="knee", pain="4", heart_condition="no")
CHEST = case_of(goal="treat_pain", chest_pain_now="yes")


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def knee(clinic, clock):
    """A finished case with words, a result and a contact."""
    return finished(clinic, clock, KNEE)


def finished(clinic, clock, case):
    conversation = clinic.comes()
    with clinic.database.session() as session:
        said = message("person", "my knee hurts <b>a lot</b>")
        add_messages(session, conversation, [said, message("bot", "A good first stop.", "result")], clock())
        save_case(session, conversation, case.to_json(), clock)
        save_result(session, conversation, result_of(case), clock)
    clinic.leaves(conversation)
    return conversation


def work_on(clinic, conversation):
    with clinic.database.reading() as session:
        return load_work(session, conversation)


def test_beside_whom_to_start_with_it_says_whether_they_are_here_their_languages_and_the_clinics_note(
    knee, signed_in
):
    clinic = this_clinic()
    therapist = dataclasses.replace(
        clinic.professionals["physical_therapist"], languages=("English", "Spanish"), note="Mondays only."
    )
    listed = {**clinic.professionals, "physical_therapist": therapist}
    follow(lambda: dataclasses.replace(clinic, professionals=listed))
    try:
        shown = " ".join(signed_in().get(f"/cases/{knee}").text.split())
    finally:
        follow(None)
    assert "A physical therapist: here, takes new people. Speaks English, Spanish. Mondays only." in shown


def test_it_shows_the_note_the_words_the_reach_and_the_way_on(knee, signed_in):
    shown = signed_in().get(f"/cases/{knee}").text
    for words in (
        "Ana Sample",
        "555 010 1234",
        "Pain or stiffness: I want it treated",
        "<q>my left knee</q>",
        "a screen result, not a diagnosis",
        "Start with a physical therapist.",
        "They said no to",
        "Not asked",
        "What would have changed it",
        "Urgent signs told: Call 911",
        "Take this case",
    ):
        assert words in shown, words


def test_what_a_person_typed_is_shown_as_text(knee, signed_in):
    shown = signed_in().get(f"/cases/{knee}").text
    assert "my knee hurts &lt;b&gt;a lot&lt;/b&gt;" in shown
    assert "<b>a lot" not in shown


def test_an_emergency_names_nobody(clinic, clock, signed_in):
    shown = signed_in().get(f"/cases/{finished(clinic, clock, CHEST)}").text
    assert "Emergency help now. Nobody at this clinic." in shown
    assert "Start with" not in shown
    assert "Choose another professional" not in shown


def test_a_case_without_a_result_says_that_this_is_not_calm(clinic, signed_in):
    conversation = clinic.comes()
    clinic.leaves(conversation)
    shown = signed_in().get(f"/cases/{conversation}").text
    assert "Treat it as unknown, not as calm." in shown


def test_looking_is_in_the_audit_and_on_nobodys_timeline(knee, signed_in, database):
    visitor = signed_in()
    visitor.get(f"/cases/{knee}")
    visitor.get(f"/cases/{knee}/print")
    assert audit_of(database, visitor.staff_id) == [("case_viewed", ""), ("case_printed", "")]
    assert "Looked at" not in visitor.get(f"/cases/{knee}").text


@pytest.mark.parametrize("strange", ["web:none", "..%2f..", "a%00b", "x" * 500], ids=range(4))
def test_a_case_that_is_not_there_is_a_plain_page(signed_in, strange):
    visitor = signed_in()
    for path in ("", "/print", "/note.pdf", "/case.csv"):
        assert visitor.get(f"/cases/{strange}{path}").status_code == 404
    for path in ("/status", "/owner", "/attempts", "/raise"):
        assert visitor.post(f"/cases/{strange}{path}", version="0", status="booked").status_code in (400, 404)
    assert visitor.post(f"/cases/{strange}/presence").status_code in (200, 404)


def test_an_erased_case_is_gone(knee, signed_in, database):
    visitor = signed_in()
    seen = seen_on(visitor, knee)
    with database.session() as session:
        erase_conversation(session, knee)
    assert visitor.get(f"/cases/{knee}").status_code == 404
    form = {"version": "0", "seen": seen, "status": "booked"}
    assert visitor.post(f"/cases/{knee}/status", **form).status_code == 404


def test_a_receptionist_takes_a_case_tries_and_books(knee, signed_in, clinic):
    rita = signed_in()
    steps = [
        ("owner", {"owner": "me"}),
        ("attempts", {"how": "phone", "outcome": "no_answer", "note": "Rings at 4"}),
        ("status", {"status": "booked", "seen": seen_on(rita, knee)}),
        ("owner", {"owner": "nobody"}),
    ]
    for version, (path, fields) in enumerate(steps):
        answer = rita.post(f"/cases/{knee}/{path}", version=str(version), **fields)
        assert answer.status_code == 303
        shown = rita.get(answer.headers["location"]).text
        assert "saved.</p>" in shown
    work = work_on(clinic, knee)
    assert (work.status, work.no_answer_count, work.owner, work.version) == ("booked", 1, None, 4)
    assert "By phone: No answer. Rings at 4" in shown
    actions = [action for action, _ in audit_of(clinic.database, rita.staff_id)]
    assert actions.count("contact_attempted") == 1


def test_of_two_who_save_at_once_the_second_reads_who_was_first_and_keeps_what_they_typed(
    knee, signed_in, clinic
):
    rita, omar = signed_in(login="rita"), signed_in(login="omar")
    rita.post(f"/cases/{knee}/status", version="0", seen=seen_on(rita, knee), status="booked")
    answer = omar.post(
        f"/cases/{knee}/attempts", version="0", how="phone", outcome="spoke", note="Wants Monday"
    )
    assert answer.status_code == 409
    assert "Demo Rita saved this case first (status changed" in answer.text
    assert "). It is now: Booked, " in answer.text
    assert ">Wants Monday</textarea>" in answer.text
    with clinic.database.reading() as session:
        assert attempts_of(session, knee) == []
    again = omar.post(
        f"/cases/{knee}/attempts", version="1", how="phone", outcome="spoke", note="Wants Monday"
    )
    assert again.status_code == 303


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("status", {"status": "lost", "version": "0"}),
        ("status", {"status": "booked"}),
        ("status", {"status": "booked", "version": "-1"}),
        ("attempts", {"how": "phone", "outcome": "", "version": "0"}),
    ],
)
def test_a_form_that_makes_no_sense_saves_nothing_and_says_what_to_do(knee, signed_in, clinic, path, fields):
    rita = signed_in()
    answer = rita.post(f"/cases/{knee}/{path}", seen=seen_on(rita, knee), **fields)
    assert answer.status_code == 400
    assert "Nothing was saved." in answer.text
    assert work_on(clinic, knee).version == 0


def test_two_who_look_at_once_see_each_other(knee, signed_in, clock):
    rita, omar = signed_in(login="rita"), signed_in(login="omar")
    rita.get(f"/cases/{knee}")
    assert "Also looking at this case: <span>Demo Rita</span>" in omar.get(f"/cases/{knee}").text
    assert rita.post(f"/cases/{knee}/presence").json() == {"others": ["Demo Omar"]}
    clock.turn(seconds=46)
    assert rita.post(f"/cases/{knee}/presence").json() == {"others": []}
