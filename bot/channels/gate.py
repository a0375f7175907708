"""Who may ask how often: the rates of one channel, by address and by conversation."""

from sanic.request import Request

from bot.channels.api_error import ApiError
from bot.channels.limits import Limits, TokenBuckets


class Gate:
    """Every call raises ApiError `too_many` when that was once too often.

    Behind a proxy, set SANIC_PROXIES_COUNT, or every visitor shares one address and its limits.
    """

    def __init__(self, limits: Limits) -> None:
        self._sessions_by_address = TokenBuckets(limits.sessions_by_address)
        self._calls_by_address = TokenBuckets(limits.calls_by_address)
        self._turns_by_conversation = TokenBuckets(limits.turns_by_conversation)

    def opens(self, request: Request) -> None:
        """This address opens a conversation."""
        _take(self._sessions_by_address, _address(request))

    def calls(self, request: Request) -> None:
        """This address asks for anything else."""
        _take(self._calls_by_address, _address(request))

    def answers(self, conversation_id: str) -> None:
        """This conversation takes a turn."""
        _take(self._turns_by_conversation, conversation_id)


def _address(request: Request) -> str:
    return str(request.remote_addr or request.ip)


def _take(buckets: TokenBuckets, key: str) -> None:
    wait = buckets.take(key)
    if wait:
        raise ApiError("too_many", retry_after=wait)
