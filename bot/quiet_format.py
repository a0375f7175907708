"""A log format that cannot hold what a person said."""

from __future__ import annotations

import logging

OWN = "bot"


class QuietFormatter(logging.Formatter):
    """Our records as written; of all others, where they came from and which error they carry.

    A library's own words may quote a request, a slot or a parameter.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        own = record.name.split(".", 1)[0] == OWN
        words = record.getMessage() if own else f"at {record.module}:{record.lineno}"
        error = record.exc_info[0] if record.exc_info else None
        suffix = f" ({error.__name__})" if error else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {words}{suffix}"
