"""How a reply is read at a question."""

import pytest

from bot.nlu.asked_question import AskedQuestion, Option, asked_question
from tests.nlu.reply_reading import YES_NO, answer, value

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
