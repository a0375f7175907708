"""What lies on the disk: nothing a person said, in the file, its log or its index."""

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered

from bot.store.cases import load_case, save_case
from bot.store.contacts import save_contact
from bot.store.results import save_result
from bot.store.tracker_store import SignpostTrackerStore
from bot.store.turns import StoredTurns

SECRETS = [f"SECRET-{word}" for word in ("said", "reply", "turn", "name", "reach", "case", "result", "event")]


def on_disk(file):
    """The bytes of the database with its write-ahead log and index."""
    return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))


def test_no_content_is_readable_on_the_disk(sqlite_database, sqlite_file):
    said, reply, turn, name, reach, case, result, event = SECRETS
    log = StoredTurns(sqlite_database)
    conversation = log.open("web", "en-US")
    log.claim(conversation, turn, said)
    log.finish(conversation, turn, {"from": "person", "text": said}, [{"text": reply}], "asking", True)
    with sqlite_database.session() as session:
        save_contact(session, conversation, name, reach)
        save_case(session, conversation, {"said": case})
        save_result(session, conversation, {"tier": "T2-plain", "facts": [{"said": result}]})
    store = SignpostTrackerStore(Domain.empty(), store=sqlite_database)
    tracker = asyncio.run(store.get_or_create_tracker(conversation))
    tracker.update(UserUttered(event, {"name": event}))
    asyncio.run(store.save(tracker))

    kept = on_disk(sqlite_file)
    assert (sqlite_file.parent / f"{sqlite_file.name}-wal").stat().st_size > 0
    assert b"T2-plain" in kept
    assert conversation.encode() in kept
    assert [word for word in SECRETS if word.encode() in kept] == []
    sqlite_database.dispose()
    assert b"T2-plain" in sqlite_file.read_bytes()
    assert b"SECRET" not in on_disk(sqlite_file)
    with sqlite_database.reading() as session:
        assert load_case(session, conversation) == {"said": case}
