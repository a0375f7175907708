"""What Twilio's answers and statuses mean for us."""

from collections.abc import Mapping
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from typing import Any

from bot.channels.sms.carrier_errors import (
    BadNumber,
    Misconfigured,
    OptedOut,
    Refused,
    SendFailed,
    Throttled,
)
from bot.channels.sms.carrier_http import CarrierAnswer
from bot.channels.sms.provider import DeliveryEvent, DeliveryStatus

# 21610: the person replied STOP. 20429: too many requests; 21611: too many texts are queued.
OPTED_OUT = "21610"
THROTTLED = frozenset({"20429", "21611"})
# Not a number (21211, 21217), not a mobile (21614, 21635), a country or route that is closed (21408, 21612).
BAD_NUMBER = frozenset({"21211", "21217", "21408", "21612", "21614", "21635"})
# Wrong credentials (20003); a sender that is missing, not ours or without SMS (21603, 21606, 21659, 21660).
MISCONFIGURED = frozenset({"20003", "21603", "21606", "21659", "21660"})
STATUS_OF: dict[str, DeliveryStatus] = {
    "accepted": "sent",
    "scheduled": "sent",
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "read": "delivered",
    "undelivered": "undelivered",
    "failed": "failed",
    "canceled": "failed",
}
BEGINNING = datetime(1970, 1, 1, tzinfo=timezone.utc)


def error_of(answer: CarrierAnswer) -> SendFailed:
    """The typed error for an answer that is not a success."""
    code = str(answer.body.get("code") or f"http_{answer.status}")
    if code == OPTED_OUT:
        return OptedOut(code)
    if answer.status == 429 or code in THROTTLED:
        return Throttled(code, answer.retry_after)
    if code in BAD_NUMBER:
        return BadNumber(code)
    if answer.status in (401, 403, 404) or code in MISCONFIGURED:
        return Misconfigured(code)
    return Refused(code)


def status_from(carrier_id: str, status: str, error_code: str, text_id: str = "") -> DeliveryEvent | None:
    """The event for one of Twilio's statuses; None for one it has not told us about."""
    meant = STATUS_OF.get(status)
    if meant is None:
        return None
    if error_code == OPTED_OUT:
        meant = "opted_out"
    return DeliveryEvent(carrier_id, meant, error_code, text_id)


def created_at(message: Mapping[str, Any]) -> datetime:
    """When Twilio made the record; long ago when it does not say so in the mail format it documents."""
    try:
        return parsedate_to_datetime(str(message.get("date_created"))).astimezone(timezone.utc)
    except (TypeError, ValueError):
        return BEGINNING
