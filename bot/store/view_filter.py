"""A filter of the queue as its address has it: fields and codes, and no word that could name a person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from urllib.parse import parse_qsl, urlencode

from sqlalchemy.orm import Session

from bot.store.case_work import STATUSES
from bot.store.errors import MalformedInput
from bot.store.staff import account_by_id
from bot.triage.content import load_content
from bot.triage.entries import TIERS

FIELDS = ("status", "tier", "professional", "channel", "owner", "rule", "from", "until")
CHANNELS = ("web", "sms", "desk")


class BadFilter(MalformedInput):
    """This is no filter of the queue, or it holds something else than codes."""


def spelled(fields: Mapping[str, str]) -> str:
    """The chosen fields as they stand in an address, always in the same order."""
    return urlencode({name: fields[name] for name in FIELDS if fields.get(name)})


def checked_filter(session: Session, given: str) -> str:
    """The same filter, its fields in their order.

    Raises:
        BadFilter: it is empty, has a field twice or one that the queue does not have, or a value is not a
            code: a status, tier, professional, channel, member of staff, rule of the content, or a day.
    """
    try:
        pairs = parse_qsl(given, keep_blank_values=True, strict_parsing=True, max_num_fields=len(FIELDS))
    except ValueError:
        raise BadFilter("Choose at least one filter, show its cases, then save.") from None
    fields = dict(pairs)
    if len(fields) < len(pairs) or not set(fields) <= set(FIELDS):
        raise BadFilter(f"A view keeps only {', '.join(FIELDS)}, each once. Leave search words out.")
    for name, value in fields.items():
        if not value.isprintable() or not _is_code(session, name, value):
            raise BadFilter(f"`{name}` has to be a code of the queue. Choose it from its list.")
    return spelled(fields)


def _is_code(session: Session, name: str, value: str) -> bool:
    content = load_content()
    checks: dict[str, Callable[[], bool]] = {
        "status": lambda: value in (*STATUSES, "all"),
        "tier": lambda: value in (*TIERS, "none"),
        "professional": lambda: value in content.professionals,
        "channel": lambda: value in CHANNELS,
        "owner": lambda: value in ("me", "none") or account_by_id(session, value) is not None,
        "rule": lambda: value in {rule.id for rule in content.rules},
        "from": lambda: _is_day(value),
        "until": lambda: _is_day(value),
    }
    return checks[name]()


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
