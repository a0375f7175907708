"""Every other text a person may read, word for word."""

from __future__ import annotations

from bot.review.markdown import blocks, code, lines, table
from bot.triage.entries import Content
from bot.triage.scope_faq import load_scope_faq
from bot.wording import Wording

# The first group whose start an id has takes it; "" takes the rest.
GROUPS = {
    "Emergencies and same-day outcomes": (
        "utter_emergency",
        "utter_same_day",
        "utter_still",
        "utter_poison",
        "utter_abuse",
    ),
    "Results": (
        "utter_result",
        "utter_not_a_diagnosis",
        "utter_urgent_signs",
        "utter_clearance",
        "utter_destination",
        "utter_after",
        "utter_next_step",
        "utter_elsewhere",
        "utter_not_accepting",
        "utter_also_here",
        "utter_alternates",
        "utter_change_",
        "utter_person",
        "utter_guardian",
        "utter_under_13",
        "utter_reason",
    ),
    "The professionals in a result": ("utter_professional", "utter_exclusion"),
    "Outside what Signpost does": ("utter_outside", "utter_no_"),
    "The conversation around it": ("",),
}
# Answers of the chat API to a program, and the names of facts, which the page has elsewhere.
NOT_HERE = ("utter_error", "utter_label")


def texts_section(content: Content, wording: Wording) -> str:
    """The texts that no other section shows, in groups."""
    shown_elsewhere = _shown_elsewhere(content)
    left = [
        response
        for response in sorted(wording.ids())
        if response not in shown_elsewhere and not response.startswith(NOT_HERE)
    ]
    parts = []
    for title, starts in GROUPS.items():
        group = [response for response in left if response.startswith(starts)]
        left = [response for response in left if response not in group]
        parts.append(f"### {title}")
        parts.append(
            table(("text", "word for word"), [(code(name), _words(name, wording)) for name in group])
        )
    return blocks(
        "## Every other text",
        "No text is generated: these, and the texts above, are all that can be said. Names in {braces} are "
        "filled in. A part that has nothing to say is left out.",
        *parts,
    )


def _words(response: str, wording: Wording) -> str:
    buttons = [f"– {button.title}" for button in wording.buttons(response)]
    return lines(wording.template(response), *buttons)


def _shown_elsewhere(content: Content) -> set[str]:
    shown = {answer.response for answer in load_scope_faq()} | {"utter_direct_access_default"}
    for flag in content.flags:
        shown |= {f"utter_flag_{flag}", f"utter_confirm_{flag}"}
    for question in content.questions:
        shown |= {f"utter_ask_{question}", f"utter_why_{question}"}
    needed = [row.id for row in content.clearance if row.needed]
    for row in [*(rule.id for rule in content.rules), *needed]:
        shown.add(f"utter_reason_{row.replace('.', '_')}")
    return shown | {f"utter_exclusion_{row.reason}" for row in content.exclusions}
