"""The seams refuse a Rasa they were not written for."""

import pytest

from bot.rasa_seams import patches, version
from bot.rasa_seams.conversation_lock import ConversationLocks


def test_the_installed_rasa_is_the_one_that_was_read():
    version.check_version()


def test_another_version_is_refused_with_what_to_do(monkeypatch):
    monkeypatch.setattr(version, "RASA_VERSION", "3.6.20")

    for adapt in (version.check_version, ConversationLocks, patches.install):
        with pytest.raises(version.WrongRasaVersion, match="requirements.lock"):
            adapt()
