from pathlib import Path

import pytest

from bot.nlu.exemplars import ASKED_ABOUT, load_exemplars
from bot.triage.content import load_content
from bot.triage.lexicon import LexiconError

SIGNS = sorted(flag.id for flag in load_content().flags.values() if flag.tier in ASKED_ABOUT)


def _written(folder: Path, rows: dict[str, list[str]]) -> Path:
    lines = ["exemplars:"]
    for sign, texts in rows.items():
        lines += [f"  - id: {sign}", "    source: for this test", "    phrasings:"]
        lines += [f'      - "{text}"' for text in texts]
    (folder / "signs.yml").write_text("\n".join(lines))
    return folder


def _one_each() -> dict[str, list[str]]:
    return {sign: [f"words about {sign}"] for sign in SIGNS}


def test_every_urgent_sign_is_told_in_at_least_thirty_ways() -> None:
    exemplars = load_exemplars()

    for sign in SIGNS:
        assert sum(exemplar.flag == sign for exemplar in exemplars) >= 30, sign


def test_there_are_more_sentences_without_a_sign_than_with_one() -> None:
    flags = [exemplar.flag for exemplar in load_exemplars()]

    assert flags.count(None) > len(flags) / 2


def test_a_sign_without_sentences_is_refused_by_name(tmp_path: Path) -> None:
    rows = _one_each()
    del rows["stroke_signs"]

    with pytest.raises(LexiconError, match=r"stroke_signs has no row"):
        load_exemplars(_written(tmp_path, rows))


def test_a_row_for_no_sign_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"'sore_toe' is no danger sign"):
        load_exemplars(_written(tmp_path, {**_one_each(), "sore_toe": ["my toe is sore"]}))


def test_a_sentence_given_twice_is_refused(tmp_path: Path) -> None:
    rows = _one_each()
    rows["stroke_signs"] = rows["chest_pain_now"]

    with pytest.raises(LexiconError, match=r"given twice"):
        load_exemplars(_written(tmp_path, rows))
