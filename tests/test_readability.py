"""Every word a person sees is short, plain, honest and fits in a text message.

The grade is Flesch-Kincaid, as textstat counts it.
"""

import re
from pathlib import Path

import pytest
import textstat

from bot.wording import RESPONSES_FOLDER, wording

LONGEST_CHARACTERS = 600
FEWEST_WORDS_GRADED = 8
GRADE = 6.0
GRADE_IN_DANGER = 5.0
# What text with the professionals' names left in may reach. The names can't be made plainer.
GRADE_WITH_NAMES = 9.5

DANGER = (
    "utter_emergency",
    "utter_same_day",
    "utter_still_",
    "utter_result_emergency",
    "utter_result_same_day",
    "utter_next_step_emergency",
    "utter_next_step_same_day",
    "utter_sms_still_",
    "utter_sms_not_assessed",
    "utter_sms_opted_out",
)
SPANISH = ("utter_spanish",)

NAMES = re.compile(
    r"\b(?:corrective exercise specialist|exercise physiologist|exercise therapist|occupational therapist"
    r"|physical therapist|sports medicine doctor)\b"
)

BANNED = (
    r"don't worry",
    r"do not worry",
    r"nothing serious",
    r"(?:you're|you are) fine",
    r"no need (?:for|to see) a doctor",
    r"as your (?:therapist|doctor)",
    r"\bDr\.",
    r"(?:^|[.!?:]\s+)you (?:probably |likely |may |might |could )?have an?\b",
    r"(?:sounds|looks) like (?:a|an|you)\b",
    r"\bPT\b",
    r"will fix",
    r"wait and see",
    r"you (?:are|have been) (?:cleared|diagnosed)",
    r"\bsafe (?:to|for you to) exercise",
    r"\bit is safe\b",
    r"insurance covers",
    r"clinically proven",
    r"\bcures?\b",
    r"treat your",
    r"rules? out\b",
    r"\bis not serious",
)

GSM_7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà^{}\\[~]|€"
)

FILES = sorted(RESPONSES_FOLDER.rglob("*.yml"))


def as_read(text: str) -> str:
    """The text with its placeholders filled by a plain word."""
    return re.sub(r"\{[a-z0-9_]+\}", "help", text)


def without_names(text: str) -> str:
    return NAMES.sub("helper", text)


def words_of(text: str) -> list[str]:
    return re.findall(r"[A-Za-z0-9'-]+", text)


def grade(text: str) -> float:
    return float(textstat.flesch_kincaid_grade(text))


def texts_in(file: Path) -> dict[str, str]:
    own = re.findall(r"^  (utter_\w+):", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {response_id: as_read(wording().template(response_id)) for response_id in own}


def strings_in(file: Path) -> dict[str, str]:
    """Texts and button labels, as one string each."""
    texts = texts_in(file)
    labels = {
        f"{response_id}/{button.payload}": button.title
        for response_id in texts
        for button in wording().buttons(response_id)
    }
    return texts | labels


def graded_in(file: Path) -> dict[str, str]:
    return {
        response_id: text
        for response_id, text in texts_in(file).items()
        if len(words_of(text)) >= FEWEST_WORDS_GRADED and not response_id.startswith(SPANISH)
    }


def highest_grade(response_id: str) -> float:
    return GRADE_IN_DANGER if response_id.startswith(DANGER) else GRADE


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def file(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_the_grader_tells_plain_words_from_hard_ones():
    assert grade("The cat sat on the mat.") < 0
    assert grade("An automated musculoskeletal assessment necessitates professional evaluation.") > 20


def test_each_text_reads_at_grade_6_and_danger_at_grade_5(file: Path):
    too_hard = {
        response_id: round(grade(without_names(text)), 1)
        for response_id, text in graded_in(file).items()
        if grade(without_names(text)) > highest_grade(response_id)
    }
    assert not too_hard, f"Shorten the sentences or the words of: {too_hard}"


def test_the_professionals_names_do_not_hide_hard_text(file: Path):
    too_hard = {
        response_id: round(grade(text), 1)
        for response_id, text in graded_in(file).items()
        if grade(text) > GRADE_WITH_NAMES
    }
    assert not too_hard


def test_nothing_banned_is_said(file: Path):
    said = {
        where: pattern
        for where, text in strings_in(file).items()
        for pattern in BANNED
        if re.search(pattern, text, flags=re.IGNORECASE)
    }
    assert not said


def test_every_string_fits_a_plain_text_message(file: Path):
    odd = {where: set(text) - GSM_7 for where, text in strings_in(file).items() if set(text) - GSM_7}
    assert not odd, f"Use straight quotes and plain dashes: {odd}"


def test_every_string_is_short(file: Path):
    long = [where for where, text in strings_in(file).items() if len(text) > LONGEST_CHARACTERS]
    assert not long


def test_every_response_has_the_one_prefix(file: Path):
    declared = re.findall(r"^  (\w+):", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert [name for name in declared if not name.startswith("utter_")] == []
