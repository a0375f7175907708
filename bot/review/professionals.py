"""The six professionals, and the answers about them."""

from __future__ import annotations

from bot.review.markdown import blocks, bullets, code, table
from bot.triage.content import FOLDER
from bot.triage.direct_access import load_direct_access
from bot.triage.plain import name_of
from bot.triage.rows import Row, read_file, rows
from bot.triage.scope_faq import load_scope_faq
from bot.wording import Wording

LISTS = {
    "may": "May",
    "may_not": "May not",
    "typical_clients": "Typical clients",
    "never_route": "Must not be sent there",
}
DIAGNOSES = {
    "no": "no",
    "pt_scope": "a movement diagnosis, not a disease",
    "functional_only": "how daily tasks are affected, not a disease",
    "medical": "yes, a medical diagnosis",
}


def professionals_section() -> str:
    """Each of the six: what they may and may not do, licence, training, referral, source."""
    data = read_file(FOLDER / "professionals.yml", ("professionals",))["professionals"]
    return blocks(
        "## The six professionals",
        "What each may and may not do. Licence, training and referral describe the United States.",
        *(_professional(row) for row in rows("professionals.yml", data, "professionals")),
    )


def scope_section(wording: Wording) -> str:
    """Every reviewed answer to a question about the six."""
    answers = load_scope_faq()
    shown = [
        (
            name_of(answer.topic),
            ", ".join(name_of(name) for name in sorted(answer.professionals)) or "all six",
            wording.template(answer.response),
            answer.source,
        )
        for answer in answers
    ]
    return blocks(
        "## Answers about the six",
        "What Signpost says when a person asks about them, word for word.",
        table(("about", "who", "answer", "source"), shown),
    )


def direct_access_section(wording: Wording) -> str:
    """Whether a physical therapist may be seen without a referral, by state."""
    shown = [
        (
            code(row.state),
            row.category,
            row.limit,
            row.as_of,
            "yes" if row.shown else "no, for review only",
            wording.template(row.response) if row.response else "",
            row.source,
        )
        for row in load_direct_access().values()
    ]
    return blocks(
        "## Seeing a physical therapist without a referral",
        "A row that is not shown is old or from memory, and the default answers in its place.",
        table(("state", "class", "limit", "as of", "shown to people", "answer", "source"), shown),
    )


def _professional(row: Row) -> str:
    facts = [
        f"Core job: {row.text('core_job')}",
        f"Diagnoses: {DIAGNOSES[row.one_of('diagnoses', DIAGNOSES)]}",
        f"Licence: {row.text('licence')}",
        f"Training: {row.text('training')}",
        f"Referral: {row.text('referral')}",
    ]
    lists = [f"{heading}:\n\n{bullets(row.texts(key))}" for key, heading in LISTS.items()]
    title = name_of(row.name).capitalize()
    return blocks(f"### {title} ({code(row.name)})", bullets(facts), *lists, f"Source: {row.text('source')}")
