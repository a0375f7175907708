"""Replies to a list of danger signs or conditions: what is ticked, denied, or left unknown."""

from dataclasses import replace

import pytest

from bot.nlu.asked_question import AskedQuestion, Option, asked_question
from tests.nlu.reply_reading import YES_NO, answer, value

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


def test_conditions_are_ticked_by_their_everyday_names() -> None:
    asked = asked_question("conditions")
    assert asked is not None
    given = answer("high blood pressure and type 2 diabetes", asked)
    assert given is not None
    assert {fact for fact, said in given.values.items() if said == "yes"} == {
        "other_condition",
        "diabetes_no_insulin",
    }
