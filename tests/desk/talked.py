"""A case whose person was asked something, and what is said in it since."""

from bot.store.messages import add_messages
from bot.store.turns import StoredTurns

QUESTION = {
    "from": "bot",
    "kind": "question",
    "text": "How old are you?",
    "question": {
        "id": "age",
        "input": "choice",
        "options": [{"id": "under_18", "label": "Under 18"}, {"id": "from_18_to_49", "label": "18 to 49"}],
    },
}
SAID = {"from": "person", "kind": "text", "text": "my knee hurts"}


def waiting(clinic, channel):
    """A case whose person was asked something."""
    conversation = clinic.comes(channel)
    clinic.leaves(conversation)
    with clinic.database.session() as session:
        add_messages(session, conversation, [SAID, QUESTION], clinic.clock())
    clinic.clock.turn(minutes=1)
    return conversation


def messages_in(clinic, case):
    return StoredTurns(clinic.database).messages(case, None)
