"""What to do next, and where: the professional's place at this clinic, booking, hours, referral."""

from __future__ import annotations

from bot.speech.audience import Audience
from bot.speech.phrases import phrase
from bot.triage.assess import Assessment
from bot.triage.clinic import Clinic, Placement, placement
from bot.triage.direct_access import direct_access_of
from bot.wording import wording

PHYSICAL_THERAPIST = "physical_therapist"
UNITED_STATES = "en-US"


def place_lines(assessment: Assessment, clinic: Clinic, audience: Audience) -> list[str]:
    """What to say when the professional cannot be seen at the clinic, or not now; else nothing."""
    place = placement(assessment, clinic)
    if place.where not in ("elsewhere", "not_accepting"):
        return []
    response = f"utter_{place.where}"
    if place.where == "not_accepting" and place.referral:
        response = "utter_not_accepting_referral"
    professional = wording().text(f"utter_professional_{assessment.professional}")
    lines = [phrase(audience, response, professional=professional, referral=place.referral)]
    if place.also_here:
        names = ", ".join(wording().text(f"utter_professional_{name}") for name in place.also_here)
        lines.append(phrase(audience, "utter_also_here", list=names))
    return lines


def next_steps(assessment: Assessment, clinic: Clinic, audience: Audience) -> list[str]:
    """The steps of a result, the first one first."""
    place = placement(assessment, clinic)
    steps = place_lines(assessment, clinic, audience)
    steps.append(phrase(audience, f"utter_next_step_{assessment.outcome}"))
    steps += _booking(place, clinic, audience)
    if assessment.professional == PHYSICAL_THERAPIST and (clinic.state or clinic.locale == UNITED_STATES):
        steps.append(phrase(audience, direct_access_of(clinic.state).response))
    return steps


def _booking(place: Placement, clinic: Clinic, audience: Audience) -> list[str]:
    if place.where != "here":
        return []
    steps = []
    if clinic.booking_link:
        steps.append(phrase(audience, "utter_next_step_booking", booking_link=clinic.booking_link))
    if clinic.hours:
        steps.append(phrase(audience, "utter_next_step_hours", hours="; ".join(clinic.hours)))
    return steps
