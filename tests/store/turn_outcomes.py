"""What a turn of the tests says, and how it ends."""

SAID = {"from": "person", "kind": "text", "text": "my knee hurts"}
ASKED = {"from": "bot", "kind": "question", "text": "Which knee?", "question": {"id": "side"}}


def answer(log, conversation, turn_id, state="asking"):
    assert log.claim(conversation, turn_id, "my knee hurts").status == "new"
    log.finish(conversation, turn_id, SAID, [ASKED], state, True)
