import pytest

from bot.evaluation import interview_run
from bot.evaluation.interview_run import InterviewDoesNotEnd, play
from bot.evaluation.judged import judge_interview, judge_on_facts
from bot.evaluation.vignettes import load_vignettes
from bot.triage.interview import Asking


@pytest.fixture
def vignette(folder, content):
    return load_vignettes(folder, content)[0]


def changed(folder, content, old, new):
    path = folder / "some.yml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return load_vignettes(folder, content)[0]


def test_what_the_text_tells_is_not_asked(vignette, content):
    asked = play(vignette, content).asked
    assert asked[0] == "emergency_signs"
    assert not {"goal", "region", "onset"} & set(asked)


def test_a_danger_that_was_kept_back_is_told_when_asked(folder, content):
    hidden = changed(folder, content, "goal: treat_pain", 'chest_pain_now: "yes", goal: treat_pain')
    run = play(hidden, content)
    assert (run.assessment.outcome, run.asked) == ("emergency", ("emergency_signs",))


def test_a_danger_in_the_text_leaves_nothing_to_ask(folder, content):
    changed(folder, content, "goal: treat_pain", 'chest_pain_now: "yes", goal: treat_pain')
    told = changed(folder, content, "told: [", "told: [chest_pain_now, ")
    assert play(told, content).asked == ()


def test_the_second_try_about_danger_counts_as_a_question(folder, content):
    unsure = changed(folder, content, "goal: treat_pain", "chest_pain_now: unknown, goal: treat_pain")
    run = play(unsure, content)
    assert (run.asked, run.assessment.tier) == (("emergency_signs", "confirm_danger"), "T0")


def test_what_the_vignette_cannot_say_is_noted(folder, content):
    changed(folder, content, "region, onset]", "region]")
    silent = changed(folder, content, ", onset: over_3_months", "")
    assert play(silent, content).unanswerable == ("onset",)


def test_an_interview_that_does_not_end_is_an_error(vignette, content, monkeypatch):
    again = Asking("goal", ("goal",), "choice", safety=False)
    monkeypatch.setattr(interview_run, "next_question", lambda case, content: again)
    with pytest.raises(InterviewDoesNotEnd, match="made_up: still asking goal"):
        play(vignette, content)


def test_scope_is_judged_on_the_whole_truth_not_on_what_was_asked(folder, content, monkeypatch):
    hidden = changed(folder, content, "goal: treat_pain", 'chest_pain_now: "yes", goal: treat_pain')
    monkeypatch.setattr(interview_run, "next_question", lambda case, content: None)
    broken = judge_interview(hidden, content)
    assert any(violation.startswith("I1 names the physical_therapist") for violation in broken.violations)
    assert judge_on_facts(hidden, content).violations == ()
