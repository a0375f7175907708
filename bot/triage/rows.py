"""Reading rows of content: every key is known, every row has a source, every error has a cure."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml


class ContentError(ValueError):
    """Content that cannot be trusted. The message names the file, the row and what to do."""

    def __init__(self, file: str, row: str, cure: str) -> None:
        super().__init__(f"{file}, row {row!r}: {cure}")


class Row:
    """One mapping of a content file, read key by key. `done()` refuses what nobody read."""

    def __init__(self, file: str, data: Any, name: str = "?") -> None:
        if not isinstance(data, dict):
            raise ContentError(file, name, f"write a mapping here, not {data!r}")
        self.file = file
        self.name = str(data.get("id", name))
        self._data = dict(data)

    def error(self, cure: str) -> ContentError:
        """An error that names this row."""
        return ContentError(self.file, self.name, cure)

    def take(self, key: str, default: Any = None) -> Any:
        """The raw value of an optional key."""
        return self._data.pop(key, default)

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty text; required when there is no default."""
        value = self._data.pop(key, default)
        if not isinstance(value, str) or (not value.strip() and default is None):
            raise self.error(f"`{key}:` must be a text that is not empty{_in_quotes(value)}")
        return value

    def flag(self, key: str, default: bool | None = False) -> bool:
        """A true or false; required when the default is None."""
        value = self._data.pop(key, default)
        if not isinstance(value, bool):
            raise self.error(f"`{key}:` must be true or false")
        return value

    def whole(self, key: str, default: int) -> int:
        """A whole number."""
        value = self._data.pop(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(f"`{key}:` must be a whole number")
        return value

    def texts(self, key: str, default: Iterable[str] | None = None) -> tuple[str, ...]:
        """A list of texts; required when there is no default."""
        value = self._data.pop(key, None if default is None else list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.error(f"`{key}:` must be a list of texts{_in_quotes(value)}")
        return tuple(value)

    def one_of(self, key: str, allowed: Iterable[str], default: str | None = None) -> str:
        """A text from a closed list."""
        value = self.text(key, default)
        names = tuple(allowed)
        if value not in names:
            raise self.error(f"`{key}: {value}` must be one of {', '.join(names)}")
        return value

    def done(self) -> None:
        """Refuse the row when it has keys that nothing reads."""
        if self._data:
            unknown = ", ".join(sorted(map(str, self._data)))
            raise self.error(f"unknown key {unknown}; correct its spelling or remove it")


def _in_quotes(value: Any) -> str:
    """The cure for a text that YAML read as something else, such as a phone number or `Monday: 8 to 5`."""
    return "" if value is None or value == "" else "; put it in quotes"


def read_yaml(path: Path) -> Any:
    """What a YAML file holds.

    Raises:
        ContentError: the file is missing or is not YAML.
    """
    try:
        # In C: a start reads ten thousand lines, which Python takes seconds for.
        return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except OSError as error:
        raise ContentError(path.name, "-", "the file cannot be read; restore it") from error
    except yaml.YAMLError as error:
        where = str(getattr(error, "problem_mark", "") or "").strip()
        raise ContentError(path.name, "-", f"this is not valid YAML {where}") from error


def read_file(path: Path, sections: Iterable[str]) -> dict[str, Any]:
    """The named top-level sections of a YAML file, all of them and no others.

    Raises:
        ContentError: the file is missing, is not YAML, or has other sections.
    """
    data = read_yaml(path)
    wanted = set(sections)
    if not isinstance(data, dict) or set(data) != wanted:
        raise ContentError(path.name, "-", f"the sections must be {', '.join(sorted(wanted))}")
    return data


def rows(file: str, data: Any, section: str) -> list[Row]:
    """A section that is a list of rows with unique ids."""
    if not isinstance(data, list):
        raise ContentError(file, section, "this section must be a list of rows")
    found = [Row(file, item, f"{section}[{index}]") for index, item in enumerate(data)]
    seen: set[str] = set()
    for row in found:
        if row.name in seen:
            raise row.error("this id is used twice; ids are unique")
        seen.add(row.name)
    return found
