"""The words around a phrase: denied, past, somebody else's, only a question, a figure of speech."""

from pathlib import Path

import pytest

from bot.nlu.context import assessed, modifiers, sentence_of
from bot.nlu.context_rules import MEANINGS, context_rules, load_context
from bot.nlu.notation import PatternError
from bot.nlu.pipeline import nlp
from bot.nlu.screening import screen
from bot.nlu.stream import stream_of
from bot.triage.lexicon import LEXICONS, LexiconError


def around(text: str, phrase: str) -> set[str]:
    """What the words around `phrase` make of it."""
    doc = nlp()(text)
    place = text.lower().index(phrase)
    words = doc.char_span(place, place + len(phrase))
    return set(modifiers(doc, words.start, words.end))


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("no chest pain or numbness", "chest pain"),
        ("no chest pain or numbness", "numbness"),
        ("no fever, no rash, no chest pain", "chest pain"),
        ("i dont have any fever, chest pain or dizziness", "dizziness"),
        ("denies chest pain", "chest pain"),
        ("three weeks of this without chest pain", "chest pain"),
        ("i have never had chest pain", "chest pain"),
        ("it is not chest pain", "chest pain"),
        ("no numbness between my legs or fever", "fever"),
        ("chest pain: no", "chest pain"),
        ("no tengo fiebre", "fiebre"),
    ],
)
def test_denied(text: str, phrase: str):
    assert "negated" in around(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("no chest pain but my arm is numb", "numb"),
        ("no rash except chest pain", "chest pain"),
        ("no fever though i have chest pain", "chest pain"),
        ("no fever. chest pain", "chest pain"),
        ("no, chest pain", "chest pain"),
        ("no my chest hurts", "chest hurts"),
        ("no idea why my chest hurts", "chest hurts"),
        ("i cant breathe, chest pain", "chest pain"),
        ("couldnt get up, chest pain", "chest pain"),
        ("not sleeping, chest pain", "chest pain"),
        ("painkillers are not helping my chest pain", "chest pain"),
        ("never had chest pain like this", "chest pain"),
        ("not only chest pain", "chest pain"),
        ("cant say i dont have chest pain", "chest pain"),
    ],
)
def test_not_denied(text: str, phrase: str):
    assert "negated" not in around(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase", "meaning"),
    [
        ("had a clot in 2019", "clot", "historical"),
        ("i had chest pain years ago", "chest pain", "historical"),
        ("seizures as a kid", "seizures", "historical"),
        ("history of seizures", "seizures", "historical"),
        ("hit my head last month, fine", "hit my head", "resolved"),
        ("my knee was swollen, all gone now", "swollen", "resolved"),
        ("what if i get chest pain on a run", "chest pain", "hypothetical"),
        ("should i worry if i get chest pain", "chest pain", "hypothetical"),
        ("can running cause a heart attack", "heart attack", "hypothetical"),
        ("my dad had a stroke", "stroke", "other_person"),
        ("lost my dad to suicide", "suicide", "other_person"),
        ("i coach stroke survivors", "stroke", "other_person"),
        ("family history of heart attack", "heart attack", "other_person"),
        ("maybe chest pain", "chest pain", "uncertain"),
        ("chest pain i think", "chest pain", "uncertain"),
        ("cant say i dont have chest pain", "chest pain", "uncertain"),
        ("chest pain this morning but fine now", "chest pain", "uncertain"),
        ("what a stroke of luck", "stroke", "idiom"),
        ("that bill gave me a heart attack", "heart attack", "idiom"),
        ("left side weak since my stroke in 2018", "left side weak", "chronic"),
        ("i have had floaters for years", "floaters", "chronic"),
        ("my fingers go white every winter", "white", "chronic"),
    ],
)
def test_other_meanings(text: str, phrase: str, meaning: str):
    assert meaning in around(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("my clot from 2019 is back", "clot"),
        ("had a clot in 2019 and now my calf is swollen", "swollen"),
        ("had a clot in 2019, now my calf is swollen", "swollen"),
        ("my mums face is drooping", "drooping"),
        ("my wife fell and cant get up", "cant get up"),
        ("he just collapsed", "collapsed"),
        ("my dad had chest pain this morning", "chest pain"),
        ("i think im having a heart attack", "heart attack"),
        ("chest pain", "chest pain"),
    ],
)
def test_said_of_now_and_meant(text: str, phrase: str):
    assert around(text, phrase) == set()


def test_a_word_inside_the_phrase_does_not_deny_it():
    doc = nlp()("not sweating and so hot")
    assert "negated" in modifiers(doc, 4, 5)
    assert "negated" not in modifiers(doc, 4, 5, own=[(0, 2), (4, 5)])


@pytest.mark.parametrize(
    "text",
    [
        "the ER cleared me yesterday",
        "i was checked by a doctor last night",
        "the x-ray was clear",
        "went to hospital and they said its ok",
    ],
)
def test_already_looked_at(text: str):
    assert assessed(nlp()(text)) is not None


@pytest.mark.parametrize(
    "text", ["my knee hurts", "should i see a doctor", "i have not been checked by a doctor"]
)
def test_not_looked_at(text: str):
    assert assessed(nlp()(text)) is None


def test_the_clause_is_the_sentence_without_its_neighbours():
    doc = nlp()("I am Ann. My knee hurts when I run. Thanks!")
    assert sentence_of(doc, 5) == "My knee hurts when I run"


def test_the_clause_is_cut_to_120_characters_around_the_word():
    doc = nlp()("first " * 60 + "knee " + "last " * 60)
    clause = sentence_of(doc, 60)
    assert "knee" in clause
    assert len(clause) <= 120


@pytest.mark.parametrize(
    "number", range(len(context_rules().rules)), ids=[rule.id for rule in context_rules().rules]
)
def test_every_rule_does_what_its_sentence_says(number: int):
    rules = context_rules()
    rule = rules.rules[number]
    doc = nlp()(rule.because)
    assert number in rules.cues.candidates(stream_of(doc))
    assert rules.cues.patterns[number].find(stream_of(doc)), "its own cue is not in the sentence"
    assert rule.means in around(rule.because, rule.about.lower())


def test_every_meaning_has_a_rule():
    assert {rule.means for rule in load_context().rules} == MEANINGS


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("no fever, my left hip aches", "hip"),
        ("never had cancer, no pain at night, sore heel", "heel"),
        ("no lump, elbow is sore after tennis", "elbow"),
        ("no redness, no pus, ten weeks after my acl op", "acl op"),
        ("no kidney trouble, had a transplant", "transplant"),
        ("no relapse, want help with balance", "balance"),
        ("dont have diabetes, do have bad asthma", "asthma"),
    ],
)
def test_a_part_of_a_list_that_states_something_is_not_denied(text: str, phrase: str):
    assert "negated" not in around(text, phrase)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("no fever, rash or sore joints", "joints"),
        ("no chest pain, dizziness, palpitations", "palpitations"),
        ("havent had a fall", "had a fall"),
    ],
)
def test_a_list_of_what_there_is_not_is_denied_to_its_end(text: str, phrase: str):
    assert "negated" in around(text, phrase)


@pytest.mark.parametrize(
    "text", ["my mate has passed out", "my mate at the gym is having a fit right now, I'm fine"]
)
def test_somebody_elses_emergency_now_is_no_story(text: str):
    assert screen(text)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("means: chronic", "means: forever", LexiconError),
        ("reach: near", "reach: nearby", LexiconError),
        ("about: numbness", "about: tingling", LexiconError),
        ("<past_year>, finding", "<past_years>, finding", PatternError),
    ],
)
def test_a_rule_with_a_mistake_is_refused(tmp_path: Path, old: str, new: str, error: type[Exception]):
    broken = tmp_path / "context.yml"
    broken.write_text(
        (LEXICONS / "context.yml").read_text(encoding="utf-8").replace(old, new), encoding="utf-8"
    )
    with pytest.raises(
        error,
        match=new.removeprefix("means: ")
        .removeprefix("reach: ")
        .removeprefix("about: ")
        .split(",")[0]
        .strip("<>"),
    ):
        load_context(broken)
