"""What the person came for: a wish they state, else what their symptom implies."""

from collections.abc import Mapping
from dataclasses import replace

from bot.nlu.finding import Finding
from bot.nlu.mentions import Mention, Reading

_WISH_REACH = 7
_IMPLIED_CONFIDENCE = 0.7
_IMPLIED_BY = (
    ("daily_task_trouble", ("yes",), "daily_tasks"),
    ("pelvic_symptoms", ("yes",), "pregnancy_postpartum"),
    ("child_need", ("daily_skills", "movement"), "child_development"),
    ("surgery_past_year", ("yes",), "after_surgery"),
    ("injury_signs", ("yes",), "recover_injury"),
    ("falls_risk", ("yes",), "mobility_balance"),
    ("work_related", ("yes",), "work"),
    ("mechanism", ("sport", "fall", "crash"), "recover_injury"),
)
_AFTER = (("pregnant_or_postpartum", "pregnancy_postpartum"), ("surgery_past_year", "after_surgery"))
# "The cortisone shot did not work" asks for none.
_ONLY_AS_A_WISH = frozenset({"injection_or_medicine"})
_SCOPE_ASK = "scope_ask"


def read_goal(reading: Reading, found: Mapping[str, Finding]) -> Finding | None:
    """The one goal of a message; `found` are its other findings.

    Of several wishes the last counts; a wish counts more than a symptom. A goal that only follows from
    another finding has a lower confidence, and from pain alone is doubtful.
    """
    goals = [
        mention
        for mention in reading.of("goal")
        if not mention.modifiers & {"negated", "idiom", "other_person"}
    ]
    for_child = "for_whom" in found and found["for_whom"].value == "child"
    goals = [mention for mention in goals if mention.value != "child_development" or for_child]
    if "surgery_past_year" in found and found["surgery_past_year"].value == "no":
        goals = [mention for mention in goals if mention.value != "after_surgery"]
    wishes = [mention for mention in goals if _is_wish(reading, mention)]
    goals = [mention for mention in goals if mention.value not in _ONLY_AS_A_WISH]
    if wishes:
        return _refined(_from_mention(reading, wishes[-1]), found)
    if _SCOPE_ASK in found and not (goals or "region" in found):
        return _implied(found[_SCOPE_ASK], "outside")
    if goals:
        return _from_mention(reading, goals[-1])
    return _implied_goal(reading, found)


def _is_wish(reading: Reading, mention: Mention) -> bool:
    if mention.row.stated:
        return True
    first, _ = reading.words.sentence_of(mention.first)
    reach = max(first, mention.first - _WISH_REACH)
    return any(
        reach <= cue.first < mention.last and "but" not in reading.words.forms[cue.first : mention.first]
        for cue in reading.cues("want")
    )


def _refined(wish: Finding, found: Mapping[str, Finding]) -> Finding:
    """ "I want to run again" after an operation or a birth is about that, not about an injury."""
    if wish.value == "recover_injury":
        for fact, goal in _AFTER:
            if fact in found and found[fact].value == "yes":
                return replace(wish, value=goal)
    return wish


def _from_mention(reading: Reading, mention: Mention) -> Finding:
    return reading.finding("goal", mention.value, mention.start, mention.end)


def _implied_goal(reading: Reading, found: Mapping[str, Finding]) -> Finding | None:
    for fact, values, goal in _IMPLIED_BY:
        if fact in found and found[fact].value in values and found[fact].certainty == "sure":
            return _implied(found[fact], goal)
    if "region" in found and reading.cues("symptom") and ("pain" not in found or found["pain"].value != "0"):
        region = found["region"]
        return Finding(
            "goal", "treat_pain", region.start, region.end, region.said, "doubtful", _IMPLIED_CONFIDENCE
        )
    return None


def _implied(by: Finding, goal: str) -> Finding:
    return Finding("goal", goal, by.start, by.end, by.said, "sure", _IMPLIED_CONFIDENCE)
