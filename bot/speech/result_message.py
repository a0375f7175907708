"""Puts a result into words and into the chat API's `result`. All words come from the responses."""

from __future__ import annotations

import re
from typing import Any

from bot.labels import statement
from bot.speech.audience import Audience
from bot.speech.change_words import change_data, change_lines
from bot.speech.next_steps import next_steps, place_lines
from bot.speech.phrases import phrase, standing_parameters, with_or_without_phone
from bot.this_clinic import this_clinic
from bot.triage.assess import Assessment
from bot.triage.clinic import placement
from bot.triage.entries import Content
from bot.triage.evidence import Case
from bot.triage.explain import used_facts
from bot.wording import wording

EMERGENCY_ADVICE = {
    "crisis_line": "utter_emergency_crisis",
    "poison_line": "utter_emergency_poison",
    "abuse_line": "utter_emergency_danger",
    "emergency_department": "utter_emergency_department",
    "maternity": "utter_emergency_maternity",
    "emergency_dont_move": "utter_emergency_dont_move",
}
MOST_WORDS_QUOTED = 3


def result_text(case: Case, assessment: Assessment, content: Content, audience: Audience) -> str:
    """The whole result as one plain text, for a person to read or keep."""
    parts = {
        "why": _why(case, assessment, content, audience),
        "guardian": _guardian(assessment),
        "urgent_signs": " ".join(_urgent_signs(assessment, audience)),
        "person": phrase(audience, with_or_without_phone("utter_person_route")),
    }
    if assessment.urgent:
        advice = _urgent_advice(assessment, audience)
        return _tidy(phrase(audience, f"utter_result_{assessment.outcome}", advice=advice, **parts))
    parts["steps"] = "\n".join(_steps(assessment, audience))
    parts["changes"] = "\n".join(change_lines(case, assessment, content, audience))
    if assessment.outcome == "recommendation":
        who = assessment.professional
        also = [_professional(name) for name in assessment.alternates]
        also += [phrase(audience, f"utter_destination_{name}") for name in assessment.also]
        clearance = "utter_clearance_needed" if assessment.clearance_needed else None
        parts |= {
            "professional": _professional(str(who)),
            "can": phrase(audience, f"utter_professional_can_{who}"),
            "cannot": phrase(audience, f"utter_professional_cannot_{who}"),
            "alternates": phrase(audience, "utter_alternates", list=", ".join(also)) if also else "",
            "clearance": phrase(audience, clearance) if clearance else "",
        }
    else:
        parts["destination"] = phrase(audience, f"utter_destination_{assessment.destination}")
        after = assessment.after[:1]
        parts["after"] = phrase(audience, f"utter_after_{after[0]}") if after else ""
    text = phrase(audience, f"utter_result_{assessment.outcome}", **parts)
    if assessment.rule.startswith("P02."):
        named = phrase(audience, f"utter_outside_{assessment.rule.removeprefix('P02.')}")
        text = f"{named}\n{text}"
    return _tidy(text)


def result_data(case: Case, assessment: Assessment, content: Content, audience: Audience) -> dict[str, Any]:
    """The chat API's `result`."""
    facts = used_facts(case, assessment, content)
    return {
        "outcome": assessment.outcome,
        "tier": assessment.tier,
        "professional": assessment.professional,
        "where": placement(assessment, this_clinic()).where,
        "alternates": list(assessment.alternates),
        # An urgent result names nobody, not even in passing (I1).
        "excluded": []
        if assessment.urgent
        else [
            {
                "professional": excluded.professional,
                "reason": wording().text(f"utter_exclusion_{excluded.reason}"),
            }
            for excluded in assessment.excluded
        ],
        "destination": (None if assessment.destination is None else _destination(assessment, audience)),
        "clearance_needed": assessment.clearance_needed,
        "reasons": [
            {"rule": reason.rule, "text": _reason(reason.rule, content), "source": reason.source}
            for reason in assessment.reasons
        ],
        "facts": [{"id": fact.id, "value": fact.value, "said": fact.said} for fact in facts],
        "would_change": change_data(case, assessment, content, audience),
        "urgent_signs": _urgent_signs(assessment, audience),
        "next_steps": next_steps(assessment, this_clinic(), audience),
        "not_a_diagnosis": wording().text("utter_not_a_diagnosis"),
        "content_version": assessment.content_version,
    }


def _steps(assessment: Assessment, audience: Audience) -> list[str]:
    """What a channel that shows only text needs of the next steps; others show them beside the text."""
    if audience.shows_structure:
        return place_lines(assessment, this_clinic(), audience)
    return next_steps(assessment, this_clinic(), audience)


def _professional(name: str) -> str:
    return wording().text(f"utter_professional_{name}")


def _reason(rule: str, content: Content) -> str:
    if rule in content.flags:
        return wording().text("utter_reason_flag", flag=wording().text(f"utter_flag_{rule}"))
    return wording().text(f"utter_reason_{rule.replace('.', '_')}")


def _why(case: Case, assessment: Assessment, content: Content, audience: Audience) -> str:
    """The rule's reason, and the person's own words behind it, or the answers they chose."""
    said: list[str] = []
    chosen: list[str] = []
    for fact in used_facts(case, assessment, content):
        if fact.said is None:
            chosen.append(statement(fact.id, fact.value))
        elif fact.said not in said:
            said.append(fact.said)
    quoted = [f'"{words}"' for words in said[:MOST_WORDS_QUOTED]]
    quoted = quoted or [f'"{words}"' for words in chosen[:MOST_WORDS_QUOTED]]
    reason = "" if assessment.urgent else _reason(assessment.rule, content)
    if not quoted:
        return reason
    return f"{phrase(audience, 'utter_result_why', said=', '.join(quoted))} {reason}".strip()


def _guardian(assessment: Assessment) -> str:
    """I10: with a minor there is always a word about the guardian."""
    minor = any(flag.id == "minor_user" for flag in assessment.flags)
    return wording().text("utter_guardian_line") if minor else ""


def _destination(assessment: Assessment, audience: Audience) -> str:
    if assessment.urgent:
        return _urgent_advice(assessment, audience)
    return phrase(audience, f"utter_destination_{assessment.destination}")


def _urgent_advice(assessment: Assessment, audience: Audience) -> str:
    standing = standing_parameters(audience)

    def line(name: str) -> str:
        return phrase(audience, f"utter_{name}") if standing[name] else ""

    lines = {
        "poison_text": line("poison_line"),
        "abuse_text": line("abuse_line"),
        "same_day_text": line("same_day_line"),
    }
    if assessment.outcome == "emergency":
        response = EMERGENCY_ADVICE.get(str(assessment.destination), "utter_emergency")
    else:
        response = f"utter_same_day_{assessment.destination}"
        response = response if wording().has(response) else "utter_same_day"
    return phrase(audience, response, **lines)


def _urgent_signs(assessment: Assessment, audience: Audience) -> list[str]:
    return [phrase(audience, f"utter_urgent_signs_{name}") for name in assessment.urgent_signs]


def _tidy(text: str) -> str:
    """One line a sentence group: lines left empty by parameters that had nothing to say go."""
    text = re.sub(r"[ \t]+", " ", text)
    lines = [line.strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)
