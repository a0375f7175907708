from bot.actions.conversation import case_events, slot_value
from bot.triage.content import load_content
from bot.triage.evidence import NO, UNKNOWN, YES, Answer, Case

CONTENT = load_content()
PAIN, CONDITIONS = CONTENT.questions["pain"], CONTENT.questions["conditions"]


def ticked(*facts, value=YES):
    answers = {fact: Answer(value if fact in facts else NO) for fact in CONDITIONS.asks}
    return Case().told(answers, "conditions")


def test_a_slot_mirrors_the_answer_to_its_question():
    assert slot_value(PAIN, Case().told({"pain": Answer("4")})) == "4"
    assert slot_value(PAIN, Case()) is None


def test_a_tick_list_slot_holds_what_was_ticked_or_none():
    assert slot_value(CONDITIONS, ticked("lung_condition")) == ["lung_condition"]
    assert slot_value(CONDITIONS, ticked()) == ["none"]
    assert slot_value(CONDITIONS, ticked("lung_condition", value=UNKNOWN)) == [UNKNOWN]


def test_a_tick_list_is_not_filled_by_one_thing_told_in_passing():
    assert slot_value(CONDITIONS, Case().told({"lung_condition": Answer(YES)})) is None


def test_only_slots_that_changed_are_set():
    case = Case().told({"pain": Answer("4")}, "pain")
    changed = {event["name"] for event in case_events(case, CONTENT, {})}
    assert changed == {"case", "pain"}
    assert {event["name"] for event in case_events(case, CONTENT, {"pain": "4"})} == {"case"}


def test_an_answer_taken_back_empties_its_slot():
    events = case_events(Case(), CONTENT, {"pain": "4"})
    assert {"name": "pain", "value": None} in [{"name": e["name"], "value": e["value"]} for e in events]
