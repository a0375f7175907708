"""What may be asked, first to last, and what can be known."""

from __future__ import annotations

from bot.review.markdown import blocks, code, lines, table
from bot.review.terms import terms_of
from bot.triage.entries import Content, Fact
from bot.triage.plain import in_words, name_of
from bot.wording import Wording

HOW = {
    "choice": "one answer",
    "choices": "a tick list, any number of answers",
    "number": "a number from 0 to 10",
    "text": "free text",
}


def questions_section(content: Content, wording: Wording) -> str:
    """Every question in order: wording, options, when, why, source."""
    terms = terms_of("routing.yml", content)
    shown = []
    for place, question in enumerate(content.questions.values(), start=1):
        options = [button.title for button in wording.buttons(f"utter_ask_{question.id}")]
        shown.append(
            (
                str(place),
                lines(code(question.id), "about danger" if question.safety else ""),
                wording.template(f"utter_ask_{question.id}"),
                lines(f"{HOW[question.input]}:" if options else HOW[question.input], *_dashed(options)),
                in_words(question.when, content, terms),
                wording.template(f"utter_why_{question.id}"),
                question.source,
            )
        )
    headings = ("#", "question", "wording", "answers", "asked when", "why, as people read it", "source")
    return blocks(
        "## Questions, in order",
        "A question is asked only when its condition holds and an answer can still change the result. Every question "
        "also takes “not sure”; one about danger cannot be skipped. Terms in “quotes” are explained under the routing "
        "table.",
        table(headings, shown),
    )


def facts_section(content: Content, wording: Wording) -> str:
    """Every fact besides the danger signs: its values, their named sets, its source."""
    shown = [
        (
            lines(name_of(fact.id), code(fact.id)),
            wording.template(f"utter_label_{fact.id}"),
            lines(*_values(fact, wording)),
            lines(
                *(
                    f"{name_of(group)}: {', '.join(name_of(level) for level in fact.levels if level in members)}"
                    for group, members in fact.groups.items()
                )
            ),
            fact.source,
        )
        for fact in content.facts.values()
        if fact.id not in content.flags
    ]
    return blocks(
        "## What can be known",
        "The words that conditions use. Every fact can also be “not known”: the person is not sure, or was not asked. "
        "“Is not” therefore also holds when the fact is not known. A danger sign is yes or no: yes when the person is "
        "not sure, no when nobody mentioned it.",
        table(("fact", "as people read it", "values", "sets of values with a name", "source"), shown),
    )


def _dashed(items: list[str]) -> list[str]:
    return [f"– {item}" for item in items]


def _values(fact: Fact, wording: Wording) -> list[str]:
    """The values with what their buttons say; for a score, its bands."""
    if fact.is_yes_no:
        return ["yes, no"]
    if fact.values != fact.levels:
        bands: dict[str, list[str]] = {}
        for value, level in fact.level_of.items():
            bands.setdefault(level, []).append(value)
        return [
            f"{name_of(level)}: {' to '.join(dict.fromkeys((scores[0], scores[-1])))}"
            for level, scores in bands.items()
        ]
    asked = f"utter_ask_{fact.id}"
    buttons = wording.buttons(asked if wording.has(asked) else f"utter_label_{fact.id}")
    titles = {button.payload: button.title for button in buttons}
    return [f"{name_of(value)}: {titles[value]}" for value in fact.values]
