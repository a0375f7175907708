"""Log lines that cannot hold what a person said.

Of a record that is not ours only its level, its place and the class of its error remain: a driver's or a
server's own words may quote a request.
"""

from __future__ import annotations

import logging
import sys

OWN = "bot"


class DeskFormatter(logging.Formatter):
    """Our records as written; of all others, where they came from and which error they carry."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        own = record.name.split(".", 1)[0] == OWN
        words = record.getMessage() if own else f"at {record.module}:{record.lineno}"
        error = record.exc_info[0] if record.exc_info else None
        suffix = f" ({error.__name__})" if error else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name}: {words}{suffix}"


def configure(level: int = logging.WARNING) -> None:
    """Send every log line through the one handler."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(DeskFormatter())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.captureWarnings(True)
    logging.getLogger(OWN).setLevel(logging.INFO)
