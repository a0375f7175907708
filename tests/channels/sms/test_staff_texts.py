"""What staff write at the front desk reaches the phone through the chat process, in order and from a person."""

import asyncio
from dataclasses import replace

from bot.channels.sms.dialogue_state import Answered
from bot.desk.person import Staff
from bot.desk.talking import begin, reply
from bot.store.clock import utc_now
from bot.store.conversations import open_conversation
from bot.store.sms_numbers import sms_numbers
from bot.store.sms_outbox import sms_outbox
from bot.store.staff import add_staff

ANA = "+15005550101"


def test_a_reply_of_the_desk_is_sent_and_delivered_as_any_other_text(texting, dialogue):
    async def story():
        async with texting() as talk:
            with talk.database.session() as session:
                conversation = open_conversation(session, "sms", "en-US")
                staff_id = add_staff(session, "rita", "Rita", "reception", "no password")
            rita = Staff(staff_id, "rita", "Rita", "reception")
            dialogue.says = lambda number, batch: Answered([], replace(number, conversation_id=conversation))
            talk.carrier.text_us(ANA, "can I talk to somebody?")
            here = (talk.database, conversation, rita)
            await talk.until(
                lambda: [row["conversation_id"] for row in talk.rows(sms_numbers)] == [conversation]
            )
            await asyncio.to_thread(begin, *here, utc_now)
            await asyncio.to_thread(reply, *here, "Yes. Does it hurt?", None, utc_now)
            await talk.until(lambda: [row["status"] for row in talk.rows(sms_outbox)] == ["delivered"] * 2)
            began, said = talk.words_to(ANA)
            assert began.startswith("Rita from Riverside Clinic is with you now")
            assert said == "Rita, Riverside Clinic: Yes. Does it hurt?"
            assert {row["kind"] for row in talk.rows(sms_outbox)} == {"staff"}

    asyncio.run(story())
