"""Sentences that say a danger sign, and the flags the net raises for a text."""

from pathlib import Path

import yaml

from bot.nlu.screening import screen

SAID = yaml.load(
    (Path(__file__).parent / "danger_sentences.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader
)


def raised(text: str, certainty: str | None = None) -> set[str]:
    return {
        found.flag for found in screen(text) if found.value == "yes" and certainty in (None, found.certainty)
    }
