"""A session token opens one conversation, on one channel, for one day."""

import pytest

from bot.channels.tokens import InvalidToken, SessionTokens

KEY = bytes(range(32))


def test_a_token_opens_the_conversation_it_was_issued_for():
    tokens = SessionTokens(KEY, "web")

    assert tokens.conversation(tokens.issue("web:abc").value) == "web:abc"


def test_a_token_expires_after_a_day():
    now = [1_000_000.0]
    tokens = SessionTokens(KEY, "web", clock=lambda: now[0])
    token = tokens.issue("web:abc")
    assert token.expires_at == 1_086_400

    now[0] = 1_086_399.0
    assert tokens.conversation(token.value) == "web:abc"
    now[0] = 1_086_400.0
    with pytest.raises(InvalidToken):
        tokens.conversation(token.value)


def test_every_changed_character_makes_a_token_invalid():
    tokens = SessionTokens(KEY, "web")
    token = tokens.issue("web:abc").value

    for place, character in enumerate(token):
        changed = token[:place] + ("A" if character != "A" else "B") + token[place + 1 :]
        with pytest.raises(InvalidToken):
            tokens.conversation(changed)


@pytest.mark.parametrize("other", [SessionTokens(bytes(32), "web"), SessionTokens(KEY, "sms")])
def test_another_key_or_channel_does_not_open_it(other):
    with pytest.raises(InvalidToken):
        other.conversation(SessionTokens(KEY, "web").issue("web:abc").value)


@pytest.mark.parametrize("text", ["", ".", "..", "v1..", "a.b.c", "é.é", "x" * 10_000, "v1.e30."])
def test_what_is_not_a_token_is_invalid(text):
    with pytest.raises(InvalidToken):
        SessionTokens(KEY, "web").conversation(text)
