"""Every value that each parameter of a response can carry.

Most parameters carry words of other responses, or a number of the locale: closed lists, all read
here. What is free (the person's own words, the clinic's name and phone) is stood in for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from bot.review.lint.answers_read_back import statements
from bot.triage.entries import BY_FLAG, Content
from bot.triage.locales import Locale
from bot.wording import Wording

OWN_WORDS = "my knee hurts when I run"
CLINIC_NAME = "Riverside Movement and Rehab"
CLINIC_PHONE = "+1 (555) 555-0100"
# What a clinic's file says of itself is its own; docs/clinic.md tells what it may be.
STAND_INS = {
    "clinic_name": (CLINIC_NAME,),
    "clinic_phone": (CLINIC_PHONE,),
    "referral": ("Lakeside Sports Clinic, 555-0123",),
    "hours": ("Monday to Friday, 8 am to 6 pm",),
    "booking_link": ("booking page",),
    "asked": ("1",),
    "at_most": ("14",),
    "count": ("3",),
    "staff_name": ("Ana Brook",),
    "name": ("Ana Brook",),
    "link": ("https://chat.example/talk/continue#ABCD-EFGH",),
}
ADVICE = ("utter_emergency", "utter_same_day")
# With danger the reason is what the person said, and no row's.
IN_DANGER = ("utter_result_emergency", "utter_result_same_day")
STEPS = (
    "utter_next_step_",
    "utter_elsewhere",
    "utter_not_accepting",
    "utter_also_here",
    "utter_direct_access_default",
)
NOT_ADVICE = ("utter_emergency_failsafe", "utter_same_day_line")

Values = Mapping[str, tuple[str, ...]]


def values_of_parameters(words: Wording, content: Content, locale: Locale) -> Values:
    """The values of every parameter, by its name, in one locale."""
    values = _numbers(locale) | {
        **STAND_INS,
        "said": tuple(f'"{line}"' for line in (OWN_WORDS, *statements(words, content))),
        "question": _all(words, (f"utter_confirm_{flag}" for flag in content.flags)),
        "first": _all(words, (f"utter_confirm_{flag}" for flag in content.flags)),
        "second": _all(words, (f"utter_confirm_{flag}" for flag in content.flags)),
        "flag": _all(words, (f"utter_flag_{flag}" for flag in content.flags)),
        "options": _options(words),
        "lines": (words.text("utter_summary_nothing"), *(f"- {line}" for line in statements(words, content))),
        "professional": _all(words, (f"utter_professional_{name}" for name in content.professionals)),
        "can": _all(words, (f"utter_professional_can_{name}" for name in content.professionals)),
        "cannot": _all(words, (f"utter_professional_cannot_{name}" for name in content.professionals)),
        "clearance": ("", words.text("utter_clearance_needed")),
        "guardian": ("", words.text("utter_guardian_line")),
    }
    for name, line in (("poison", "poison"), ("abuse", "abuse"), ("same_day", "same_day")):
        known = values[f"{line}_line"] != ("",)
        values[f"{name}_text"] = fillings(words, f"utter_{line}_line", values) if known else ("",)
    after = {name for rule in content.rules for name in rule.after}
    values["after"] = ("", *_all(words, (f"utter_after_{name}" for name in sorted(after))))
    values["destination"] = _each(words, (f"utter_destination_{place}" for place in _places(content)), values)
    values["list"] = (*values["professional"], *values["destination"])
    values["alternates"] = ("", *fillings(words, "utter_alternates", values))
    values["answer"] = tuple(f'"{line}"' for line in statements(words, content))
    values |= {
        "topic": _topics(words, content),
        "old_answer": _options(words, apart=True),
        "new_answer": _options(words, apart=True),
        "number": (locale.emergency_number,),
        "outcome": (*values["professional"], *_all(words, _starting(words, ("utter_widget_outcome_",)))),
    }
    values["change"] = _each(words, (f"utter_change_{kind}" for kind in ("yes", "no", "value")), values)
    values["also"] = values["change"]
    values["changes"] = ("", *_each(words, _starting(words, ("utter_change_to_",)), values))
    values["steps"] = ("", *_each(words, _starting(words, STEPS), values))
    values["urgent_signs"] = _each(
        words, (f"utter_urgent_signs_{net.id}" for net in content.safety_net), values
    )
    values["person"] = _each(words, _starting(words, ("utter_person_route", "utter_failsafe_person")), values)
    advice = (response for response in _starting(words, ADVICE) if response not in NOT_ADVICE)
    values["advice"] = _each(words, advice, values)
    values["why"] = ("", *_reasons(words, content), *fillings(words, "utter_result_why", values))
    values["why_in_danger"] = ("", *fillings(words, "utter_result_why", values))
    return values


def fillings(words: Wording, response: str, values: Values) -> tuple[str, ...]:
    """A response with each value of each parameter, one changed at a time, and with the longest of all."""
    needed = sorted(words.parameters(response))
    if response in IN_DANGER:
        values = {**values, "why": values["why_in_danger"]}
    first = {name: values[name][0] for name in needed}
    texts = [words.text(response, **first)]
    for name in needed:
        texts += [words.text(response, **{**first, name: value}) for value in values[name][1:]]
    texts.append(words.text(response, **{name: max(values[name], key=len) for name in needed}))
    return tuple(dict.fromkeys(texts))


def _numbers(locale: Locale) -> dict[str, tuple[str, ...]]:
    return {
        "emergency_number": (locale.emergency_number,),
        "crisis_line": (locale.crisis_line,),
        "crisis_text": (locale.crisis_text,),
        "poison_line": (locale.poison_line,),
        "abuse_line": (locale.abuse_line,),
        "same_day_line": (locale.same_day_line,),
    }


def _places(content: Content) -> list[str]:
    """Where a result can send a person: by a rule, or by a danger sign that is no emergency."""
    places = {rule.destination for rule in content.rules if rule.destination not in (None, BY_FLAG)}
    places |= {place for rule in content.rules for place in rule.also}
    places |= {flag.destination for flag in content.flags.values() if flag.tier == "T2"}
    places |= {
        flag.destination for flag in content.flags.values() if flag.tier == "T1" and flag.lowered_if_assessed
    }
    return sorted(place for place in places if place is not None)


def _reasons(words: Wording, content: Content) -> tuple[str, ...]:
    return _all(words, (f"utter_reason_{rule.id.replace('.', '_')}" for rule in content.rules))


def _topics(words: Wording, content: Content) -> tuple[str, ...]:
    """What a question is called when its answer is read back: a tick list's heading, a fact's, or a sign's."""
    headings = _starting(words, ("utter_heading_",))
    single = [question.asks[0] for question in content.questions.values() if not question.is_bundle]
    return _all(words, (*headings, *(f"utter_label_{fact}" for fact in single if fact not in content.flags)))


def _options(words: Wording, apart: bool = False) -> tuple[str, ...]:
    """The options of each question, joined as they are when an answer was not understood; or each `apart`."""
    asked = _starting(words, ("utter_ask_",))
    if apart:
        return tuple(dict.fromkeys(button.title for response in asked for button in words.buttons(response)))
    lists = (", ".join(button.title.lower() for button in words.buttons(response)) for response in asked)
    return tuple(filter(None, lists))


def _starting(words: Wording, starts: tuple[str, ...]) -> list[str]:
    return sorted(response for response in words.ids() if response.startswith(starts))


def _all(words: Wording, responses: Iterable[str]) -> tuple[str, ...]:
    return tuple(words.text(response) for response in responses)


def _each(words: Wording, responses: Iterable[str], values: Values) -> tuple[str, ...]:
    return tuple(chain.from_iterable(fillings(words, response, values) for response in responses))
