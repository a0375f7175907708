"""Why a text was not taken by a carrier: what the outbox does next depends on which of these it is."""


class SendFailed(Exception):
    """A text was not taken. `code` is the carrier's own, or ours where it gave none."""

    def __init__(self, code: str = "") -> None:
        super().__init__(code)
        self.code = code


class OptedOut(SendFailed):
    """The person told the carrier to stop our texts."""


class BadNumber(SendFailed):
    """No text can reach this number."""


class Refused(SendFailed):
    """The carrier will not take this text, however often it is sent."""


class Throttled(SendFailed):
    """Too many texts; again after `retry_after` seconds. This one was not taken."""

    def __init__(self, code: str = "", retry_after: float = 1.0) -> None:
        super().__init__(code)
        self.retry_after = retry_after


class Transient(SendFailed):
    """The carrier failed or said nothing in time. `perhaps_taken`: it may have the text all the same."""

    def __init__(self, code: str = "", perhaps_taken: bool = True) -> None:
        super().__init__(code)
        self.perhaps_taken = perhaps_taken


class Misconfigured(SendFailed):
    """The carrier does not know us, or the number we send from; an operator has to look."""


class MalformedRequest(ValueError):
    """A signed request does not hold what the carrier's documents promise."""
