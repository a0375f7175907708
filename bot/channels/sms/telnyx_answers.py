"""What Telnyx's answers and statuses mean for us."""

from collections.abc import Mapping
from datetime import datetime, timezone
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

# 40300: the person sent a stop word, and Telnyx keeps a block rule.
OPTED_OUT = "40300"
THROTTLED = "10011"
# Not a number (10002, 10016), a landline or no route (40001), refused by the carrier behind it (40012).
BAD_NUMBER = frozenset({"10002", "10016", "40001", "40012"})
# Authentication and rights (10009, 10010), a sender that is inactive or not ours (10001, 40013).
MISCONFIGURED = frozenset({"10001", "10009", "10010", "40013"})
STATUS_OF: dict[str, DeliveryStatus] = {
    "queued": "sent",
    "sending": "sent",
    "sent": "sent",
    "delivered": "delivered",
    "sending_failed": "failed",
    "delivery_failed": "undelivered",
    "expired": "undelivered",
}


def error_of(answer: CarrierAnswer) -> SendFailed:
    """The typed error for an answer that is not a success."""
    code = error_code_in(answer.body) or f"http_{answer.status}"
    if code == OPTED_OUT:
        return OptedOut(code)
    if answer.status == 429 or code == THROTTLED:
        return Throttled(code, answer.retry_after)
    if code in BAD_NUMBER:
        return BadNumber(code)
    if answer.status in (401, 403) or code in MISCONFIGURED:
        return Misconfigured(code)
    return Refused(code)


def status_from(carrier_id: str, message: Mapping[str, Any], text_id: str = "") -> DeliveryEvent | None:
    """The event for a message of one recipient; None for a status that is no end, such as unconfirmed."""
    to = message.get("to")
    status = to[0].get("status") if isinstance(to, list) and to and isinstance(to[0], dict) else None
    meant = STATUS_OF.get(str(status))
    if meant is None:
        return None
    code = error_code_in(message)
    return DeliveryEvent(carrier_id, "opted_out" if code == OPTED_OUT else meant, code, text_id)


def error_code_in(body: Mapping[str, Any]) -> str:
    """The first error's code, or nothing."""
    errors = body.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    return str(first.get("code", "")) if isinstance(first, dict) else ""


def moment(given: Any) -> datetime | None:
    """A time as Telnyx writes it, such as 2019-01-23T18:10:02.574Z; None for anything else."""
    try:
        at = datetime.fromisoformat(str(given).replace("Z", "+00:00"))
    except ValueError:
        return None
    return at.astimezone(timezone.utc) if at.tzinfo else None
