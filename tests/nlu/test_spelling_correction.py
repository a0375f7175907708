"""Slips of the keyboard are put right, and nothing else is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.evaluation.understanding.training_phrasings import intent_examples
from bot.evaluation.understanding.typo_maker import with_typos
from bot.nlu.corrected_text import correct, corrected
from bot.nlu.exemplars import load_exemplars
from bot.nlu.vocabulary import vocabulary
from bot.nlu.word_lists import word_lists

# What the shipped sentences hold in the spelling of messages; every other word of them must stand.
SPELT_AS_IN_MESSAGES = {
    "bak": "back",
    "sholder": "shoulder",
    "abt": "about",
    "tmrw": "tomorrow",
    "ppl": "people",
    "jist": "just",
    "bck": "back",
    "nek": "neck",
    "kne": "knee",
    "achillies": "achilles",
    "wot": "what",
}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("my kneee hurts", "my knee hurts"),
        ("my jnee hurts", "my knee hurts"),
        ("abck pain", "back pain"),
        ("my nck is stiff", "my neck is stiff"),
        ("my shouldre is sroe", "my shoulder is sore"),
        ("swolen ankel since yestreday", "swollen ankle since yesterday"),
        ("soooo much paaain", "so much pain"),
        ("I beeen to teh clinic", "I been to the clinic"),
        ("difficutly breatihng", "difficulty breathing"),
        ("sweatin and hobblin", "sweating and hobbling"),
    ],
)
def test_a_slip_is_put_right(typed, meant):
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("backpain", "back pain"),
        ("I cantfeel my legs", "I can't feel my legs"),
        ("rightknee", "right knee"),
        ("pain inmy hip", "pain in my hip"),
        ("I faintedhalfway", "I fainted halfway"),
        ("soreuppper back", "sore upper back"),
        ("sore rightelbowfor weeks", "sore right elbow for weeks"),
    ],
)
def test_a_missing_space_is_put_back(typed, meant):
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("dont", "don't"), ("Ive", "I've"), ("DONT", "DON'T"), ("id", "id")]
)
def test_a_missing_apostrophe_is_put_back_where_nothing_else_can_be_meant(typed, meant):
    assert corrected(typed) == meant


@pytest.mark.parametrize(
    "sentence",
    [
        "my son kieran and siobhan moved to skegness",
        "I take naproxen, gabapentin and omeprazole",
        "the physio said my tumour colour and oesophagus are grey",
        "diarrhea on the airplane, traveling to see the orthopedic neighbor",
        "my nan is poorly and the bloke is knackered innit",
        "that workout was bloody brutal, my arse is fucked",
        "the cot is damp, a tad hurdler gunk kilo",
        "we play chess, the crest of the hearth",
        "ACL and MCL tear, TKR in june, BPPV",
        "my physio Chets saw me",
        "y'all have a nice day, it'd be grand",
    ],
)
def test_names_medicines_places_and_words_of_every_english_stand(sentence):
    assert corrected(sentence) == sentence


@pytest.mark.parametrize("kind", sorted(set(word_lists("vocabulary")) - {"contractions"}))
def test_every_listed_word_stands(kind):
    assert [word for word in word_lists("vocabulary")[kind] if corrected(word) != word] == []


def test_sentences_about_everyday_complaints_are_left_as_they_are():
    sentences = [one.text for one in intent_examples() if one.label == "inform"]
    sentences += [one.text for one in load_exemplars() if one.flag is None]
    changed = {
        (sentence[slip.start : slip.end].lower(), slip.meant.lower())
        for sentence in sentences
        for slip in correct(sentence).corrections
    }
    wrong = {
        (typed, meant)
        for typed, meant in changed
        if SPELT_AS_IN_MESSAGES.get(typed) != meant
        and meant.replace("'", "") != typed
        and meant not in (f"{typed}g", f"{typed[:-1]}ed")
    }
    assert len(sentences) > 500
    assert wrong == set()


@pytest.mark.parametrize(
    "message",
    [
        "me duele mucho la rodila desde ayer",
        "膝が痛い",
        "😀😀 🦵",
        "колено болит",
        "",
        " ",
        "?!",
        "x" * 1000,
        "asdfghjkl",
    ],
)
def test_other_languages_scripts_and_signs_are_left_as_they_are(message):
    assert corrected(message) == message


def test_ids_addresses_and_numbers_with_units_are_left_as_they_are():
    message = "surgery_past_year, kne@exampel.org, 10kgg, l5s1"
    assert corrected(message) == message


def test_capitals_stay():
    assert corrected("MY BAKC HURTS") == "MY BACK HURTS"
    assert corrected("Kne hurts. Bakc hurts") == "Knee hurts. Back hurts"


def test_most_slips_of_our_own_sentences_are_put_right():
    # Measured on the sentences of the intents, so a floor for a broken corrector and no measure of its quality.
    sentences = [one.text for one in intent_examples() if one.label == "inform"]
    typed = [(corrected(one), with_typos(one)) for one in sentences]
    fixed = sum(corrected(slipped) == meant for meant, slipped in typed)
    assert fixed >= 0.7 * len(sentences)


def test_no_word_of_another_language_is_ever_meant():
    assert not {"tengo", "mucho", "puedo"} & vocabulary().targets


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_it_and_correcting_twice_changes_nothing_more(text):
    assert corrected(corrected(text)) == corrected(text)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([one.text for one in intent_examples()]), st.integers(0, 99))
def test_correcting_slips_twice_changes_nothing_more(text, seed):
    once = corrected(with_typos(text, seed))
    assert corrected(once) == once


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([one.text for one in intent_examples()]), st.integers(0, 99), st.data())
def test_every_place_leads_back_into_what_was_typed(text, seed, data):
    slipped = correct(with_typos(text, seed))
    start = data.draw(st.integers(0, len(slipped.text)))
    end = data.draw(st.integers(start, len(slipped.text)))
    first, last = slipped.as_typed(start, end)
    assert 0 <= first <= last <= len(slipped.typed)
    untouched = not any(one.start < last and first < one.end for one in slipped.corrections)
    if untouched:
        assert slipped.typed[first:last] == slipped.text[start:end]
