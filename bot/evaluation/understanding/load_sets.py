"""Reads the labelled texts of `tests/understanding`, and refuses what the content does not know."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from bot.evaluation.understanding.labelled_texts import (
    AnswerText,
    ContextText,
    ExtractionText,
    IntentText,
    Labelled,
    LookAlikeText,
    OutOfScopeText,
    RedFlagText,
    TextSets,
)
from bot.triage.entries import Content
from bot.triage.evidence import NO, UNKNOWN, YES
from bot.triage.interview import CONFIRM_DANGER
from bot.triage.rows import ContentError, Row, read_yaml

EXTRACTED = ("region", "side", "onset", "pain", "age")
# What the conversation itself asks, and the facts it settles: its answers are in no content file.
CONVERSATION = MappingProxyType(
    {
        "consent": (YES, NO),
        CONFIRM_DANGER: (YES, NO, UNKNOWN),
        "summary_ok": (YES, "change"),
        "handoff_ok": (YES, NO),
    }
)

Kind = TypeVar("Kind", bound=Labelled)


def load_sets(folder: Path, content: Content, intents: frozenset[str]) -> TextSets:
    """The seven files of a folder. `intents` are those the pipeline knows.

    Raises:
        ContentError: naming the file, the row and the cure.
    """

    def read(name: str, build: Callable[[Row, str, int], Kind], empty_ok: bool = False) -> tuple[Kind, ...]:
        return tuple(_texts(folder / f"{name}.yml", build, empty_ok))

    def red_flag(row: Row, text: str, number: int) -> RedFlagText:
        flag = row.text("flag")
        if flag not in content.flags:
            raise row.error(f"no flag is called {flag!r}; see red_flags.yml of the content")
        return RedFlagText(row.file, number, text, flag, row.text("angle"))

    def look_alike(row: Row, text: str, number: int) -> LookAlikeText:
        return LookAlikeText(row.file, number, text, row.text("kind"))

    def context(row: Row, text: str, number: int) -> ContextText:
        present, absent = (
            tuple(_named(row, key, name, content) for name in row.texts(key, ()))
            for key in ("present", "absent")
        )
        if not present and not absent:
            raise row.error("name something in `present:` or `absent:`")
        return ContextText(row.file, number, text, present, absent)

    def extraction(row: Row, text: str, number: int) -> ExtractionText:
        values = ((fact, row.take(fact)) for fact in EXTRACTED)
        told = {fact: _value(row, fact, value, content) for fact, value in values if value is not None}
        return ExtractionText(row.file, number, text, MappingProxyType(told))

    def intent(row: Row, text: str, number: int) -> IntentText:
        return IntentText(row.file, number, text, row.one_of("intent", sorted(intents)))

    def out_of_scope(row: Row, text: str, number: int) -> OutOfScopeText:
        return OutOfScopeText(row.file, number, text, row.text("kind"))

    def answer(row: Row, text: str, number: int) -> AnswerText:
        question = row.one_of("question", (*content.questions, *CONVERSATION))
        return AnswerText(row.file, number, text, question, _answers(row, question, content))

    return TextSets(
        read("red_flags", red_flag),
        read("look_alikes", look_alike),
        read("context", context),
        read("extraction", extraction),
        read("intents", intent),
        read("out_of_scope", out_of_scope, empty_ok=True),
        read("answers", answer),
    )


def _texts(path: Path, build: Callable[[Row, str, int], Kind], empty_ok: bool) -> Iterator[Kind]:
    file = f"{path.parent.name}/{path.name}"
    data = read_yaml(path)
    if not isinstance(data, list) or not data:
        raise ContentError(file, "-", "this file must be a list of rows, at least one")
    seen: dict[tuple[str, object], int] = {}
    for number, item in enumerate(data, start=1):
        row = Row(file, item, str(number))
        text = row.text("text", "" if empty_ok else None)
        # The same reply may stand under several questions.
        key = (text, item.get("question"))
        if key in seen:
            raise row.error(f"row {seen[key]} has the same text; write another or remove one")
        seen[key] = number
        built = build(row, text, number)
        row.done()
        yield built


def _named(row: Row, key: str, name: str, content: Content) -> tuple[str, str]:
    """A flag alone, meaning yes, or `fact=value`."""
    fact, is_pair, value = name.partition("=")
    if is_pair:
        return fact, _value(row, fact, value, content)
    if name not in content.flags:
        raise row.error(f"`{key}:` names {name!r}, which is no flag; write a fact as fact=value")
    return name, YES


def _value(row: Row, fact: str, value: object, content: Content) -> str:
    if fact not in content.facts:
        raise row.error(f"no fact is called {fact!r}; see facts.yml and red_flags.yml of the content")
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    allowed = (*content.facts[fact].values, UNKNOWN)
    if not isinstance(value, str) or value not in allowed:
        hint = "; put it in quotes" if isinstance(value, bool) else ""
        raise row.error(f"{fact} has no value {value!r}; it has {', '.join(allowed)}{hint}")
    return value


def _answers(row: Row, question: str, content: Content) -> Mapping[str, str]:
    data = row.take("values")
    if not isinstance(data, dict):
        raise row.error("`values:` must be a mapping of facts to values, {} when the reply is no answer")
    values: dict[str, str] = {}
    for fact, value in data.items():
        own = CONVERSATION.get(str(fact))
        if own is None:
            values[str(fact)] = _value(row, str(fact), value, content)
        elif value in own:
            values[str(fact)] = str(value)
        else:
            raise row.error(f"{fact} has no value {value!r}; it has {', '.join(own)}, in quotes")
    return MappingProxyType(values)
