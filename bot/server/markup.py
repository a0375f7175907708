"""HTML put together so that nothing a person or a file said can become markup."""

from __future__ import annotations

import html
from collections.abc import Iterable

WITHOUT_END = frozenset({"input"})


class Markup(str):
    """Text that is HTML already. Plain strings become it by escaping."""

    __slots__ = ()


Part = str | None
NOTHING = Markup()


def element(tag: str, *parts: Part, **attributes: str | bool | None) -> Markup:
    """One element. Attribute names lose a trailing underscore, and inner ones become hyphens.

    An attribute that is True stands alone; False and None are left out.
    """
    written = "".join(
        f" {_name(name)}" if value is True else f' {_name(name)}="{html.escape(str(value))}"'
        for name, value in attributes.items()
        if value is not None and value is not False
    )
    if tag in WITHOUT_END:
        return Markup(f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{together(parts)}</{tag}>")


def together(parts: Iterable[Part]) -> Markup:
    """The parts one after the other."""
    return Markup("".join(part if isinstance(part, Markup) else html.escape(part or "") for part in parts))


def paragraphs(text: str) -> Markup:
    """One paragraph a line."""
    return together(element("p", line) for line in text.split("\n") if line)


def listed(tag: str, title: str, lines: Iterable[str], **attributes: str) -> Markup:
    """A list under a heading; nothing for an empty one."""
    rows = [element("li", line) for line in lines if line]
    return together([element(tag, title), element("ul", *rows, **attributes)]) if rows else NOTHING


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")
