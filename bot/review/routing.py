"""The routing table in order of precedence."""

from __future__ import annotations

from collections.abc import Iterable

from bot.review.markdown import blocks, code, lines, table
from bot.review.terms import terms_of, terms_table
from bot.triage.entries import BY_FLAG, Content, Rule
from bot.triage.plain import in_words, name_of, one_of
from bot.wording import Wording


def routing_section(content: Content, wording: Wording) -> str:
    """Every row: when it decides, where it leads, what people read, source."""
    terms = terms_of("routing.yml", content)
    shown = [
        (
            str(place),
            code(rule.id),
            in_words(rule.when, content, terms),
            _leads_to(rule),
            wording.template(f"utter_reason_{rule.id.replace('.', '_')}"),
            rule.source,
        )
        for place, rule in enumerate(content.rules, start=1)
    ]
    return blocks(
        "## Routing table",
        "Read from top to bottom: the first row that holds decides, and no other row is looked at. `danger` is the "
        "most urgent tier among the danger signs that count, or none. The limits for pain and time and the order of "
        "the rows are design choices for your review. An alternate whom an exclusion rules out is left out.",
        table(("#", "row", "when", "leads to", "why, as people read it", "source"), shown),
        "### Terms in the conditions",
        terms_table(terms, content),
    )


def _leads_to(rule: Rule) -> str:
    place = (
        "where the most urgent sign says" if rule.destination == BY_FLAG else name_of(rule.destination or "")
    )
    who = name_of(rule.professional or "")
    if rule.outcome == "recommendation":
        first = f"**{who}**"
    else:
        first = f"**{name_of(rule.outcome)}**: {place}" + (f" ({who})" if who else "")
    return lines(
        first,
        _listed("alternates", rule.alternates),
        _listed("also named", rule.also),
        _listed("may follow", rule.after),
    )


def _listed(heading: str, names: Iterable[str]) -> str:
    shown = [name_of(name) for name in names]
    return f"{heading}: {one_of(shown)}" if shown else ""
