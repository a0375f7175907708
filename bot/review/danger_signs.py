"""The red flags by tier, and what raises them besides being told."""

from __future__ import annotations

from bot.review.markdown import blocks, code, lines, table
from bot.triage.entries import TIERS, Content, RedFlag
from bot.triage.lexicon import LEXICONS
from bot.triage.plain import in_words, name_of
from bot.triage.rows import read_file, rows
from bot.wording import Wording

TITLES = {
    "T0": "T0: emergency, the interview stops",
    "T1": "T1: a doctor today",
    "T2": "T2: a doctor first",
    "T3": "T3: caution",
}
PLACES = {"emergency_dont_move": "emergency, and the person does not move"}
LEXICON_SECTIONS = ("words", "flags", "cues", "combinations")


def danger_section(content: Content, wording: Wording) -> str:
    """Every red flag with its words, where it sends a person and what eases it."""
    return blocks(
        f"## The {len(content.flags)} danger signs",
        "A sign counts when the person says so in their own words, ticks it, or is not sure about it. Before an unsure "
        "answer counts, its question is asked once. A sign that can be ticked is on the tick list named under it. "
        "The phrases by which a sign is heard are in `bot/triage/content/lexicons`.",
        *(_tier(tier, content, wording) for tier in TIERS[:4]),
        "### Answers that raise a sign",
        _combinations(content),
        "### Words in one message that raise a sign",
        "Each of the things named is heard in the same message.",
        _message_combinations(),
    )


def _tier(tier: str, content: Content, wording: Wording) -> str:
    shown = [
        (
            lines(wording.template(f"utter_flag_{flag.id}"), code(flag.id), _found_by(flag, content)),
            wording.template(f"utter_confirm_{flag.id}"),
            _destination(flag),
            _eased(flag, content),
            flag.source,
        )
        for flag in content.flags.values()
        if flag.tier == tier
    ]
    headings = ("sign, as people read it", "question when unsure", "sends to", "eased when", "source")
    return blocks(f"### {TITLES[tier]} ({len(shown)})", table(headings, shown))


def _found_by(flag: RedFlag, content: Content) -> str:
    asked = [code(question.id) for question in content.questions.values() if flag.id in question.asks]
    answers = [code(row.id) for row in content.combinations if row.raises == flag.id]
    return lines(
        f"asked in {', '.join(asked)}" if asked else "not asked, only heard",
        f"also raised by {', '.join(answers)}" if answers else "",
    )


def _destination(flag: RedFlag) -> str:
    if flag.destination == "none":
        return "no one place"
    place = PLACES.get(flag.destination, name_of(flag.destination))
    return (
        f"{place} (a movement cause: a sports medicine doctor may see it)" if flag.cause == "msk" else place
    )


def _eased(flag: RedFlag, content: Content) -> str:
    eased = []
    if flag.lowered_if_assessed:
        lower = TIERS[TIERS.index(flag.tier) + 1]
        eased.append(f"a doctor has checked this same episode: then {lower}")
    if flag.unless is not None:
        eased.append(f"{in_words(flag.unless, content)}: then only a caution (T3)")
    return lines(*eased) or "never"


def _combinations(content: Content) -> str:
    shown = [
        (
            code(combination.id),
            in_words(combination.when, content),
            code(combination.raises),
            combination.source,
        )
        for combination in content.combinations
    ]
    return table(("row", "when", "raises", "source"), shown)


def _message_combinations() -> str:
    data = read_file(LEXICONS / "red_flags.yml", LEXICON_SECTIONS)["combinations"]
    shown = []
    for row in rows("lexicons/red_flags.yml", data, "combinations"):
        instead = row.text("instead_of", "")
        shown.append(
            (
                code(row.name),
                " + ".join(name_of(cue) for cue in row.texts("all_of")),
                lines(code(row.text("raises")), f"in place of {code(instead)}" if instead else ""),
                row.text("source"),
            )
        )
    return table(("row", "words about", "raises", "source"), shown)
