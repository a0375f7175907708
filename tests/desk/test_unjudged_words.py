"""What nothing judged is read, and travels: on the page, in print, in the note, in the file, and in a row of CSV."""

import csv
import io

import pytest

from bot.desk.transcript import transcript
from bot.store.messages import add_messages
from bot.store.results import save_result
from bot.store.turns import StoredTurns
from bot.store.unjudged_words import UnjudgedWords, unjudged_words
from tests.desk.stored import case_of, message, question, result_of
from tests.store.front_desk import Clinic

KNEE = case_of(goal="treat_pain", region="knee")
NOTICE = {"from": "bot", "kind": "notice", "text": "I could not check that."}
LINE = "They said something that was not assessed. The result below does not count it. Read what they said."


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def calm(clinic):
    """A calm result, told a minute ago."""
    conversation = clinic.comes()
    with clinic.database.session() as session:
        said = {"from": "person", "kind": "text", "text": "my knee hurts"}
        told = {"from": "bot", "kind": "result", "text": "Start here."}
        add_messages(session, conversation, [said, told], clinic.clock())
        save_result(session, conversation, result_of(KNEE), clinic.clock)
    clinic.leaves(conversation)
    clinic.clock.turn(minutes=1)
    return conversation


def killed(clinic, conversation, text="now my chest hurts"):
    StoredTurns(clinic.database, clock=clinic.clock).claim(conversation, "k1", text)
    clinic.clock.turn(seconds=61)


def failed(clinic, conversation):
    log = StoredTurns(clinic.database, clock=clinic.clock)
    log.claim(conversation, "f1", "now my chest hurts")
    said = {"from": "person", "kind": "text", "text": "now my chest hurts"}
    log.finish(conversation, "f1", said, [NOTICE], "done", False)


def left(clinic, conversation):
    with clinic.database.reading() as session:
        return [each.text for each in unjudged_words(session, conversation, clinic.clock())]


@pytest.mark.parametrize(("broke", "mark"), [(killed, "not answered"), (failed, "not assessed")])
@pytest.mark.parametrize("path", ["", "/print"])
def test_the_words_of_a_turn_that_broke_stand_in_the_transcript_with_a_mark(
    clinic, calm, signed_in, broke, mark, path
):
    broke(clinic, calm)
    shown = signed_in().get(f"/cases/{calm}{path}").text
    talk = shown[shown.index('<ol class="talk">') :]
    assert f'<strong class="badge">{mark}</strong><p>now my chest hurts</p>' in talk
    assert talk.index("my knee hurts") < talk.index("Start here.") < talk.index("now my chest hurts")


@pytest.mark.parametrize("broke", [killed, failed])
def test_a_calm_note_says_at_its_top_that_something_was_not_assessed_and_quotes_it(
    clinic, calm, signed_in, broke
):
    broke(clinic, calm)
    rita = signed_in()
    for path in ("", "/print"):
        shown = rita.get(f"/cases/{calm}{path}").text
        assert shown.index(LINE) < shown.index("<h3>Situation</h3>") < shown.index("Routine</span> Told whom")
    text = rita.get(f"/cases/{calm}").text.split('<textarea id="text"')[1]
    assert text.index(LINE) < text.index("# Situation")
    assert "Said, but not assessed:\n- &#34;now my chest hurts&#34;\n" in text


def test_a_note_that_lacks_nothing_says_nothing_of_the_kind(clinic, calm, signed_in):
    shown = signed_in().get(f"/cases/{calm}").text
    assert "not assessed" not in shown.split('<textarea id="text"')[1]
    assert LINE not in shown


def test_what_was_said_after_the_result_is_in_the_note_even_where_it_was_judged(clinic, calm, signed_in):
    with clinic.database.session() as session:
        said = {"from": "person", "kind": "text", "text": "it is the left one"}
        add_messages(session, calm, [said], clinic.clock())
    text = signed_in().get(f"/cases/{calm}").text.split('<textarea id="text"')[1]
    assert "In their own words, after the first result:\n- &#34;it is the left one&#34;\n" in text


def test_a_row_of_csv_says_whether_all_was_assessed(clinic, calm, signed_in):
    vera = signed_in("clinician")
    rows = []
    for _ in range(2):
        rows += csv.DictReader(io.StringIO(vera.get(f"/cases/{calm}/case.csv").text))
        killed(clinic, calm)
    rows += csv.DictReader(io.StringIO(vera.get("/queue.csv").text))
    assert [(row["tier"], row["not_assessed"]) for row in rows] == [
        ("T4", "no"),
        ("T4", "yes"),
        ("T4", "yes"),
    ]


def test_a_turn_that_runs_or_was_answered_later_is_not_among_them(clinic, calm):
    log = StoredTurns(clinic.database, clock=clinic.clock)
    log.claim(calm, "k1", "my chest hurts")
    assert left(clinic, calm) == []
    clinic.clock.turn(seconds=61)
    assert left(clinic, calm) == ["my chest hurts"]
    log.claim(calm, "k1", "my chest hurts")
    log.finish(calm, "k1", None, [], "done", True)
    clinic.clock.turn(seconds=61)
    assert left(clinic, calm) == []


def test_a_choice_that_nothing_answered_reads_as_the_options_did(clock):
    asked = {
        **question("Which of these?"),
        "question": {"options": [{"id": "chest_pain_now", "label": "Chest pain now"}]},
    }
    for text, read in [
        ("chest_pain_now", "Chest pain now"),
        ("none", "None of these"),
        ("it hurts", "it hurts"),
    ]:
        later = UnjudgedWords(clock.now, text, None)
        found = transcript(
            [{**asked, "at": "2026-11-21T18:59:00.000Z"}, message("person", "x", at="9")], [later]
        )
        assert [each["text"] for each in found] == ["Which of these?", read, "x"]
