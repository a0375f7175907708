"""What the fact extractor reads in one message. Each row is a sentence and all that it says."""

from datetime import date

import pytest

from bot.nlu.extraction import extract
from bot.nlu.finding import SAID_CHARACTERS
from bot.triage.content import load_content

TODAY = date(2026, 11, 21)


def facts(text: str) -> dict[str, str]:
    return {finding.fact: finding.value for finding in extract(text, TODAY) if finding.fact != "professional"}


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


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        # goals said as a wish
        ("I want to lose some weight", "goal", "fitness"),
        ("how can I get faster in the off-season", "goal", "performance"),
        ("looking for a VO2 max test", "goal", "testing"),
        ("is it torn?", "goal", "diagnosis_or_imaging"),
        ("I think I need an MRI of my shoulder", "goal", "diagnosis_or_imaging"),
        ("what is wrong with my foot", "goal", "diagnosis_or_imaging"),
        ("do I need a cortisone shot", "goal", "injection_or_medicine"),
        ("can you give me stronger painkillers", "goal", "injection_or_medicine"),
        ("my coach wants a note to play", "goal", "return_to_play"),
        ("I'd like to walk better", "goal", "mobility_balance"),
        ("I'm scared of falling", "goal", "mobility_balance"),
        ("I need help with exercise after my knee surgery", "goal", "after_surgery"),
        ("sprained my ankle at practice", "goal", "recover_injury"),
        ("I want to get back to work after my injury", "goal", "work"),
        ("my hips are so tight and my posture is bad", "goal", "posture_movement"),
        ("I have arthritis and want to keep exercising", "goal", "stay_active"),
        ("how much does it cost", "goal", "outside"),
        # body
        ("pain in my right hip", "side", "right"),
        ("both knees ache", "side", "both"),
        ("actually it's my left knee, not my right", "side", "left"),
        ("sorry, not my knee, it's my hip", "region", "hip"),
        ("back pain that goes down to my ankle", "region", "lower_back"),
        ("my accilles is sore", "region", "ankle_foot"),
        ("my shoulderblade hurts, no my shoulder blade", "region", "upper_back"),
        ("I hurt all over, fibromyalgia", "region", "widespread"),
        # time
        ("neck pain since yesterday", "onset", "under_72_hours"),
        ("hurt it last tuesday", "onset", "under_2_weeks"),
        ("my back has hurt for a couple of weeks", "onset", "under_6_weeks"),
        ("sore elbow for two months", "onset", "under_3_months"),
        ("shoulder pain for years", "onset", "over_3_months"),
        ("heel pain since March", "onset", "over_3_months"),
        ("I hurt my wrist two days ago", "onset", "under_72_hours"),
        ("had knee surgery 8 weeks ago", "surgery_when", "under_12_weeks"),
        ("I'm 10 days post op", "surgery_when", "under_6_weeks"),
        ("hip replacement in 2015", "surgery_past_year", "no"),
        ("my heart attack was in 2015", "recent_cardiac_event", "no"),
        ("I had a concussion 3 weeks ago", "concussion_recent", "yes"),
        ("I had a concussion two years ago", "concussion_recent", "no"),
        ("golfers elbow, right, two months", "side", "right"),
        ("both shoulders... no wait, only the right one", "side", "right"),
        ("not my left wrist, the right one", "region", "wrist_hand"),
        ("never had surgery, no fever, stiff shoulder", "region", "shoulder"),
        ("my ankel is swollen", "region", "ankle_foot"),
        ("hip stiff since the birth of my twins 7 months ago", "onset", "over_3_months"),
        ("neck pain, 3 weeks", "onset", "under_6_weeks"),
        ("hip pain for a decade", "onset", "over_3_months"),
        ("nearly a fortnight of knee pain", "onset", "under_2_weeks"),
        ("it started when I was 25, I'm 40 now, my back", "onset", "over_3_months"),
        ("sorry not 3 weeks, 3 months, my elbow", "onset", "over_3_months"),
        # how it behaves
        ("my hip is a 5 today", "pain", "5"),
        ("five-ish out of ten", "pain", "5"),
        ("I'd call it a four, my neck", "pain", "4"),
        ("pain is about a six", "pain", "6"),
        ("it's 7/10 most days", "pain", "7"),
        ("seven out of ten", "pain", "7"),
        ("pain was 7, now it is 4", "pain", "4"),
        ("it is getting worse every week", "worsening", "yes"),
        ("it's slowly getting better", "worsening", "no"),
        ("it shoots down my leg", "spreads_or_wakes", "yes"),
        ("it wakes me up at night", "spreads_or_wakes", "yes"),
        ("I can't climb stairs", "limits_activity", "yes"),
        ("it doesn't stop me from running", "limits_activity", "no"),
        ("I heard a snap in my ankle", "injury_signs", "yes"),
        ("I fell off a ladder", "mechanism", "fall"),
        ("rear ended at a red light", "mechanism", "crash"),
        ("pulled my back lifting boxes", "mechanism", "lifting"),
        ("it came on gradually", "mechanism", "overuse"),
        ("no injury that I know of", "mechanism", "none"),
        # conditions and care
        ("I'm a type 1 diabetic", "insulin_diabetes", "yes"),
        ("no diabetes", "diabetes_no_insulin", "no"),
        ("no heart problems", "heart_condition", "no"),
        ("I have COPD", "lung_condition", "yes"),
        ("I'm on dialysis", "kidney_condition", "yes"),
        ("had a gastric bypass", "transplant_or_bariatric", "yes"),
        ("high blood pressure", "other_condition", "yes"),
        ("my sugar is all over the place", "condition_stable", "no"),
        ("my asthma is well controlled", "condition_stable", "yes"),
        ("my doctor hasn't cleared me", "doctor_cleared", "no"),
        ("surgeon cleared me for rehab", "surgery_cleared", "yes"),
        ("physio didn't help", "prior_therapy", "failed"),
        ("still doing PT twice a week", "prior_therapy", "ongoing"),
        ("did cardiac rehab last year", "prior_therapy", "finished"),
        ("I did physio for my hip", "prior_therapy", "finished"),
        ("never had physical therapy", "prior_therapy", "none"),
        ("the ER x-rayed it yesterday and said ok", "assessed_this_episode", "yes"),
        ("I haven't seen a doctor about it", "assessed_this_episode", "no"),
        ("I keep dropping things", "hand_function", "yes"),
        ("carpal tunnel in both wrists", "hand_function", "yes"),
        ("I hurt it at work", "work_related", "yes"),
        ("I take warfarin", "blood_thinners", "yes"),
        ("I've got a pacemaker", "implanted_device", "yes"),
        ("I crash for days after a short walk", "post_exertional_malaise", "yes"),
        ("I'm having chemo", "active_cancer_treatment", "yes"),
        ("brittle bones run my life, osteoporosis", "osteoporosis", "yes"),
        # sport and exercise
        ("I'm training for a marathon", "athlete", "yes"),
        ("I play for a club", "athlete", "yes"),
        ("I'm not an athlete", "athlete", "no"),
        ("I run 4 times a week", "active_now", "yes"),
        ("I don't exercise at all", "active_now", "no"),
        ("I want to do HIIT", "wants_vigorous", "yes"),
        ("just gentle exercise please", "wants_vigorous", "no"),
        # people
        ("type 2 diabetic 61", "age", "from_50_to_64"),
        ("44 m hip pain", "age", "from_18_to_49"),
        ("husband 52, sore back", "age", "from_50_to_64"),
        ("she's 14 and does ballet", "for_whom", "child"),
        ("18 next month, sore knee", "age", "from_13_to_17"),
        ("I'm 72", "age", "from_65"),
        ("I'm a 45 year old woman", "age", "from_18_to_49"),
        ("13yo here", "age", "from_13_to_17"),
        ("in my early fifties", "age", "from_50_to_64"),
        ("my 9 year old keeps tripping over", "child_need", "movement"),
        ("asking for my husband", "for_whom", "other_adult"),
        ("my wife has Parkinson's and wants to walk better", "neuro_condition", "yes"),
        ("I'm his mom", "guardian", "yes"),
        # whole stories
        ("my grandma broke her hip and now she can't shower alone", "for_whom", "other_adult"),
        ("my 15 year old dancer has hip pain", "age", "from_13_to_17"),
        ("my surgeon wants me to start rehab", "surgery_cleared", "yes"),
        ("my husband had a stroke in march, he can't hold a spoon", "recent_cardiac_event", "yes"),
        ("had a c section 8 weeks ago and want to run again", "goal", "pregnancy_postpartum"),
        ("my back hurt for two months and got worse this past week", "onset", "under_3_months"),
        ("old back pain for years, it came back a week ago", "onset", "under_2_weeks"),
        ("I don't have any health conditions", "other_condition", "no"),
        ("asking for my mother who is 70", "age", "from_65"),
        ("no surgeries, healthy, 29 male", "age", "from_18_to_49"),
        # outside
        ("should I stop taking my statin", "scope_ask", "medicine"),
        ("can you read my MRI results", "scope_ask", "results"),
        ("I have a toothache and need a dentist", "scope_ask", "dental_eye_skin"),
        ("do you take my insurance", "scope_ask", "admin"),
        ("I need a massage", "scope_ask", "bodywork_training"),
        ("can I sue my employer", "scope_ask", "legal"),
        ("my toenail is ingrown", "scope_ask", "foot_care"),
        ("help with my anxiety", "scope_ask", "mental_health"),
    ],
)  # fmt: skip
def test_a_sentence_says_a_fact(text: str, fact: str, value: str) -> None:
    assert facts(text).get(fact) == value


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("my dad had a stroke", "neuro_condition"),
        ("my dad had a stroke", "for_whom"),
        ("hurts a lot", "pain"),
        ("pain for 3 weeks", "pain"),
        ("no pain at rest", "pain"),
        ("I want to run without pain", "pain"),
        ("no chest pain", "pain"),
        ("I want to get back to running", "region"),
        ("chest day went well", "region"),
        ("I'm fine right now", "side"),
        ("I weigh 72 kg", "age"),
        ("I'm 5 weeks post op", "age"),
        ("my 3 year old injury is back", "for_whom"),
        ("lifting my toddler hurts my back", "for_whom"),
        ("since having my daughter my back hurts", "for_whom"),
        ("I have a 5 year old and my back hurts", "age"),
        ("I exercise 3 days a week", "onset"),
        ("I've been running for 10 years", "onset"),
        ("the race is in 6 weeks", "onset"),
        ("I used to play college football", "athlete"),
        ("no pacemaker", "heart_condition"),
        ("no asthma", "other_condition"),
        ("I had a stent", "recent_cardiac_event"),
        ("it is not getting better", "worsening"),
        ("the pain is worse at night", "worsening"),
        ("what if I get a pop in my knee", "injury_signs"),
        ("I want to stay active", "active_now"),
        ("what does a physical therapist do", "prior_therapy"),
        ("I haven't had surgery", "goal"),
        ("my knee hurts when I play squash", "mechanism"),
        ("chronic tennis elbow, the cortisone shot didn't work", "goal"),
        ("I want to get stronger", "worsening"),
        ("I've lost 20 pounds without trying", "goal"),
        ("I'm unsteady on my feet", "region"),
        ("my blood pressure is high but under control", "uncontrolled_condition"),
        ("how much did I spend this month", "onset"),
        ("I came in here today about my shoulder", "onset"),
        ("a scab on the back of my hand", "side"),
        ("my right-handed swing is off", "region"),
        ("my elbow is 3 years old news", "pain"),
        ("it's a 3 bedroom house", "pain"),
        ("after 20 years of desk work my neck aches", "onset"),
        ("my wife has epilepsy, I don't, but my ankle is sore", "neuro_condition"),
        ("I had breast cancer", "active_cancer_treatment"),
    ],
)
def test_a_sentence_does_not_say_a_fact(text: str, fact: str) -> None:
    assert fact not in facts(text)


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
