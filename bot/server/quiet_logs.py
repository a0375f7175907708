"""Logs that cannot hold what a person said.

Rasa and the database driver put messages, slots and parameters into log lines and error texts. So
the words of every record that is not ours are dropped: its level and place remain, and the class of
its error. Our own lines hold codes and class names only.
"""

import logging
import sys

import structlog
from rasa.utils.log_utils import configure_structlog

from bot.quiet_format import OWN, QuietFormatter


def configure(level: int = logging.WARNING) -> None:
    """Send every log line, structlog's and warnings too, through the one handler."""
    # Without this, structlog prints every debug record, a person's words included.
    configure_structlog(level)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
    logging.root.handlers[:] = [handler]
    logging.captureWarnings(True)
    set_levels(level)


def set_levels(level: int = logging.WARNING) -> None:
    """Set the levels again; loading a model changes them."""
    logging.root.setLevel(level)
    for name in ("rasa", "rasa_sdk", "sanic", "sqlalchemy", "apscheduler", "alembic"):
        logging.getLogger(name).setLevel(level)
    # Rasa's warnings quote what people say; without their words they say nothing.
    logging.getLogger("py.warnings").setLevel(logging.CRITICAL)
    logging.getLogger(OWN).setLevel(logging.INFO)


def is_configured() -> bool:
    """Whether structlog would go through the handler."""
    return bool(structlog.is_configured()) and any(
        isinstance(handler.formatter, QuietFormatter) for handler in logging.root.handlers
    )
