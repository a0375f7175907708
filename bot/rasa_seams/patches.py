"""Patches for speed. None changes what Rasa does.

Rasa walks every subclass of Event to read back one event, and checks its own JSON schema again on
each action call: kept answers take a form turn from about 62 ms to 12 ms. And it checks a trained
domain again each time it is loaded.
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import rasa.core.actions.action
import rasa.shared.core.events
import rasa.shared.core.slots
import rasa.shared.utils.common
import rasa.shared.utils.validation
from rasa.core.actions.action import RemoteAction

from bot.rasa_seams.version import check_version

original_all_subclasses = rasa.shared.utils.common.all_subclasses
original_validate_action_result = RemoteAction._validate_action_result

_schema = RemoteAction.action_response_format_spec()
_check = jsonschema.validators.validator_for(_schema)
_event_schema = _schema["properties"]["events"]["items"]
_any_event = _check(_event_schema)
# A kind of event fits one alternative only, so the other twenty need not be tried.
_event_of_kind = {
    kind["properties"]["event"]["const"]: _check({**_event_schema, "oneOf": [kind]})
    for kind in _event_schema["oneOf"]
}
_around_events = _check(
    {
        **_schema,
        "properties": {
            **_schema["properties"],
            "events": {"type": "array", "items": {"type": "object", "required": ["event"]}},
        },
    }
)


@functools.cache
def _all_subclasses_once(cls: Any) -> "tuple[Any, ...]":
    return tuple(original_all_subclasses(cls))


def all_subclasses(cls: Any) -> list[Any]:
    """All concrete subclasses, as they were when first asked. Event and slot types do not change
    while the bot runs."""
    return list(_all_subclasses_once(cls))


def validate_action_result(self: RemoteAction, result: dict[str, Any]) -> bool:
    """True, or jsonschema.ValidationError, by schemas that were compiled once."""
    _around_events.validate(result)
    for event in result.get("events", []):
        _event_of_kind.get(str(event["event"]), _any_event).validate(event)
    return True


def install() -> None:
    """Replace both. Call after every class of slot or event is imported."""
    check_version()
    _all_subclasses_once.cache_clear()
    rasa.shared.utils.common.all_subclasses = all_subclasses
    RemoteAction._validate_action_result = validate_action_result


def uninstall() -> None:
    """Put Rasa's own functions back."""
    rasa.shared.utils.common.all_subclasses = original_all_subclasses
    RemoteAction._validate_action_result = original_validate_action_result


@contextmanager
def trusted_domain() -> Iterator[None]:
    """Load a model without checking its domain against the schema once more.

    `rasa train` did that when it wrote the archive; again would read all our wording twice.
    """
    check_version()
    checked = rasa.shared.utils.validation.validate_yaml_schema
    rasa.shared.utils.validation.validate_yaml_schema = _already_checked
    try:
        yield
    finally:
        rasa.shared.utils.validation.validate_yaml_schema = checked


def _already_checked(*_: Any, **__: Any) -> None:
    return None
