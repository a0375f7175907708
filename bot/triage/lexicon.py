"""Reads the word lists under content/lexicons, and refuses anything it does not understand."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

LEXICONS = Path(__file__).parent / "content" / "lexicons"


class LexiconError(ValueError):
    """A lexicon file says something the program would have ignored. The message names file, row and cure."""


@dataclass(frozen=True)
class Rows:
    """A section that is a list of rows. Keys in `lists` hold a list of texts, the others one text; `id` is unique."""

    required: frozenset[str]
    optional: frozenset[str] = frozenset()
    lists: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Groups:
    """A section that gives each name a list of texts."""


@dataclass(frozen=True)
class Texts:
    """A section that is one list of texts."""


class _NoRepeats(yaml.CSafeLoader):
    """YAML keeps the last of two equal keys in silence; a word list that vanishes must be an error."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [self.construct_object(key, deep=True) for key, _ in node.value]
        for name in names:
            if names.count(name) > 1:
                raise LexiconError(f"line {node.start_mark.line + 1}: {name!r} is given twice; join the two")
        return super().construct_mapping(node, deep)


def read_lexicon(path: Path, sections: Mapping[str, Rows | Groups | Texts]) -> dict[str, Any]:
    """The file's sections, checked: rows as a list of mappings, groups as name -> list of texts.

    Every section named in `sections` must be there and no other may be. Raises LexiconError.
    """
    text = path.read_text(encoding="utf-8")
    _check_comments(path.name, text)
    try:
        content = yaml.load(text, Loader=_NoRepeats)  # noqa: S506 - a SafeLoader
    except (LexiconError, yaml.YAMLError) as error:
        raise LexiconError(f"{path.name}: {error}") from error
    if not isinstance(content, dict):
        raise LexiconError(f"{path.name}: the file must hold the sections {', '.join(sorted(sections))}")
    _same_names(path.name, set(content), frozenset(sections), frozenset())
    for name, shape in sections.items():
        where = f"{path.name}, section {name}"
        if isinstance(shape, Groups):
            _check_groups(where, content[name])
        elif isinstance(shape, Texts):
            _check_list(where, content[name])
        else:
            _check_rows(where, content[name], shape)
    return content


def _check_comments(name: str, text: str) -> None:
    """YAML drops what follows " #" outside quotes, and # is a number in the phrases: such a loss must be an error."""
    for number, line in enumerate(text.splitlines(), start=1):
        outside = "".join(line.split('"')[::2])
        if " #" in outside and not line.lstrip().startswith("#"):
            raise LexiconError(
                f"{name}, line {number}: the rest of the line after # is lost; put the phrase in quotes"
            )


def _check_groups(where: str, groups: Any) -> None:
    if not isinstance(groups, dict):
        raise LexiconError(f"{where}: write `name: [words]` lines")
    for name, words in groups.items():
        _check_list(f"{where}, row {name}", words)


def _check_list(where: str, texts: Any) -> None:
    if not isinstance(texts, list) or not texts:
        raise LexiconError(f"{where}: write a list of texts, as [one, two], with at least one")
    for text in texts:
        _check_text(where, text)


def _check_rows(where: str, rows: Any, shape: Rows) -> None:
    if not isinstance(rows, list):
        raise LexiconError(f"{where}: write a list of rows, each starting with `- `")
    seen: set[str] = set()
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, dict):
            raise LexiconError(f"{where}, row {number}: write `key: value` lines")
        here = f"{where}, row {row.get('id', number)}"
        _same_names(here, set(row), shape.required, shape.optional)
        for key, value in row.items():
            (_check_list if key in shape.lists else _check_text)(f"{here}, {key}", value)
        if "id" in row and row["id"] in seen:
            raise LexiconError(f"{here}: this id is used twice; rename one or join the rows")
        seen.add(row.get("id", ""))


def _same_names(where: str, given: set[Any], required: frozenset[str], optional: frozenset[str]) -> None:
    for name in sorted(str(name) for name in given - required - optional):
        known = ", ".join(sorted(required | optional))
        raise LexiconError(f"{where}: unknown key {name!r}; use one of {known}, or remove the line")
    for name in sorted(required - given):
        raise LexiconError(f"{where}: {name!r} is missing; add it")


def _check_text(where: str, value: Any) -> None:
    if not isinstance(value, str) or not value.strip():
        raise LexiconError(f'{where}: {value!r} is not text; put it in quotes, as "no" or "12"')
