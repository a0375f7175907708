from pathlib import Path

import pytest

from bot.evaluation.understanding.load_sets import load_sets
from bot.evaluation.understanding.training_phrasings import intent_examples
from bot.triage.rows import ContentError
from tests.evaluation.understanding.conftest import INTENTS


def test_every_file_is_read_with_its_labels(sets):
    assert [text.flag for text in sets.red_flags] == ["chest_pain_now", "dvt_suspected"]
    assert sets.context[0].present == (("region", "knee"),)
    assert sets.context[0].absent == (("chest_pain_now", "yes"),)
    assert sets.extraction[0].told == {"region": "knee", "side": "left", "pain": "7"}
    assert sets.answers[0].values == {"limits_activity": "no"}
    assert len(sets.all) == 10


def test_a_text_says_where_it_stands(sets):
    assert sets.red_flags[1].where == "test/red_flags.yml row 2"


def test_an_empty_message_is_a_text_of_its_own_only_out_of_scope(texts, content):
    assert load_sets(texts / "test", content, INTENTS).out_of_scope[0].text == ""
    (texts / "test" / "look_alikes.yml").write_text('- {text: "", kind: idiom}\n')
    with pytest.raises(ContentError, match="`text:` must be a text that is not empty"):
        load_sets(texts / "test", content, INTENTS)


@pytest.mark.parametrize(
    ("file", "row", "cure"),
    [
        ("red_flags", '{text: "x", flag: chest_pian, angle: plain}', "no flag is called 'chest_pian'"),
        ("red_flags", '{text: "x", flag: chest_pain_now}', "`angle:` must be a text"),
        ("look_alikes", '{text: "x", kin: idiom}', "`kind:` must be a text"),
        ("look_alikes", '{text: "x", kind: idiom, flag: stroke_signs}', "unknown key flag"),
        ("context", '{text: "x", present: [knee]}', "`present:` names 'knee', which is no flag"),
        ("context", '{text: "x", absent: [region=kneecap]}', "region has no value 'kneecap'"),
        ("context", '{text: "x", absent: [regoin=knee]}', "no fact is called 'regoin'"),
        ("context", '{text: "x"}', "name something in `present:` or `absent:`"),
        ("extraction", '{text: "x", pain: 11}', "pain has no value '11'"),
        ("extraction", '{text: "x", side: yes}', "side has no value True"),
        ("extraction", '{text: "x", mood: low}', "unknown key mood"),
        ("intents", '{text: "x", intent: book}', "`intent: book` must be one of ask_diagnosis, greet"),
        ("answers", '{text: "x", question: weather, values: {}}', "`question: weather` must be one of"),
        ("answers", '{text: "x", question: pain}', "`values:` must be a mapping"),
        ("answers", '{text: "x", question: pain, values: {pain: lots}}', "pain has no value 'lots'"),
        ("answers", '{text: "x", question: consent, values: {consent: yes}}', "consent has no value True"),
        ("intents", '{text: "good day to you all", intent: inform}', "row 1 has the same text"),
    ],
)
def test_a_malformed_row_is_refused_with_its_file_its_row_and_the_cure(texts, content, file, row, cure):
    path = texts / "test" / f"{file}.yml"
    rows = path.read_text(encoding="utf-8").splitlines()[:1]
    path.write_text("\n".join([*rows, f"- {row}"]), encoding="utf-8")
    with pytest.raises(ContentError) as refused:
        load_sets(texts / "test", content, INTENTS)
    assert str(refused.value).startswith(f"test/{file}.yml, row '2'")
    assert cure in str(refused.value)


def test_a_missing_file_is_refused_by_name(texts, content):
    (texts / "test" / "answers.yml").unlink()
    with pytest.raises(ContentError, match=r"answers\.yml.*restore it"):
        load_sets(texts / "test", content, INTENTS)


def test_a_file_without_rows_is_refused_by_name(texts, content):
    (texts / "test" / "answers.yml").write_text("answers: none\n")
    with pytest.raises(ContentError, match=r"test/answers\.yml.*must be a list of rows"):
        load_sets(texts / "test", content, INTENTS)


@pytest.mark.parametrize("name", ["dev", "test"])
def test_both_sets_of_the_project_can_be_read(name, content):
    intents = frozenset(example.label for example in intent_examples())
    assert len(load_sets(Path("tests/understanding") / name, content, intents).all) >= 300
