"""The note: what was told, denied, unsure and never asked, and what the screen made of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.desk.note import note_of
from bot.desk.note_sections import note_sections
from bot.desk.own_words import own_words
from bot.triage.content import load_content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case
from tests.desk.stored import case_of, message, question, result_of

CONTENT = load_content()
KNEE = case_of(
    {"region": "my left knee"},
    goal="treat_pain",
    region="knee",
    age="from_18_to_49",
    onset="over_3_months",
    pain="4",
    blood_thinners="yes",
    heart_condition="no",
    hot_swollen_joint="no",
    implanted_device="unknown",
    worsening="unknown",
)


def note(case=KNEE, messages=(), result=True):
    return note_of(result_of(case) if result else None, case, messages, CONTENT)


def facts(lines):
    return [line.fact for line in lines]


def words(lines):
    return [line.words for line in lines]


def test_the_situation_is_their_goal_who_it_is_and_their_own_words():
    messages = [
        message("bot", "What brings you here?"),
        message("person", "my left knee hurts on stairs"),
        question("How old are you?", "18 to 49", "50 to 64"),
        message("person", "18 to 49"),
    ]
    found = note(messages=messages)
    assert found.words.first == ("my left knee hurts on stairs",)
    assert found.goal.words == "What you want: Pain or stiffness: I want it treated"
    assert facts(found.about) == ["age"]


def test_the_background_holds_what_was_told_by_section_with_their_words_beside_it():
    found = note().background
    assert words(found["problem"]) == ["Where: Knee", "How long: More than 3 months", "Pain, 0 to 10: 4"]
    assert found["problem"][0].said == "my left knee"
    assert facts(found["medicines"]) == ["blood_thinners"]
    assert found["conditions"] == ()


def test_denied_unsure_and_never_asked_are_three_lists_and_none_is_read_as_another():
    found = note()
    assert facts(found.raised) == ["blood_thinners"]
    assert facts(found.denied) == ["hot_swollen_joint", "heart_condition"]
    assert facts(found.unsure) == ["implanted_device", "worsening"]
    assert found.not_asked == len(CONTENT.flags) - 3


def test_the_screen_names_the_rules_that_fired_with_their_sources():
    screen = note().screen
    assert screen.professional == "physical_therapist"
    assert screen.rules[0].rule.startswith("P")
    assert all(rule.source for rule in screen.rules)
    assert screen.would_change == ("What if you had said the pain is new?",)


def test_an_urgent_note_names_no_professional():
    found = note(case_of(goal="treat_pain", chest_pain_now="yes"))
    assert (found.screen.tier, found.screen.professional) == ("T0", None)
    assert facts(found.raised) == ["chest_pain_now"]


def test_without_a_result_the_note_holds_what_was_told_until_then():
    found = note(result=False)
    assert found.screen is None
    assert facts(found.background["problem"]) == ["region", "onset", "pain"]


def test_with_a_result_the_note_shows_its_evidence_and_not_what_was_answered_since():
    later = KNEE.told({"pain": Answer("9")})
    found = note_of(result_of(KNEE), later, (), CONTENT)
    assert "Pain, 0 to 10: 4" in words(found.background["problem"])


def test_a_fact_that_the_content_no_longer_has_is_left_out():
    found = note_of(None, case_of(region="knee", tail_length="long"), (), CONTENT)
    assert words(found.background["problem"]) == ["Where: Knee"]


def test_every_fact_the_content_has_can_be_written_down():
    for fact, row in CONTENT.facts.items():
        for value in (*row.values, UNKNOWN):
            found = note_of(None, case_of(**{fact: value}), (), CONTENT)
            lists = [found.about, found.denied, found.unsure, found.raised, *found.background.values()]
            shown = {each.fact for lines in lists for each in lines} | {found.goal.fact if found.goal else ""}
            assert fact in shown, (fact, value)


@given(st.dictionaries(st.sampled_from(sorted(CONTENT.flags)), st.sampled_from([YES, NO, UNKNOWN])))
def test_each_sign_stands_in_exactly_one_list(answers):
    found = note_of(None, Case({fact: Answer(value) for fact, value in answers.items()}), (), CONTENT)
    by_value = {YES: found.raised, NO: found.denied, UNKNOWN: found.unsure}
    for value, lines in by_value.items():
        assert set(facts(lines)) == {fact for fact, given in answers.items() if given == value}
    assert found.not_asked == len(CONTENT.flags) - len(answers)


def test_sections_name_each_fact_once():
    sections = note_sections()
    placed = [*sections.about, *(fact for section in sections.background.values() for fact in section)]
    assert len(placed) == len(set(placed))
    assert set(placed) <= set(CONTENT.facts)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Knee", ()),
        ("Knee, Hip", ()),
        ("Not sure", ()),
        ("Knee and it clicks", ("Knee and it clicks",)),
        ("both", ("both",)),
    ],
)
def test_a_tapped_option_is_not_their_own_words(said, kept):
    assert own_words([question("Where?", "Knee", "Hip"), message("person", said)]).first == kept


def test_what_they_said_after_the_result_is_kept_apart_and_their_name_and_number_stand_beside_it():
    messages = [
        message("person", "my knee hurts"),
        message("bot", "A good first stop.", "result"),
        message("person", "Ana Sample"),
        message("person", "555 010 1234"),
        message("person", "and now my chest hurts"),
    ]
    found = own_words(messages, beside=("Ana Sample", "555 010 1234"))
    assert (found.first, found.since) == (("my knee hurts",), ("and now my chest hurts",))


def test_only_what_a_result_was_made_from_is_cut_short():
    said = [message("person", f"and then {number}") for number in range(20)]
    assert len(own_words(said).first) == 20
    found = own_words([*said, message("bot", "A good first stop.", "result"), *said])
    assert (len(found.first), len(found.since)) == (12, 20)
