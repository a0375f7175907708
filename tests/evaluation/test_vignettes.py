from pathlib import Path

import pytest

from bot.evaluation.vignettes import load_vignettes
from bot.triage.assess import assess
from bot.triage.evidence import UNKNOWN
from bot.triage.rows import ContentError


def with_change(folder, old, new):
    path = folder / "some.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_a_vignette_is_read_with_its_label(folder, content):
    (vignette,) = load_vignettes(folder, content)
    assert (vignette.id, vignette.label.professional) == ("made_up", "physical_therapist")
    assert vignette.second_label is None


def test_a_second_label_is_read_when_there_is_one(folder, content):
    second = "  second_label: {outcome: emergency, tier: T0, professional: null}\n  source:"
    (vignette,) = load_vignettes(with_change(folder, "  source:", second), content)
    assert (vignette.second_label.outcome, vignette.second_label.acceptable) == ("emergency", ())


def test_facts_that_are_not_listed_follow_the_convention(folder, content):
    (vignette,) = load_vignettes(folder, content)
    truth = vignette.complete(content)
    assert (truth.value("age"), truth.value("prior_therapy")) == ("from_18_to_49", "none")
    assert (truth.value("chest_pain_now"), truth.value("athlete")) == ("no", "no")
    assert truth.value("surgery_when") == UNKNOWN


def test_silence_about_a_condition_is_no_word_that_it_is_out_of_control(folder, content):
    (vignette,) = load_vignettes(folder, content)
    assert assess(vignette.complete(content), content).flags == ()


def test_the_opening_holds_only_what_the_text_tells(folder, content):
    (vignette,) = load_vignettes(folder, content)
    assert set(vignette.opening(content).answers) == {"goal", "region", "onset"}


def test_a_text_tells_danger_only_when_it_names_a_red_flag(folder, content):
    (before,) = load_vignettes(folder, content)
    with_change(folder, "goal: treat_pain", 'locked_joint: "yes", goal: treat_pain')
    (known,) = load_vignettes(folder, content)
    with_change(folder, "told: [", "told: [locked_joint, ")
    (told,) = load_vignettes(folder, content)
    assert [vignette.tells_danger(content) for vignette in (before, known, told)] == [False, False, True]


@pytest.mark.parametrize(
    ("old", "new", "cure"),
    [
        ("region: knee", "regoin: knee", "no fact is called 'regoin'"),
        ("region: knee", "region: kneecap", "region has no value 'kneecap'; it has head"),
        ('pain: "4"', "pain: 4", "put the value in quotes"),
        ("told: [goal,", "told: [side, goal,", "`told:` names 'side', which `facts:` does not list"),
        ("register: plain", "register: fax", "must be one of plain, sms, long"),
        ("tier: T4", "tier: T5", "must be one of T0"),
        ("tier: T4", "tier: T0", "recommendation and T0 do not go together"),
        ("outcome: recommendation", "outcome: emergency", "emergency and T4 do not go together"),
        ("physical_therapist", "chiropractor", "'chiropractor' is none of"),
        ("professional: physical_therapist", "professional: null", "a recommendation names a professional"),
        ("acceptable: []", "acceptable: [nurse]", "'nurse' is none of"),
        ("  source:", "  sauce: x\n  source:", "unknown key sauce"),
        ('source: "made up"', 'source: ""', "`source:` must be a text that is not empty"),
    ],
)
def test_a_mistake_is_refused_with_its_file_its_row_and_the_cure(folder, content, old, new, cure):
    with pytest.raises(ContentError) as refused:
        load_vignettes(with_change(folder, old, new), content)
    assert str(refused.value).startswith("some.yml, row 'made_up")
    assert cure in str(refused.value)


def test_an_id_is_used_once_over_all_files(folder, content):
    (folder / "more.yml").write_bytes((folder / "some.yml").read_bytes())
    with pytest.raises(ContentError, match="another file has this id"):
        load_vignettes(folder, content)


def test_broken_yaml_is_refused_with_its_place(folder, content):
    with pytest.raises(ContentError, match=r"some\.yml.*not valid YAML.*line"):
        load_vignettes(with_change(folder, "facts: {", "facts: {{"), content)


def test_a_folder_without_vignettes_is_refused(tmp_path, content):
    with pytest.raises(ContentError, match="there are no vignettes here"):
        load_vignettes(tmp_path, content)


def test_every_vignette_of_the_project_can_be_read(content):
    assert len(load_vignettes(Path("tests/vignettes"), content)) >= 240
