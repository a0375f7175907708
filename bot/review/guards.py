"""What stands beside the routing table: exclusions, invariants, and a doctor's OK for exercise."""

from __future__ import annotations

from bot.review.markdown import blocks, code, table
from bot.review.terms import terms_of, terms_table
from bot.triage.entries import Content
from bot.triage.plain import in_words, name_of, one_of
from bot.wording import Wording


def exclusions_section(content: Content, wording: Wording) -> str:
    """Who must not be the answer, when, and the reason people read."""
    terms = terms_of("routing.yml", content)
    shown = [
        (
            code(row.id),
            _names(row.professionals, content),
            in_words(row.when, content, terms),
            wording.template(f"utter_exclusion_{row.reason}"),
            row.source,
        )
        for row in content.exclusions
    ]
    return blocks(
        "## Exclusions",
        "Who must not be the answer, and why. Kept apart from the routing table, so that each checks the other. "
        "Terms in “quotes” are those of the routing table.",
        table(("row", "rules out", "when", "reason, as people read it", "source"), shown),
    )


def invariants_section(content: Content) -> str:
    """What must hold for every answer, whatever the tables say."""
    terms = terms_of("invariants.yml", content)
    shown = [
        (code(row.id), _names(row.never, content), in_words(row.when, content, terms), row.source)
        for row in content.invariants
    ]
    return blocks(
        "## Invariants",
        "Used only to check the tables: no evidence at all may lead to these professionals.",
        table(("row", "never", "when", "source"), shown),
        "An earlier check never makes these signs less urgent: "
        + ", ".join(code(flag) for flag in content.never_lowered)
        + ".",
        "### Terms in the invariants",
        terms_table(terms, content),
    )


def clearance_section(content: Content, wording: Wording) -> str:
    """When a doctor's OK should come before exercise."""
    terms = terms_of("clearance.yml", content)
    shown = [
        (
            str(place),
            code(row.id),
            in_words(row.when, content, terms),
            "needed" if row.needed else "not needed",
            wording.template(f"utter_reason_{row.id}") if row.needed else "",
            row.source,
        )
        for place, row in enumerate(content.clearance, start=1)
    ]
    return blocks(
        "## A doctor's OK before exercise",
        "It stands beside the recommendation and never replaces it. Looked at for: "
        f"{_names(content.clearance_applies_to, content)}. The first row that holds decides.",
        table(("#", "row", "when", "a doctor's OK is", "why, as people read it", "source"), shown),
        "### Terms in this table",
        terms_table(terms, content),
    )


def _names(professionals: tuple[str, ...], content: Content) -> str:
    if set(professionals) == set(content.professionals):
        return "all six"
    return one_of((name_of(name) for name in professionals), "and")


def safety_net_section(content: Content, wording: Wording) -> str:
    """Which urgent signs go with a result."""
    terms = terms_of("routing.yml", content)
    shown = [
        (
            code(net.id),
            in_words(net.when, content, terms),
            wording.template(f"utter_urgent_signs_{net.id}"),
            net.source,
        )
        for net in content.safety_net
    ]
    return blocks(
        "## Urgent signs told with a result",
        "The first row that holds, and the last, which is for everyone.",
        table(("row", "when", "as people read it", "source"), shown),
    )
