"""Cases as a conversation stores them: the core's own decision, in the shape of a stored result."""

from bot.triage.assess import assess
from bot.triage.content import load_content
from bot.triage.evidence import Answer, Case
from bot.triage.record import record_of


def case_of(said=None, **answers):
    """A case with these answers; `said` holds the person's own words by fact."""
    said = said or {}
    return Case({fact: Answer(value, said.get(fact)) for fact, value in answers.items()})


def result_of(case):
    """What the store keeps of the core's decision about a case, with plain words."""
    content = load_content()
    found = assess(case, content)
    return {
        "outcome": found.outcome,
        "tier": found.tier,
        "professional": found.professional,
        "destination": found.destination,
        "alternates": list(found.alternates),
        "excluded": [{"professional": each.professional, "reason": each.reason} for each in found.excluded],
        "clearance_needed": found.clearance_needed,
        "reasons": [
            {"rule": each.rule, "text": f"Because of {each.rule}.", "source": each.source}
            for each in found.reasons
        ],
        "would_change": [{"text": "What if you had said the pain is new?"}],
        "urgent_signs": ["Call 911 if it gets hard to breathe."],
        "next_steps": ["Ask for a first visit."],
        "content_version": found.content_version,
        "rule": found.rule,
        "record": record_of(case, content).to_json(),
    }


def message(author, text, kind="text", **more):
    """A stored message."""
    return {"id": "1", "at": "2026-11-21T19:00:00.000Z", "from": author, "kind": kind, "text": text, **more}


def question(text, *labels):
    """A stored question with these options."""
    options = [{"id": str(number), "label": label} for number, label in enumerate(labels)]
    return message("bot", text, "question", question={"options": options})
