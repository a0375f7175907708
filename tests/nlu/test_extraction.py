"""What the fact extractor reads in one message: whole openings, and how it keeps what was said."""

import pytest

from bot.nlu.extraction import extract
from bot.nlu.finding import SAID_CHARACTERS
from bot.triage.content import load_content
from tests.nlu.extracted import TODAY, facts

OPENINGS = {
    "my knee has ached for 4 months when I climb stairs, I just want it treated": {
        "region": "knee", "onset": "over_3_months", "goal": "treat_pain",
    },
    "I have type 2 diabetes, it's under control, I finished PT for my back and want to stay active": {
        "diabetes_no_insulin": "yes", "condition_stable": "yes", "prior_therapy": "finished",
        "region": "lower_back", "goal": "stay_active",
    },
    "since my stroke I can't button my shirt": {
        "neuro_condition": "yes", "daily_task_trouble": "yes", "goal": "daily_tasks",
    },
    "had a stent 5 months ago, cardiologist cleared me, I want a supervised program": {
        "heart_condition": "yes", "recent_cardiac_event": "yes", "doctor_cleared": "yes", "goal": "stay_active",
    },
    "I sit all day, my shoulders round forward and my squat is wonky, nothing hurts": {
        "goal": "posture_movement", "pain": "0",
    },
    "I'm a college soccer player, felt a pop yesterday, knee swelled up and gives way": {
        "athlete": "yes", "onset": "under_72_hours", "region": "knee", "injury_signs": "yes", "goal": "recover_injury",
    },
    "can you make me a diet": {"goal": "outside", "scope_ask": "diet"},
    "my son is 7 and struggles with handwriting": {
        "for_whom": "child", "guardian": "yes", "age": "under_13", "child_need": "daily_skills",
        "goal": "child_development",
    },
    "i leak when i sneeze since having my baby": {
        "pelvic_symptoms": "yes", "pregnant_or_postpartum": "yes", "goal": "pregnancy_postpartum",
    },
    "room spins when i roll over in bed, doc said bppv": {"positional_vertigo": "yes", "assessed_this_episode": "yes"},
    "knee kaput since hols, want 2 run again": {"region": "knee", "goal": "recover_injury"},
}  # fmt: skip


@pytest.mark.parametrize(("text", "said"), OPENINGS.items())
def test_an_opening_is_read_for_all_that_it_says(text: str, said: dict[str, str]) -> None:
    assert facts(text) == said


def test_a_denied_part_does_not_take_back_what_another_part_said() -> None:
    assert facts("it gives way but no swelling")["injury_signs"] == "yes"


def test_a_denial_reaches_over_a_list() -> None:
    said = facts("no diabetes, heart problems or kidney disease")
    assert said["diabetes_no_insulin"] == said["heart_condition"] == said["kidney_condition"] == "no"


def test_a_wish_outranks_the_goal_a_symptom_implies() -> None:
    assert facts("I sprained my ankle last year and want to lose weight")["goal"] == "fitness"


def test_a_goal_that_only_follows_from_pain_is_doubtful() -> None:
    [goal] = [finding for finding in extract("my knee hurts", TODAY) if finding.fact == "goal"]
    assert (goal.value, goal.certainty) == ("treat_pain", "doubtful")
    assert goal.confidence < 1


def test_every_professional_named_is_kept() -> None:
    text = "what's the difference between a physical therapist and an exercise physiologist"
    named = {finding.value for finding in extract(text, TODAY) if finding.fact == "professional"}
    assert named == {"physical_therapist", "exercise_physiologist"}
    assert facts(text)["faq_topic"] == "difference"


def test_a_finding_is_quoted_with_its_clause() -> None:
    text = "Hello there. My left knee aches on stairs. Thanks!"
    said = {finding.fact: finding.said for finding in extract(text, TODAY)}
    assert said["region"] == "My left knee aches on stairs"


def test_the_quoted_clause_is_short_and_from_the_message() -> None:
    text = "so " * 100 + "my knee hurts " + "and so on " * 40
    for finding in extract(text, TODAY):
        assert len(finding.said) <= SAID_CHARACTERS
        assert finding.said in text


@pytest.mark.parametrize(
    "text", ["", " ", "?", "...", "👍", "12345", "a" * 1_000, "no " * 300, "1" * 1_000, "pain its " * 110]
)
def test_odd_messages_are_read_without_failing(text: str) -> None:
    for finding in extract(text, TODAY):
        assert 0 <= finding.start < finding.end <= len(text)


def test_every_value_the_lexicons_give_is_one_the_content_knows() -> None:
    from bot.nlu.lexicon_rows import CUE, IGNORE, lexicon_rows

    known = load_content().facts
    for row in lexicon_rows():
        if row.fact not in (CUE, IGNORE, "professional", "faq_topic"):
            assert row.value in known[row.fact].values, (row.fact, row.value)
        assert all(fact in known for fact in row.denied)
