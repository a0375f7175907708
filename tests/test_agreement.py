"""What must agree across content, wording, domain and code, so that nobody is left without words."""

import re
from pathlib import Path

import pytest
import yaml

from bot.actions.conversation import INTERRUPTIONS
from bot.hearing import CONVERSATION_QUESTIONS
from bot.triage.content import load_content
from bot.triage.entries import BY_FLAG, OUTCOMES
from bot.triage.evidence import UNKNOWN
from bot.triage.locales import load_locales
from bot.triage.scope_faq import load_scope_faq
from bot.wording import wording

CONTENT = load_content()
WORDS = wording()
DOMAIN = yaml.safe_load(Path("domain.yml").read_text(encoding="utf-8"))
ASKED_BY_ACTION = {"confirm_danger", "summary_ok"}
QUESTIONS = [*CONTENT.questions, *sorted(CONVERSATION_QUESTIONS)]


def words_for(names):
    return [name for name in names if not WORDS.has(name)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_asked_and_says_why(question):
    assert WORDS.has(f"utter_why_{question}")
    if question in ASKED_BY_ACTION:
        assert f"action_ask_{question}" in DOMAIN["actions"]
    else:
        assert WORDS.has(f"utter_ask_{question}")


@pytest.mark.parametrize("question", CONTENT.questions.values(), ids=lambda question: question.id)
def test_the_options_of_a_question_are_the_values_of_its_facts(question):
    options = [button.payload for button in WORDS.buttons(f"utter_ask_{question.id}")]
    if question.is_bundle:
        assert sorted(options) == sorted(question.asks)
    elif question.input == "choice":
        assert sorted(options) == sorted(CONTENT.facts[question.asks[0]].values)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_has_a_typed_slot(question):
    slot = DOMAIN["slots"][question]
    known = CONTENT.questions.get(question)
    if known is not None and known.is_bundle:
        assert slot["type"] == "list"
    elif known is not None:
        assert slot["type"] == "categorical"
        assert slot["values"] == [*CONTENT.facts[known.asks[0]].values, UNKNOWN]
    else:
        assert slot["type"] in ("categorical", "text")


def test_only_the_case_has_a_slot_of_any_type():
    assert [name for name, slot in DOMAIN["slots"].items() if slot["type"] == "any"] == ["case"]


def test_the_domain_knows_every_fact_as_an_entity():
    others = {*CONVERSATION_QUESTIONS, "professional", "faq_topic"}
    assert set(DOMAIN["entities"]) == {*CONTENT.facts, *others}


def test_every_action_of_the_domain_exists_and_every_action_is_in_the_domain():
    files = {path.stem for path in Path("bot/actions").glob("action_*.py")}
    files |= {path.stem for path in Path("bot/actions").glob("validate_*.py")}
    assert set(DOMAIN["actions"]) == files


def test_every_response_that_code_or_rules_name_exists():
    named = set()
    for path in [*Path("bot/actions").glob("*.py"), *Path("bot/server").glob("*.py")]:
        named |= set(re.findall(r'"(utter_[a-z0-9_]+[a-z0-9])"', path.read_text(encoding="utf-8")))
    for path in Path("bot/data/rules").glob("*.yml"):
        named |= set(re.findall(r"action: (utter_\w+)", path.read_text(encoding="utf-8")))
    assert len(named) > 20
    assert words_for(named) == []


def test_the_actions_and_the_rules_agree_on_what_interrupts_the_interview():
    named = set()
    for name in ("interruptions", "commands"):
        rules = yaml.safe_load(Path(f"bot/data/rules/{name}.yml").read_text(encoding="utf-8"))["rules"]
        named |= {step["intent"] for rule in rules for step in rule["steps"] if "intent" in step}
    assert named == INTERRUPTIONS


def test_every_red_flag_has_a_label_and_a_confirming_question():
    needed = [f"utter_{kind}_{flag}" for flag in CONTENT.flags for kind in ("flag", "confirm")]
    assert words_for(needed) == []


def test_every_other_fact_has_a_label():
    needed = [f"utter_label_{fact}" for fact in CONTENT.facts if fact not in CONTENT.flags]
    assert words_for(needed) == []


def test_every_rule_and_clearance_row_has_a_reason():
    rules = [rule.id for rule in CONTENT.rules] + [row.id for row in CONTENT.clearance if row.needed]
    assert words_for(f"utter_reason_{rule.replace('.', '_')}" for rule in rules) == []


def test_every_exclusion_has_a_reason():
    assert words_for(f"utter_exclusion_{exclusion.reason}" for exclusion in CONTENT.exclusions) == []


def test_every_place_a_result_can_send_someone_has_words():
    places = {rule.destination for rule in CONTENT.rules if rule.destination not in (None, BY_FLAG)}
    places |= {place for rule in CONTENT.rules for place in rule.also}
    places |= {flag.destination for flag in CONTENT.flags.values() if flag.tier == "T2"}
    # A T1 sign that was already checked becomes a doctor's visit within days.
    places |= {
        flag.destination for flag in CONTENT.flags.values() if flag.tier == "T1" and flag.lowered_if_assessed
    }
    assert words_for(f"utter_destination_{place}" for place in places) == []


def test_every_urgent_sign_has_words():
    assert words_for(f"utter_urgent_signs_{net.id}" for net in CONTENT.safety_net) == []


def test_every_outcome_has_a_result_and_a_next_step():
    assert (
        words_for(f"utter_{kind}_{outcome}" for outcome in OUTCOMES for kind in ("result", "next_step")) == []
    )


def test_every_professional_has_words():
    kinds = ("professional", "professional_can", "professional_cannot", "after")
    assert words_for(f"utter_{kind}_{name}" for name in CONTENT.professionals for kind in kinds) == []


def test_every_scope_answer_and_locale_is_read_and_has_words():
    assert words_for(answer.response for answer in load_scope_faq()) == []
    assert "default" in load_locales()
