"""Everything a clinician reviews, read at once, so that a fault in any file is found at start-up."""

from __future__ import annotations

from pathlib import Path

from bot.triage.content import FOLDER, load_content
from bot.triage.direct_access import load_direct_access
from bot.triage.entries import Content
from bot.triage.locales import load_locales
from bot.triage.scope_faq import load_scope_faq


def load_all_content(folder: Path = FOLDER) -> Content:
    """The content the core decides by, once every other content file has been read too.

    Raises:
        ContentError: naming the file, the row and the cure.
    """
    load_locales(folder)
    load_scope_faq(folder)
    load_direct_access(folder)
    return load_content(folder)
