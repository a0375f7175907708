"""What Signpost says about the six professionals is complete, sourced, and agrees with the facts."""

import re
from collections import Counter
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "bot" / "triage" / "content"
RESPONSES = ROOT / "bot" / "data" / "responses"

SIX = (
    "corrective_exercise_specialist",
    "exercise_physiologist",
    "exercise_therapist",
    "occupational_therapist",
    "physical_therapist",
    "sports_medicine_doctor",
)
TOPICS = ("diagnosis", "training", "licence", "goals", "referral", "can_do", "cannot_do", "who_for")
OWN_FILES = ("professionals", "scope", "result", "emergency", "outside_scope", "small_talk")
SOURCE = re.compile(r"\bS\d+b?\b|\breference\b")
DISEASES = re.compile(
    r"\b(?:stroke|diabet|arthrit|cancer|concussion|fractur|sprain|torn\b|tendin|tendon|sciatica|fibromyalg"
    r"|parkinson|sclerosis|asthma|copd\b|osteopor|hypertens|carpal|depress|anxiety|autis|dementia|epilep"
    r"|sepsis|clot\b|hernia|meniscus)",
    flags=re.IGNORECASE,
)
STATES = re.compile(
    r"\b(?:Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|"
    r"Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|"
    r"Mississippi|Missouri|Montana|Nebraska|Nevada|Hampshire|Jersey|Mexico|York|Carolina|Dakota|Ohio|Oklahoma|"
    r"Oregon|Pennsylvania|Rhode|Tennessee|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming)\b"
)
OPENING_OF_DIAGNOSIS = {
    "no": "No. ",
    "functional_only": "Only in part. ",
    "pt_scope": "Yes, within their field. ",
    "medical": "Yes. ",
}


def content(file: str) -> Any:
    return yaml.safe_load((CONTENT / file).read_text(encoding="utf-8"))[file.removesuffix(".yml")]


def responses(name: str) -> dict[str, str]:
    data = yaml.safe_load((RESPONSES / f"{name}.yml").read_text(encoding="utf-8"))
    return {response_id: variations[0]["text"] for response_id, variations in data["responses"].items()}


PROFESSIONALS = {row["id"]: row for row in content("professionals.yml")}
FAQ = content("scope_faq.yml")
SCOPE = responses("scope")
LOCALES = {row["id"]: row for row in content("locales.yml")}


def test_the_professionals_are_the_six():
    assert sorted(PROFESSIONALS) == list(SIX)


@pytest.mark.parametrize("professional", SIX)
def test_a_professional_is_described_in_full_with_a_source(professional: str):
    row = PROFESSIONALS[professional]
    lists = ("may", "may_not", "typical_clients", "never_route")
    texts = ("core_job", "diagnoses", "licence", "training", "referral", "source")
    assert set(row) == {"id", *lists, *texts}
    assert all(row[key] and all(isinstance(item, str) and item for item in row[key]) for key in lists)
    assert all(isinstance(row[key], str) and row[key].strip() for key in texts)
    assert re.search(r"\bS\d+", row["source"]) and "reference section 1" in row["source"]


def test_only_a_doctor_makes_a_medical_diagnosis():
    assert {name: row["diagnoses"] for name, row in PROFESSIONALS.items()} == {
        "corrective_exercise_specialist": "no",
        "exercise_physiologist": "no",
        "exercise_therapist": "no",
        "occupational_therapist": "functional_only",
        "physical_therapist": "pt_scope",
        "sports_medicine_doctor": "medical",
    }


def test_whoever_cannot_diagnose_is_not_listed_as_diagnosing():
    for row in PROFESSIONALS.values():
        if row["diagnoses"] == "no":
            assert "diagnose" in row["may_not"] and "diagnose" not in row["may"]


def test_every_pair_of_the_six_has_its_difference():
    pairs = [tuple(row["pair"]) for row in FAQ if row["topic"] == "difference"]
    assert sorted(pairs) == list(combinations(SIX, 2))


def test_every_topic_is_answered_for_each_of_the_six():
    asked = Counter((row["topic"], row["professional"]) for row in FAQ if "professional" in row)
    assert asked == Counter((topic, professional) for topic in TOPICS for professional in SIX)


def test_there_is_one_overview_and_it_names_all_six():
    assert [row["response"] for row in FAQ if row["topic"] == "overview"] == ["utter_scope_overview"]
    for professional in SIX:
        assert professional.replace("_", " ") in SCOPE["utter_scope_overview"]


def test_every_question_has_an_answer_named_for_it_and_a_source():
    for row in FAQ:
        names = row.get("pair", [row["professional"]] if "professional" in row else [])
        assert row["response"] == "_".join(["utter_scope", row["topic"], *names])
        assert row["response"] in SCOPE
        assert SOURCE.search(row["source"])


def test_no_scope_answer_is_left_without_a_question():
    asked = {row["response"] for row in FAQ} | {content("direct_access.yml")["default"]["response"]}
    assert set(SCOPE) == asked


def test_answers_are_short():
    for response_id, text in SCOPE.items():
        sentences = [part for part in re.split(r"(?<=[.!?])\s+", text) if len(part.split()) > 3]
        assert 1 <= len(sentences) <= (6 if response_id == "utter_scope_overview" else 4), response_id


def test_a_difference_names_both_professionals():
    for a, b in combinations(SIX, 2):
        text = SCOPE[f"utter_scope_difference_{a}_{b}"]
        assert a.replace("_", " ") in text and b.replace("_", " ") in text


@pytest.mark.parametrize("professional", SIX)
def test_the_answer_on_diagnosis_agrees_with_the_facts(professional: str):
    opening = OPENING_OF_DIAGNOSIS[PROFESSIONALS[professional]["diagnoses"]]
    assert SCOPE[f"utter_scope_diagnosis_{professional}"].startswith(opening)


@pytest.mark.parametrize("professional", SIX)
def test_the_answer_on_licence_agrees_with_the_facts(professional: str):
    licence = PROFESSIONALS[professional]["licence"]
    answer = SCOPE[f"utter_scope_licence_{professional}"]
    assert answer.startswith("Yes. ") is licence.startswith("Licensed")
    assert answer.startswith("No. ") is licence.startswith("None")


def test_no_answer_names_a_state():
    for response_id, text in SCOPE.items():
        assert not STATES.search(text), response_id


def test_a_state_rule_that_is_old_or_from_memory_is_not_shown():
    rules = content("direct_access.yml")
    shown = {state for state, row in rules.items() if row["shown"]}
    assert shown == {"default"}
    assert rules["default"]["class"] == "unknown"
    for state, row in rules.items():
        assert row["class"] in {"unrestricted", "provisional", "unknown"}, state
        assert row["as_of"] and SOURCE.search(row["source"]), state


def test_the_default_on_referral_promises_no_payment():
    text = SCOPE["utter_direct_access_default"]
    assert "usually" in text and "may ask" in text and "will check" in text
    assert text == SCOPE["utter_scope_referral_physical_therapist"]


@pytest.mark.parametrize("name", OWN_FILES)
def test_no_text_abbreviates_a_physical_therapist_or_names_a_disease(name: str):
    for response_id, text in responses(name).items():
        assert not re.search(r"\b(?:PTs?|OTs?|CES|physio)\b", text), response_id
        assert not DISEASES.search(text), response_id


@pytest.mark.parametrize("kind", ["", "can_", "cannot_"])
def test_each_of_the_six_has_a_name_and_one_line_each_way(kind: str):
    lines = responses("professionals")
    opening = {"": "a", "can_": "They can ", "cannot_": "They can't "}[kind]
    for professional in SIX:
        assert lines[f"utter_professional_{kind}{professional}"].startswith(opening)


def test_an_urgent_text_leads_with_what_to_do_and_names_no_professional():
    names = {name.replace("_", " ") for name in SIX}
    for response_id, text in responses("emergency").items():
        assert not any(name in text for name in names), response_id
        if response_id.startswith(("utter_emergency", "utter_same_day_", "utter_still")):
            assert "{emergency_number}" in text or "{same_day_line}" in text, response_id


def test_every_result_says_it_is_not_a_diagnosis_and_how_to_reach_a_person():
    for response_id, text in responses("result").items():
        if response_id.startswith("utter_result_") and response_id != "utter_result_why":
            assert "This is not a diagnosis." in text and "{person}" in text, response_id


def test_each_locale_has_its_own_emergency_number():
    assert {name: row["emergency_number"] for name, row in LOCALES.items()} == {
        "en-US": "911",
        "en-CA": "911",
        "en-GB": "999",
        "en-AU": "000",
        "en-NZ": "111",
        "en-IE": "112 or 999",
        "default": "your local emergency number",
    }


@pytest.mark.parametrize("locale", sorted(LOCALES))
def test_a_locale_is_complete_and_sourced(locale: str):
    row = LOCALES[locale]
    lines = {"emergency_number", "crisis_line", "same_day_line", "poison_line", "abuse_line"}
    assert set(row) == {"id", "country", "crisis_text", "source", *lines}
    assert all(isinstance(row[line], str) for line in lines)
    assert row["crisis_line"] and row["crisis_line"] in row["crisis_text"]
    assert SOURCE.search(row["source"])
