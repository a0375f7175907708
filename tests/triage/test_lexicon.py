"""A lexicon is refused, with file, row and cure, when it says something the program would ignore."""

from pathlib import Path

import pytest

from bot.triage.lexicon import Groups, LexiconError, Rows, Texts, read_lexicon

SECTIONS = {
    "words": Groups(),
    "flags": Rows(frozenset({"id", "sure"}), frozenset({"doubtful"}), lists=frozenset({"sure", "doubtful"})),
    "stops": Texts(),
}
GOOD = """
words:
  limb: [arm, leg]
flags:
  - id: one
    sure: [cold arm]
  - id: two
    sure: ["no", "12"]
    doubtful: [cold leg]
stops: [but]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "signs.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_file_is_read_as_written(tmp_path: Path):
    content = read_lexicon(written(tmp_path, GOOD), SECTIONS)
    assert content["words"] == {"limb": ["arm", "leg"]}
    assert content["flags"][1] == {"id": "two", "sure": ["no", "12"], "doubtful": ["cold leg"]}
    assert content["stops"] == ["but"]


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        (
            "doubtful:",
            "doubtfull:",
            r"signs\.yml, section flags, row two: unknown key 'doubtfull'; use one of doubtful, id, sure",
        ),
        ("    sure: [cold arm]\n", "", r"section flags, row one: 'sure' is missing; add it"),
        ("id: two", "id: one", "row one: this id is used twice"),
        ('"no", "12"', 'no, "12"', r"row two, sure: False is not text; put it in quotes"),
        ('"no", "12"', '"no", 12', r"row two, sure: 12 is not text; put it in quotes"),
        ("sure: [cold arm]", "sure: cold arm", "row one, sure: write a list of texts"),
        ("[arm, leg]", "arm", r"section words, row limb: write a list of texts"),
        ("[but]", "[]", "section stops: write a list of texts, .* at least one"),
        ("stops: [but]", "", r"signs\.yml: 'stops' is missing; add it"),
        ("stops:", "halts: [x]\nstops:", r"signs\.yml: unknown key 'halts'"),
        ("stops: [but]", "stops: [but]\nstops: [yet]", "'stops' is given twice; join the two"),
        ("flags:\n", "flags: nothing\nrest:\n", "unknown key 'rest'"),
        ("  limb: [arm, leg]", "  - limb", "section words: write `name: .words.` lines"),
        ("stops: [but]", "stops: [but", r"signs\.yml: "),
        ("- id: two\n    sure", "- two\n  - id: three\n    sure", "row 2: write `key: value` lines"),
    ],
)
def test_a_mistake_is_refused(tmp_path: Path, old: str, new: str, complaint: str):
    assert old in GOOD
    with pytest.raises(LexiconError, match=complaint):
        read_lexicon(written(tmp_path, GOOD.replace(old, new)), SECTIONS)


def test_a_phrase_cut_short_by_a_comment_sign_is_refused(tmp_path: Path):
    text = GOOD.replace("sure: [cold arm]", "sure:\n      - pain # weeks")
    with pytest.raises(LexiconError, match=r"line 7: .* after # is lost; put the phrase in quotes"):
        read_lexicon(written(tmp_path, text), SECTIONS)


def test_a_file_without_sections_is_refused(tmp_path: Path):
    with pytest.raises(LexiconError, match="the file must hold the sections flags, stops, words"):
        read_lexicon(written(tmp_path, "just words"), SECTIONS)
