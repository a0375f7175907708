"""How a reply is read at a question."""

from dataclasses import replace
from datetime import date

import pytest

from bot.nlu.answers import Answer, read_answer
from bot.nlu.asked_question import AskedQuestion, Option, asked_question
from bot.nlu.extraction import extract

TODAY = date(2026, 11, 21)
YES_NO = (Option("yes", "Yes"), Option("no", "No"))

LIMITS = AskedQuestion("limits_activity", ("limits_activity",), YES_NO)
PAIN = AskedQuestion("pain", ("pain",), input="number")
GOAL = AskedQuestion(
    "goal",
    ("goal",),
    (
        Option("treat_pain", "Pain or stiffness: I want it treated"),
        Option("fitness", "Getting fit or losing weight"),
        Option("outside", "Something else"),
    ),
)
LIMB = AskedQuestion(
    "limb_signs",
    ("hot_swollen_joint", "dvt_suspected", "new_focal_weakness"),
    (
        Option("hot_swollen_joint", "A joint that is hot, red and very swollen, or a fever"),
        Option("dvt_suspected", "One calf or thigh newly swollen, warm or throbbing"),
        Option("new_focal_weakness", "Tingling, or a new weak grip"),
    ),
    "choices",
    safety=True,
)
CONFIRM = AskedQuestion("confirm_danger", ("confirm_danger",), YES_NO, safety=True)


def answer(text: str, question: AskedQuestion) -> Answer | None:
    return read_answer(text, question, TODAY, extract(text, TODAY))


def value(text: str, question: AskedQuestion) -> str | None:
    given = answer(text, question)
    return None if given is None else given.values[question.facts[0]]


@pytest.mark.parametrize(
    ("reply", "read"),
    [
        ("yes", "yes"), ("Yep", "yes"), ("yeah a lot", "yes"), ("I guess", "yes"), ("i guess so", "yes"),
        ("sometimes", "yes"), ("a bit", "yes"), ("kinda", "yes"), ("it does", "yes"), ("my knee? yes", "yes"),
        ("no", "no"), ("nah", "no"), ("nope not really", "no"), ("not at the moment", "no"), ("used to", "no"),
        ("i dont", "no"), ("no it's fine", "no"), ("I don't think so", "no"), ("not that I know of", "no"),
        ("idk", "unknown"), ("no idea", "unknown"), ("not sure", "unknown"), ("maybe", "unknown"),
        ("yes no maybe", "unknown"), ("hard to say", "unknown"), ("I don't know", "unknown"),
        ("skip", "unknown"), ("pass", "unknown"), ("I'd rather not say", "unknown"), ("not_sure", "unknown"),
        ("1", "yes"), ("2.", "no"), ("\uff12", "no"), ("one", "yes"), ("the second one", "no"), ("(1)", "yes"),
        ("option 2", "no"), ("not really", "no"), ("si", "yes"), ("no s\u00e9", "unknown"), ("a veces", "yes"),
    ],
)  # fmt: skip
def test_a_yes_or_no_is_read_in_peoples_words(reply: str, read: str) -> None:
    assert value(reply, LIMITS) == read


@pytest.mark.parametrize(
    "reply",
    [
        "actually my pain is an 8",
        "no wait, my pain is an 8",
        "I do yoga",
        "why do you ask",
        "3",
        "my left knee",
        "ok so what now",
    ],
)
def test_words_about_something_else_do_not_answer_a_yes_or_no(reply: str) -> None:
    assert answer(reply, LIMITS) is None


def test_own_words_outweigh_a_yes_beside_them() -> None:
    assert value("yes it's getting better", AskedQuestion("worsening", ("worsening",), YES_NO)) == "no"


@pytest.mark.parametrize(
    ("reply", "score"),
    [
        ("7", "7"), ("about a six", "6"), ("8 or 9", "9"), ("8-9", "9"), ("7/10", "7"), ("seven out of ten", "7"),
        ("it's a 7 when I run", "7"), ("3 at rest, 7 walking", "7"), ("6.5", "7"), ("zero", "0"), ("no pain", "0"),
        ("nothing", "0"), ("10", "10"), ("\uff17", "7"), ("not sure", "unknown"), ("skip", "unknown"),
    ],
)  # fmt: skip
def test_a_score_is_read(reply: str, score: str) -> None:
    assert value(reply, PAIN) == score


@pytest.mark.parametrize("reply", ["really bad", "11", "for 2 weeks", "it hurts", "since 2019"])
def test_what_is_no_score_is_not_made_one(reply: str) -> None:
    assert answer(reply, PAIN) is None


@pytest.mark.parametrize(
    ("reply", "chosen"),
    [
        ("treat_pain", "treat_pain"),
        ("Pain or stiffness: I want it treated", "treat_pain"),
        ("getting fit or losing weight", "fitness"),
        ("2", "fitness"),
        ("last one", "outside"),
        ("get fit", "fitness"),
        ("something else", "outside"),
        ("no idea", "unknown"),
    ],
)
def test_an_option_is_chosen_by_id_label_number_or_its_words(reply: str, chosen: str) -> None:
    assert value(reply, GOAL) == chosen


@pytest.mark.parametrize(
    ("reply", "picked"), [("treat_pain", True), ("2", True), ("Something else", True), ("get fit", False)]
)
def test_ids_labels_and_numbers_are_picks_and_own_words_are_not(reply: str, picked: bool) -> None:
    given = answer(reply, GOAL)
    assert given is not None and given.is_pick is picked


def test_a_long_story_at_a_choice_is_left_to_the_facts_it_states() -> None:
    story = "well it all began when I moved house and lifted a sofa and since then my back has been sore every day"
    assert answer(story, GOAL) is None


@pytest.mark.parametrize(
    ("reply", "ticked"),
    [
        ("dvt_suspected", {"dvt_suspected"}),
        ("hot_swollen_joint, dvt_suspected", {"hot_swollen_joint", "dvt_suspected"}),
        ("1 and 3", {"hot_swollen_joint", "new_focal_weakness"}),
        ("1,2", {"hot_swollen_joint", "dvt_suspected"}),
        ("all of them", {"hot_swollen_joint", "dvt_suspected", "new_focal_weakness"}),
        ("none", set()), ("none of those", set()), ("no to all", set()), ("nope", set()), ("no", set()),
        ("I don't have any of these", set()),
    ],
)  # fmt: skip
def test_a_bundle_takes_what_is_named_and_denies_the_rest(reply: str, ticked: set[str]) -> None:
    given = answer(reply, LIMB)
    assert given is not None
    assert given.values == {fact: "yes" if fact in ticked else "no" for fact in LIMB.facts}


@pytest.mark.parametrize(
    ("reply", "named"),
    [
        ("my calf is throbbing", "dvt_suspected"),
        ("no fever but my grip is weak", "new_focal_weakness"),
    ],
)
def test_a_danger_sign_named_by_a_word_of_its_label_is_left_to_be_confirmed(reply: str, named: str) -> None:
    given = answer(reply, LIMB)
    assert given is not None
    assert given.values == {fact: "unknown" if fact == named else "no" for fact in LIMB.facts}


@pytest.mark.parametrize(
    ("reply", "named"),
    [
        ("just the tingling", "new_focal_weakness"),
        ("only the weak grip, rest no", "new_focal_weakness"),
        ("the fever one", "hot_swollen_joint"),
        ("hot joint", "hot_swollen_joint"),
        ("the throbbing, nothing else", "dvt_suspected"),
    ],
)
def test_a_line_named_by_its_own_words_and_no_others_is_ticked(reply: str, named: str) -> None:
    given = answer(reply, LIMB)
    assert given is not None
    assert given.values == {fact: "yes" if fact == named else "no" for fact in LIMB.facts}


@pytest.mark.parametrize(
    ("reply", "ticked"),
    [
        ("1", {"dvt_suspected"}),
        ("the last one", {"new_focal_weakness"}),
        ("both the first and the second", {"dvt_suspected", "new_focal_weakness"}),
        ("the first two", {"dvt_suspected", "new_focal_weakness"}),
        ("just the first one, I'm afraid", {"dvt_suspected"}),
        ("all of them", {"dvt_suspected", "new_focal_weakness"}),
    ],
)
def test_numbers_count_the_lines_a_person_saw(reply: str, ticked: set[str]) -> None:
    shown = replace(LIMB, shown=("dvt_suspected", "new_focal_weakness"))
    given = answer(reply, shown)
    assert given is not None
    assert {fact for fact, said in given.values.items() if said == "yes"} == ticked


def test_a_number_past_the_lines_shown_picks_nothing() -> None:
    assert answer("3", replace(LIMB, shown=("dvt_suspected", "new_focal_weakness"))) is None


def test_yes_to_the_one_line_left_ticks_it() -> None:
    given = answer("yes", replace(LIMB, shown=("dvt_suspected",)))
    assert given is not None
    assert given.values == {"hot_swollen_joint": "no", "dvt_suspected": "yes", "new_focal_weakness": "no"}


@pytest.mark.parametrize("reply", ["not sure", "maybe", "yes", "yes no maybe", "idk", "skip", "not_sure"])
def test_an_unclear_reply_to_a_danger_bundle_leaves_every_sign_unknown(reply: str) -> None:
    given = answer(reply, LIMB)
    assert given is not None and set(given.values.values()) == {"unknown"}


def test_denying_one_line_of_a_bundle_does_not_deny_the_others() -> None:
    assert answer("no fever", LIMB) is None


@pytest.mark.parametrize(
    ("reply", "read"),
    [("yes", "yes"), ("nope", "no"), ("not sure", "unknown"), ("yes no", "unknown"), ("maybe", "unknown")],
)
def test_the_second_question_about_danger_takes_unclear_as_unknown(reply: str, read: str) -> None:
    assert value(reply, CONFIRM) == read


@pytest.mark.parametrize(
    ("question", "reply", "read"),
    [
        ("age", "72", "from_65"), ("age", "I'm forty two", "from_18_to_49"), ("age", "65+", "from_65"),
        ("age", "18 to 49", "from_18_to_49"), ("age", "she's 15", "from_13_to_17"), ("age", "3", "from_18_to_49"),
        ("onset", "4 months", "over_3_months"), ("onset", "yesterday", "under_72_hours"),
        ("onset", "2", "under_2_weeks"),
        ("onset", "about 10 days", "under_2_weeks"), ("onset", "years", "over_3_months"),
        ("surgery_when", "8 weeks ago", "under_12_weeks"), ("surgery_when", "last month", "under_6_weeks"),
        ("age", "nearly 18, so 17", "from_13_to_17"), ("region", "kind of everywhere", "widespread"),
        ("child_need", "moving mostly, he trips a lot", "movement"),
        ("prior_therapy", "yes but it was useless", "failed"),
        ("prior_therapy", "never", "none"), ("prior_therapy", "still going", "ongoing"),
        ("prior_therapy", "it didn't help", "failed"), ("prior_therapy", "finished last year", "finished"),
        ("region", "nowhere", "none"), ("region", "Wrist or hand", "wrist_hand"),
        ("consent", "go ahead", "yes"), ("consent", "no thanks", "no"), ("consent", "yes my knee hurts", "yes"),
        ("summary_ok", "looks good", "yes"), ("summary_ok", "no", "change"), ("summary_ok", "that's wrong", "change"),
        ("handoff_ok", "yes please", "yes"),
    ],
)  # fmt: skip
def test_replies_to_our_own_questions(question: str, reply: str, read: str) -> None:
    asked = asked_question(question)
    assert asked is not None
    assert value(reply, asked) == read


@pytest.mark.parametrize(
    ("question", "reply"),
    [("consent", "my knee hurts"), ("consent", "maybe"), ("summary_ok", "the age is off")],
)
def test_consent_and_the_summary_are_never_guessed(question: str, reply: str) -> None:
    asked = asked_question(question)
    assert asked is not None
    assert answer(reply, asked) is None


@pytest.mark.parametrize(
    "reply",
    [
        "1" * 1_000,
        "no " * 300,
        "pain " * 200,
        "1, " * 300,
        "\ud83d\udc4d".encode("utf-16", "surrogatepass").decode("utf-16"),
    ],
)
@pytest.mark.parametrize(
    "question", ["pain", "goal", "limb_signs", "age", "onset", "limits_activity", "consent"]
)
def test_odd_replies_are_read_without_failing(question: str, reply: str) -> None:
    asked = asked_question(question)
    assert asked is not None
    given = answer(reply, asked)
    assert given is None or set(given.values) == set(asked.facts)


def test_conditions_are_ticked_by_their_everyday_names() -> None:
    asked = asked_question("conditions")
    assert asked is not None
    given = answer("high blood pressure and type 2 diabetes", asked)
    assert given is not None
    assert {fact for fact, said in given.values.items() if said == "yes"} == {
        "other_condition",
        "diabetes_no_insulin",
    }
