"""Dicts and lists that stay as they are, for what many turns share."""

from typing import Any, NoReturn


class Frozen(TypeError):
    """Something tried to change what every conversation shares."""


def _refuse(self: object, *args: Any, **kwargs: Any) -> NoReturn:
    raise Frozen("Actions share the domain: copy the part to change.")


class FrozenDict(dict[str, Any]):
    """A dict to read. Still a dict, because code asks for one."""

    __setitem__ = __delitem__ = __ior__ = _refuse  # type: ignore[assignment]
    clear = pop = popitem = setdefault = update = _refuse  # type: ignore[assignment]


class FrozenList(list[Any]):
    """A list to read. Still a list, because code asks for one."""

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse  # type: ignore[assignment]
    append = extend = insert = remove = pop = _refuse  # type: ignore[assignment]
    clear = sort = reverse = _refuse  # type: ignore[assignment]


def freeze(value: Any) -> Any:
    """A copy of JSON-like data in which nothing can be changed, at any depth."""
    if isinstance(value, dict):
        return FrozenDict({key: freeze(part) for key, part in value.items()})
    if isinstance(value, (list, tuple)):
        return FrozenList([freeze(part) for part in value])
    return value
