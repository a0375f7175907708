"""Two servers on one store: every text is heard by one of them, answered once, and sent once."""

import asyncio
from collections import Counter

from bot.channels.sms.dialogue_state import Answered, Text
from bot.channels.sms.number_queue import NUMBERS_AT_ONCE
from bot.channels.sms.transport import Pace, Transport
from bot.channels.sms.twilio import Twilio
from bot.server.stored_texts import StoredTexts
from bot.store.database import Database
from bot.store.sms_inbox import sms_inbox
from bot.store.sms_outbox import sms_outbox
from tests.sms_network.fake_carrier import ACCOUNT, OUR_NUMBER, TOKEN
from tests.sms_network.weather import CALM, but

# More than one server answers at once, so that some are left for the other.
PHONES = [f"+150055503{place:02}" for place in range(NUMBERS_AT_ONCE + 2)]
ROUNDS = 2


class OtherDialogue:
    """Answers as the first server does, and counts."""

    def __init__(self, before):
        self.batches = []
        self.before = before

    async def answer(self, number, batch):
        self.batches.append(batch)
        await self.before(batch)
        return Answered([Text(f"You said: {batch.text}"), Text("And?")], number)


def has_rows(talk, count):
    return lambda: len(talk.rows(sms_outbox)) == count


def test_two_servers_share_the_work_and_repeat_none_of_it(texting, dialogue, tmp_path, key):
    dialogue.says = lambda number, batch: Answered([Text(f"You said: {batch.text}"), Text("And?")], number)

    async def until_both_were_asked(batch):
        for _ in range(500):
            if dialogue.batches and other.batches:
                return
            await asyncio.sleep(0.02)

    dialogue.before = until_both_were_asked
    other = OtherDialogue(until_both_were_asked)

    async def story():
        async with texting(but(CALM, duplicated=0.3, failed_after_taking=0.2)) as talk:
            database = Database(f"sqlite:///{tmp_path / 'texts.db'}", key)
            provider = Twilio(ACCOUNT, TOKEN, talk.carrier.public_url, OUR_NUMBER, talk.carrier.url)
            pace = Pace(join=0.05, retry=0.02, drain=5.0)
            second = Transport(StoredTexts(database, key), provider, other, lambda text: False, pace)
            second.start()
            for turn in range(ROUNDS):
                for phone in PHONES:
                    talk.carrier.text_us(phone, f"turn {turn}")
                await talk.until(has_rows(talk, 2 * len(PHONES) * (turn + 1)))
            await talk.until(lambda: {row["status"] for row in talk.rows(sms_outbox)} == {"delivered"})
            await talk.carrier.settle()
            await second.drain()
            database.dispose()

            heard = Counter(batch.id for batch in [*dialogue.batches, *other.batches])
            assert set(heard.values()) == {1}
            assert len(talk.rows(sms_inbox)) == len(heard) == ROUNDS * len(PHONES)
            expected = [text for turn in range(ROUNDS) for text in (f"You said: turn {turn}", "And?")]
            assert [talk.words_to(phone) for phone in PHONES] == [expected] * len(PHONES)
            assert dialogue.batches
            assert other.batches

    asyncio.run(story())
