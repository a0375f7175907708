"""What people type when they are in danger is heard, whatever the words; and what only sounds like it is not."""

import pytest
import yaml

from bot.nlu.screening import screen, screening_rules
from bot.triage.lexicon import LEXICONS
from tests.nlu.raised_flags import SAID, raised

FLAGS = yaml.load((LEXICONS.parent / "red_flags.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)[
    "red_flags"
]
TIER = {flag["id"]: flag["tier"] for flag in FLAGS}


# A look-alike and the flag it must not raise.
LOOKS_ALIKE = [
    ("i felt short of energy but my breathing is fine", "severe_breathing"),
    ("it is hard to breathe with my dust mask on", "severe_breathing"),
    ("my rowing stroke needs work", "stroke_signs"),
    ("what a stroke of luck", "stroke_signs"),
    ("my left side has been weak since my stroke in 2018", "stroke_signs"),
    ("i want to fix my golf swing before the ball game", "testicular_torsion"),
    ("the ball of my left foot is sore", "testicular_torsion"),
    ("we did suicides at practice", "suicidal_crisis"),
    ("this knee is killing me", "suicidal_crisis"),
    ("dying to get back on my bike", "suicidal_crisis"),
    ("i hurt myself lifting a box", "suicidal_crisis"),
    ("the blackout blinds are broken", "collapse_now"),
    ("collapsed on the couch after work", "collapse_now"),
    ("my arches have collapsed", "collapse_now"),
    ("my legs are jelly after leg day", "cauda_equina"),
    ("heavy legs at mile 18 of the marathon", "acute_cord_weakness"),
    ("i am on a crash diet and my back aches", "spinal_trauma"),
    ("did a knockout workout", "head_injury_danger"),
    ("i have a head cold", "head_injury_danger"),
    ("raynauds makes my fingers go white every winter", "limb_ischaemia"),
    ("tight calves after running", "compartment_syndrome"),
    ("bloody hell that was hard", "severe_bleeding"),
    ("i carry an epipen just in case", "anaphylaxis"),
    ("i love a good fitness class, it fits my schedule", "seizure_now"),
    ("my doctor says prediabetes", "diabetic_emergency"),
    ("a heat pack helps my back", "heat_stroke"),
    ("filling in this form is a headache", "thunderclap_headache"),
    ("stiff neck from my pillow", "neck_artery"),
    ("i have a labral tear", "aortic_tear"),
    ("everything is blurry without my glasses", "sudden_vision_loss"),
    ("i overdid it at the gym", "overdose_poisoning"),
    ("he hit me in sparring last night", "immediate_danger"),
    ("i hit a personal best", "immediate_danger"),
    ("i fell in love with hip hop", "hip_fracture_fall"),
    ("my wife is pregnant, i hurt my knee", "pregnant_or_postpartum"),
    ("we are trying to get pregnant", "pregnancy_emergency"),
    ("calf raises make my calf sore", "dvt_suspected"),
    ("the hot tub helps my knee", "hot_swollen_joint"),
    ("i crack my knuckles all day", "fracture_suspected"),
    ("i locked out my deadlift", "locked_joint"),
    ("a lump sum payment", "unexplained_lump"),
    ("daily 12 week program", "minor_user"),
    ("my blood pressure is 128 over 82", "very_high_bp"),
]


# Said, but not about now or not about the person asking.
NOT_NOW = [
    "my grandfather had a stroke",
    "lost my uncle to suicide",
    "i had a blood clot in 2016",
    "i used to have seizures as a child",
    "what if i get chest pain on a run",
    "should i worry if i get chest pain",
    "i coach stroke survivors",
    "that invoice gave me a heart attack",
    "do you treat concussion",
]
DENIED = [
    ("no chest pain or trouble breathing", {"chest_pain_now", "severe_breathing"}),
    ("my knee hurts, no chest pain", {"chest_pain_now"}),
    (
        "i dont have chest pain, numbness between my legs or slurred speech",
        {"chest_pain_now", "cauda_equina", "stroke_signs"},
    ),
    ("my chest does not hurt", {"chest_pain_now"}),
    ("i am not suicidal", {"suicidal_crisis"}),
    ("im not short of breath", {"severe_breathing"}),
    ("chest pain: none", {"chest_pain_now"}),
    ("no tengo dolor de pecho", {"chest_pain_now"}),
]
DOUBTFUL = [
    ("maybe chest pain, i am not sure", "chest_pain_now"),
    ("cant say i dont have chest pain", "chest_pain_now"),
    ("my chest is sore from bench press", "chest_pain_now"),
    ("i had chest pain this morning but its gone now", "chest_pain_now"),
    ("should i worry if my chest feels tight", "chest_pain_now"),
    ("sudenly my thraot is sweling", "anaphylaxis"),
    ("i feel siucidal", "suicidal_crisis"),
]
TOGETHER = [
    ("My back is really sore. I also have a temperature.", "spinal_infection"),
    ("Back pain. Since yesterday I have been incontinent.", "cauda_equina"),
    ("My leg is swollen and I am breathless.", "pe_suspected"),
    ("I bumped my head. I take apixaban.", "head_injury_blood_thinner"),
    ("She has a fever and seems confused", "sepsis_suspected"),
    ("I have a new hip. The hip is red.", "hot_swollen_joint"),
    ("I am pregnant. There was a gush.", "pregnancy_emergency"),
    ("My son is 9 years old. He is limping.", "teen_hip_limp"),
    ("Im 71. I tripped. My back aches.", "fragility_spine_fracture"),
    ("I had breast cancer. My back aches and my legs are weak", "acute_cord_weakness"),
]


@pytest.mark.parametrize(("flag", "text"), [(flag, text) for flag, texts in SAID.items() for text in texts])
def test_a_danger_sign_is_heard(flag: str, text: str):
    assert flag in raised(text)


def test_every_flag_is_tried_and_the_urgent_ones_most():
    least = {"T0": 4, "T1": 2, "T2": 2, "T3": 1}
    assert set(SAID) == set(TIER) == set(screening_rules().flags)
    assert [flag for flag, texts in SAID.items() if len(texts) < least[TIER[flag]]] == []


@pytest.mark.parametrize(("text", "flag"), LOOKS_ALIKE)
def test_a_look_alike_is_let_pass(text: str, flag: str):
    assert flag not in raised(text)


@pytest.mark.parametrize("text", NOT_NOW)
def test_what_is_past_or_somebody_elses_is_no_emergency(text: str):
    assert [flag for flag in raised(text) if TIER[flag] in ("T0", "T1")] == []


@pytest.mark.parametrize(("text", "flags"), DENIED)
def test_a_denied_sign_is_a_no_for_that_sign_only(text: str, flags: set[str]):
    assert {(found.flag, found.value, found.certainty) for found in screen(text)} == {
        (flag, "no", "sure") for flag in flags
    }


@pytest.mark.parametrize(("text", "flag"), DOUBTFUL)
def test_a_doubtful_sign_is_asked_about(text: str, flag: str):
    assert flag in raised(text, "doubtful")


@pytest.mark.parametrize(("text", "flag"), TOGETHER)
def test_findings_in_separate_sentences_add_up(text: str, flag: str):
    assert flag in raised(text)


def test_stable_chest_pain_on_effort_is_for_the_doctor_not_the_ambulance():
    found = raised("i get chest tightness only when walking uphill, my cardiologist knows its stable angina")
    assert "exertional_cv_symptoms" in found
    assert "chest_pain_now" not in found


def test_a_danger_sign_after_a_denied_one_is_still_heard():
    assert raised("no chest pain but my arm is numb and my face is drooping") == {"stroke_signs"}


def test_a_family_member_in_trouble_now_is_a_request_for_them():
    assert "stroke_signs" in raised("my mums face is drooping")
    assert "collapse_now" in raised("he just collapsed")
    assert "pregnancy_emergency" in raised("my wife is pregnant and bleeding")


def test_typing_without_apostrophes_capitals_or_care_is_read_the_same():
    for text in (
        "I can't breathe",
        "I can\u2019t breathe",
        "i cant breathe",
        "I CANNOT BREATHE",
        "i cnt breth",
        "i caaant breathe",
    ):
        assert "severe_breathing" in raised(text, "sure"), text
