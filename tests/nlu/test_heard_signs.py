import pytest

from bot.nlu.danger_head import Suspicion
from bot.nlu.heard_signs import Thresholds, heard_signs
from bot.nlu.screening import Finding

TIERS = {"stroke_signs": "T0", "dvt_suspected": "T1", "postop_complication": "T1", "unexplained_lump": "T2"}
THRESHOLDS = Thresholds(ask=0.3, doubt_below=0.1, second=0.6)
TEXT = "half of her smile is missing"


def _found(flag: str, value: str = "yes", certainty: str = "sure") -> Finding:
    return Finding(flag, certainty, value, TEXT, 0, len(TEXT))  # type: ignore[arg-type]


def _suspects(likelihood: float, *signs: tuple[str, float]) -> Suspicion:
    return Suspicion(likelihood, signs or (("stroke_signs", 0.9), ("dvt_suspected", 0.1)), 0, len(TEXT))


def _heard(found: list[Finding], suspicion: Suspicion | None) -> list[tuple[str, str, str]]:
    heard = heard_signs(TEXT, found, suspicion, TIERS, THRESHOLDS)
    return [(finding.flag, finding.value, finding.certainty) for finding in heard]


def test_a_suspicion_alone_is_asked_about_and_never_acted_on() -> None:
    assert _heard([], _suspects(0.99)) == [("stroke_signs", "yes", "doubtful")]


def test_a_faint_suspicion_is_let_go() -> None:
    assert _heard([], _suspects(0.29)) == []


def test_danger_that_could_be_anything_is_asked_about_all_the_same() -> None:
    anything = _suspects(0.7, ("dvt_suspected", 0.2), ("stroke_signs", 0.19))

    assert [flag for flag, _, _ in _heard([], anything)] == ["dvt_suspected", "stroke_signs"]


def test_two_signs_are_asked_about_when_it_could_as_well_be_either() -> None:
    either = _suspects(0.8, ("dvt_suspected", 0.45), ("postop_complication", 0.4), ("stroke_signs", 0.15))

    assert [flag for flag, _, _ in _heard([], either)] == ["dvt_suspected", "postop_complication"]


def test_a_sure_phrase_acts_at_once_and_needs_no_second_opinion() -> None:
    assert _heard([_found("stroke_signs")], _suspects(0.3)) == [("stroke_signs", "yes", "sure")]


def test_a_sure_phrase_in_a_harmless_sentence_is_asked_about() -> None:
    assert _heard([_found("stroke_signs")], _suspects(0.02)) == [("stroke_signs", "yes", "doubtful")]


def test_a_caution_the_head_knows_nothing_of_stays_sure() -> None:
    assert _heard([_found("osteoporosis")], _suspects(0.02)) == [("osteoporosis", "yes", "sure")]


def test_nothing_less_urgent_is_added_to_what_the_words_already_say() -> None:
    lump = _suspects(0.9, ("unexplained_lump", 0.9), ("dvt_suspected", 0.1))

    assert _heard([_found("dvt_suspected")], lump) == [("dvt_suspected", "yes", "sure")]


def test_something_more_urgent_is_added() -> None:
    assert ("stroke_signs", "yes", "doubtful") in _heard([_found("unexplained_lump")], _suspects(0.9))


def test_what_the_person_denied_is_not_asked_again() -> None:
    assert _heard([_found("stroke_signs", "no")], _suspects(0.9)) == [("stroke_signs", "no", "sure")]


def test_without_a_suspicion_the_words_stand() -> None:
    assert _heard([_found("dvt_suspected")], None) == [("dvt_suspected", "yes", "sure")]


@pytest.mark.parametrize("likelihood", [0.0, 0.05, 0.3, 0.7, 1.0])
def test_no_danger_that_words_tell_is_ever_lost(likelihood: float) -> None:
    heard = _heard(
        [_found("stroke_signs"), _found("dvt_suspected", certainty="doubtful")], _suspects(likelihood)
    )

    assert {flag for flag, value, _ in heard if value == "yes"} >= {"stroke_signs", "dvt_suspected"}
