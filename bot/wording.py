"""What Signpost says: the only reader of `bot/data/responses/*.yml`.

The files are in Rasa's `responses:` format, so Rasa and this module read the same words. Code names a
response by its id and fills its parameters; it never holds a sentence.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

RESPONSES_FOLDER = Path(__file__).parent / "data" / "responses"

_PARAMETER = re.compile(r"\{([a-z][a-z0-9_]*)\}")


class WordingError(Exception):
    """Something is wrong with the wording or with how it was asked for."""


class MalformedResponse(WordingError):
    """A response file is not what Rasa and Signpost can both read."""


class UnknownResponse(WordingError):
    """No response file holds this id."""


class MissingParameter(WordingError):
    """A response has a placeholder that nobody filled."""


@dataclass(frozen=True)
class Button:
    """One option under a question: the label a person sees and the option id it stands for."""

    title: str
    payload: str


@dataclass(frozen=True)
class Response:
    """One response as written: its words with `{placeholders}` unfilled, and its buttons in order."""

    text: str
    buttons: tuple[Button, ...] = ()


class Wording:
    """Every response of a folder, by id."""

    def __init__(self, responses: Mapping[str, Response]) -> None:
        self._responses = dict(responses)

    @classmethod
    def from_folder(cls, path: Path) -> "Wording":
        """Read every `*.yml` file under a folder.

        Raises MalformedResponse, naming the file and the response, for a folder without files, a file
        without `responses:`, a response with more or less than one variation, a button without a
        title or payload, or an id that two files define.
        """
        files = sorted(path.rglob("*.yml"))
        if not files:
            raise MalformedResponse(f"{path}: holds no *.yml file. Point to the responses folder.")
        responses: dict[str, Response] = {}
        for file in files:
            for response_id, response in _responses_in(file):
                if response_id in responses:
                    raise MalformedResponse(f"{file}: {response_id} is defined twice. Keep one.")
                responses[response_id] = response
        return cls(responses)

    def text(self, response_id: str, **params: object) -> str:
        """The words of a response with its placeholders filled.

        A parameter may be an empty string: the gap or the line it would leave is closed up. Parameters
        that the response does not use are ignored. Raises UnknownResponse or MissingParameter.
        """
        template = self._response(response_id).text
        missing = sorted(set(_PARAMETER.findall(template)) - params.keys())
        if missing:
            raise MissingParameter(
                f"{response_id} needs {', '.join(missing)}. Pass each one, even if it is empty."
            )
        lines = [_filled(line, params) for line in template.splitlines()]
        return _close_gaps("\n".join(line for line in lines if line is not None))

    def buttons(self, response_id: str) -> tuple[Button, ...]:
        """The buttons of a response in order; none for a response without. Raises UnknownResponse."""
        return self._response(response_id).buttons

    def template(self, response_id: str) -> str:
        """The words of a response with its placeholders unfilled. Raises UnknownResponse."""
        return self._response(response_id).text

    def parameters(self, response_id: str) -> frozenset[str]:
        """The names of the placeholders in a response. Raises UnknownResponse."""
        return frozenset(_PARAMETER.findall(self._response(response_id).text))

    def has(self, response_id: str) -> bool:
        """Whether a response with this id exists."""
        return response_id in self._responses

    def ids(self) -> frozenset[str]:
        """The id of every response."""
        return frozenset(self._responses)

    def _response(self, response_id: str) -> Response:
        if response_id not in self._responses:
            raise UnknownResponse(f"There is no response {response_id}. Add it under bot/data/responses.")
        return self._responses[response_id]


@lru_cache(maxsize=1)
def wording() -> Wording:
    """The wording Signpost ships, read once for the process."""
    return Wording.from_folder(RESPONSES_FOLDER)


def _responses_in(file: Path) -> Iterator[tuple[str, Response]]:
    # BaseLoader builds nothing but strings, lists and dicts. The usual safe loader turns a payload of yes
    # into True, which Rasa's own YAML 1.2 reader does not.
    try:
        content = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
    except yaml.YAMLError as error:
        raise MalformedResponse(f"{file}: is not readable YAML. Fix this: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("responses"), dict):
        raise MalformedResponse(f"{file}: has no responses. Start it with `responses:`.")
    for response_id, variations in content["responses"].items():
        where = f"{file}: {response_id}"
        if not isinstance(variations, list) or len(variations) != 1:
            raise MalformedResponse(f"{where} needs exactly one variation, as a list of one.")
        yield response_id, _response_from(variations[0], where)


def _response_from(variation: Any, where: str) -> Response:
    text = variation.get("text") if isinstance(variation, dict) else None
    if not isinstance(text, str) or not text.strip():
        raise MalformedResponse(f"{where} has no text. Give it the words to show.")
    buttons = tuple(_button_from(button, where) for button in variation.get("buttons") or ())
    return Response(text=text.strip(), buttons=buttons)


def _button_from(button: Any, where: str) -> Button:
    if not isinstance(button, dict) or not button.get("title") or not button.get("payload"):
        raise MalformedResponse(f"{where} has a button without a title or payload. Give it both.")
    return Button(title=button["title"], payload=button["payload"])


def _filled(line: str, params: Mapping[str, object]) -> str | None:
    """The line with its placeholders filled; None when it held nothing but empty ones."""
    filled = _PARAMETER.sub(lambda match: str(params[match[1]]), line)
    return None if line.strip() and not filled.strip() else filled


def _close_gaps(text: str) -> str:
    single_spaced = re.sub(r"[ \t]+", " ", text)
    trimmed_lines = re.sub(r" ?\n ?", "\n", single_spaced)
    return re.sub(r"\n{3,}", "\n\n", trimmed_lines).strip()
