"""What leaves the desk: whole, marked, audited, and nothing in it that a spreadsheet would run."""

import csv
import io

import pytest

from bot.desk.case_pdf import pdf_of, western
from bot.desk.csv_rows import safe
from bot.store.results import save_result
from tests.desk.audit_of import audit_of
from tests.desk.stored import case_of, result_of
from tests.store.front_desk import Clinic

FORMULA = '=HYPERLINK("http://bad.example","me")'


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def knee(clinic):
    conversation = clinic.comes("demo_web")
    knee = case_of({"region": "my «Knie»"}, goal="treat_pain", region="knee", dvt_suspected="no")
    with clinic.database.session() as session:
        save_result(session, conversation, result_of(knee), clinic.clock)
    clinic.leaves(conversation, name=FORMULA, reach="+1 555 010 1234")
    return conversation


def rows(answer):
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.text)))


def test_the_note_as_text_has_all_four_parts_and_is_on_the_page_to_copy(knee, signed_in):
    rita = signed_in()
    shown = rita.get(f"/cases/{knee}").text
    for words in (
        "# Situation",
        "# Background, as told",
        "# Assessment: a screen result, not a diagnosis",
        "# Recommendation",
        "DEMO, an invented case",
        "- Where: Knee (&#34;my «Knie»&#34;)",
        "They said no to:",
        "Start with a physical therapist.",
        "Content version: sha256:",
    ):
        assert words in shown, words


def test_a_row_of_csv_holds_the_case_and_no_formula(knee, signed_in):
    (row,) = rows(signed_in().get(f"/cases/{knee}/case.csv"))
    assert (row["case"], row["demo"], row["channel"], row["tier"]) == (knee, "yes", "web", "T4")
    assert row["name"] == f"'{FORMULA}"
    assert row["reach"] == "'+1 555 010 1234"


@pytest.mark.parametrize("value", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\n=1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(value):
    assert safe(value) == f"'{value}"


@pytest.mark.parametrize(("value", "text"), [("Ana", "Ana"), (None, ""), (3, "3"), ("a=b", "a=b")])
def test_anything_else_stays_as_it_is(value, text):
    assert safe(value) == text


def test_a_clinician_takes_the_filtered_queue_along_and_reception_does_not(clinic, knee, signed_in):
    clinic.screened("T0", "sms")
    vera = signed_in("clinician")
    assert [row["tier"] for row in rows(vera.get("/queue.csv"))] == ["T0", "T4"]
    assert [row["case"] for row in rows(vera.get("/queue.csv?tier=T4"))] == [knee]
    assert signed_in().get("/queue.csv").status_code == 403


def test_every_export_is_a_line_in_the_audit(clinic, knee, signed_in):
    vera = signed_in("clinician")
    assert vera.get(f"/cases/{knee}/note.pdf").content.startswith(b"%PDF-")
    vera.get(f"/cases/{knee}/case.csv")
    assert vera.post(f"/cases/{knee}/copied").status_code == 204
    vera.get("/queue.csv")
    assert audit_of(clinic.database, vera.staff_id) == [
        ("case_exported", "as=pdf"),
        ("case_exported", "as=csv"),
        ("case_exported", "as=copy"),
        ("queue_exported", "as=csv,cases=1"),
    ]


def test_a_file_is_saved_under_a_name_that_says_nothing_about_anybody(knee, signed_in):
    answer = signed_in().get(f"/cases/{knee}/note.pdf")
    assert answer.headers["content-disposition"] == 'attachment; filename="case.pdf"'
    assert answer.headers["cache-control"] == "no-store"


def test_a_pdf_takes_any_letters_and_says_when_some_are_lost():
    assert western("Zoë’s knee – “bad”") == ('Zoë\'s knee - "bad"', True)
    assert western("Łukasz ž") == ("?ukasz z", False)
    assert western("really?") == ("really?", True)
    short, long = (len(pdf_of(f"# Note\n{name}\n", "Some letters are lost.")) for name in ("Ana", "安"))
    assert long > short


def test_a_pdf_turns_its_pages():
    assert pdf_of("a line\n" * 200, "").count(b"/Type /Page\n") > 1
