"""Log lines that cannot hold what a person said.

Of a record that is not ours only its level, its place and the class of its error remain: a driver's or a
server's own words may quote a request.
"""

from __future__ import annotations

import logging
import sys

from bot.quiet_format import OWN, QuietFormatter


def configure(level: int = logging.WARNING) -> None:
    """Send every log line through the one handler."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
    logging.root.handlers[:] = [handler]
    logging.root.setLevel(level)
    logging.captureWarnings(True)
    logging.getLogger(OWN).setLevel(logging.INFO)
