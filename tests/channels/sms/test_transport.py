"""Texts through the real channel and store: each heard once, in order, and answered once."""

import asyncio

from bot.channels.sms.dialogue_state import Answered, Text
from bot.store.alerts import alerts
from bot.store.sms_inbox import sms_inbox
from bot.store.sms_numbers import sms_numbers
from bot.store.sms_outbox import sms_outbox
from tests.sms_network.weather import CALM, Shares, but

ANA, BEN = "+15005550101", "+15005550102"


def test_a_text_is_answered_and_delivered(texting):
    async def story():
        async with texting() as talk:
            talk.carrier.text_us(ANA, "my knee hurts")
            await talk.until(lambda: [row["status"] for row in talk.rows(sms_outbox)] == ["delivered"])
            assert talk.words_to(ANA) == ["You said: my knee hurts"]
            await talk.carrier.settle()
            assert talk.carrier.answers == {204: 3}

    asyncio.run(story())


def test_a_webhook_that_comes_twice_counts_once(texting, dialogue):
    async def story():
        async with texting(but(CALM, duplicated=1.0)) as talk:
            talk.carrier.text_us(ANA, "hello")
            await talk.carrier.settle()
            await talk.until(lambda: [row["status"] for row in talk.rows(sms_outbox)] == ["delivered"])
            await talk.carrier.settle()
            assert (dialogue.heard, talk.words_to(ANA)) == (["hello"], ["You said: hello"])

    asyncio.run(story())


def test_texts_that_come_close_together_are_one_turn_in_order(texting, dialogue):
    async def story():
        async with texting(join=0.5) as talk:
            for words in ("my knee", "has ached", "for 4 months"):
                talk.carrier.text_us(ANA, words)
                await talk.carrier.settle()
            await talk.until(lambda: talk.words_to(ANA))
            assert dialogue.heard == ["my knee has ached for 4 months"]

    asyncio.run(story())


def test_a_word_for_the_carrier_is_never_joined_with_others(texting, dialogue):
    async def story():
        async with texting(join=0.5) as talk:
            for words in ("my knee", "STOP", "please"):
                talk.carrier.text_us(ANA, words)
                await talk.carrier.settle()
            await talk.until(lambda: len(dialogue.heard) == 3)
            assert dialogue.heard == ["my knee", "STOP", "please"]

    asyncio.run(story())


def test_a_long_text_becomes_several_turns_in_order_with_nothing_lost(texting, dialogue):
    words = " ".join(f"word{number}" for number in range(400))

    async def story():
        async with texting() as talk:
            talk.carrier.text_us(ANA, words)
            await talk.until(lambda: len(talk.words_to(ANA)) == len(dialogue.heard) == 4)
            assert " ".join(dialogue.heard) == words
            assert max(map(len, dialogue.heard)) <= 1000
            assert len({batch.id for batch in dialogue.batches}) == 4

    asyncio.run(story())


def test_one_number_is_answered_one_turn_at_a_time_and_others_meanwhile(texting, dialogue):
    at_once, most = {ANA: 0, BEN: 0}, {ANA: 0, BEN: 0}

    async def before(batch):
        phone = ANA if batch.text.startswith("a") else BEN
        at_once[phone] += 1
        most[phone] = max(most[phone], at_once[phone])
        await asyncio.sleep(0.1)
        at_once[phone] -= 1

    dialogue.before = before

    async def story():
        async with texting() as talk:
            for place in range(3):
                talk.carrier.text_us(ANA, f"a{place}")
                talk.carrier.text_us(BEN, f"b{place}")
                await asyncio.sleep(0.1)
            await talk.until(lambda: "a2" in " ".join(talk.words_to(ANA)) and not talk.carrier._tasks)
            assert most == {ANA: 1, BEN: 1}
            heard = " ".join(dialogue.heard)
            assert [heard.index(f"a{place}") for place in range(3)] == sorted(
                heard.index(f"a{place}") for place in range(3)
            )

    asyncio.run(story())


def test_a_turn_that_fails_is_run_again_with_the_same_id(texting, dialogue):
    failures = iter([ConnectionError("my knee hurts"), None])

    async def before(batch):
        if (error := next(failures)) is not None:
            raise error

    dialogue.before = before

    async def story():
        async with texting() as talk:
            talk.carrier.text_us(ANA, "hello")
            await talk.until(lambda: talk.words_to(ANA))
            assert len(dialogue.batches) == 2
            assert dialogue.batches[0] == dialogue.batches[1]
            assert talk.words_to(ANA) == ["You said: hello"]

    asyncio.run(story())


def test_a_text_whose_webhook_never_came_is_found_and_answered(texting, dialogue):
    async def story():
        async with texting(but(CALM, dropped=1.0), catch_up=0.2) as talk:
            talk.carrier.text_us(ANA, "is anybody there")
            await talk.until(lambda: talk.words_to(ANA))
            assert dialogue.heard == ["is anybody there"]

    asyncio.run(story())


def test_a_carrier_that_fails_in_every_way_gets_each_text_once_and_in_order(texting, dialogue):
    dialogue.says = lambda number, batch: Answered([Text(f"{batch.text} {i}") for i in range(5)], number)
    rough = Shares(throttled=0.2, failed_after_taking=0.3, failed_before_taking=0.2)

    async def story():
        async with texting(rough, seed=7) as talk:
            for name in "abc":
                talk.carrier.text_us(f"+1500555020{ord(name) - ord('a')}", name)
            expected = [f"{name} {i}" for name in "abc" for i in range(5)]
            await talk.until(
                lambda: (
                    sorted(m.body for m in talk.carrier.messages.values() if m.to != "+15005550006")
                    == expected
                )
            )
            await talk.until(lambda: all(row["status"] != "sending" for row in talk.rows(sms_outbox)))
            for number, name in enumerate("abc"):
                assert talk.words_to(f"+1500555020{number}") == [f"{name} {i}" for i in range(5)]
            assert talk.carrier.weather.happened["failed_after_taking"] > 0

    asyncio.run(story())


def test_a_callback_that_comes_before_the_doubt_is_settled_keeps_a_text_from_going_twice(texting, dialogue):
    async def story():
        async with texting(but(CALM, failed_after_taking=1.0)) as talk:
            for place in range(6):
                talk.carrier.text_us(f"+1500555040{place}", "hello")
            await talk.until(lambda: [row["status"] for row in talk.rows(sms_outbox)] == ["delivered"] * 6)
            await asyncio.sleep(0.3)
            assert [talk.words_to(f"+1500555040{place}") for place in range(6)] == [["You said: hello"]] * 6

    asyncio.run(story())


def test_an_opt_out_the_carrier_knows_of_is_noted_and_nothing_more_is_sent(texting, dialogue):
    dialogue.says = lambda number, batch: Answered([Text("one"), Text("two")], number)

    async def story():
        async with texting() as talk:
            talk.carrier.opted_out.add(ANA)
            talk.carrier.text_us(ANA, "hello")
            await talk.until(lambda: {row["status"] for row in talk.rows(sms_outbox)} == {"opted_out"})
            assert talk.words_to(ANA) == []
            assert talk.rows(sms_numbers)[0]["opted_out_at"] is not None
            assert talk.rows(alerts) == []

    asyncio.run(story())


def test_an_emergency_text_that_is_not_delivered_alerts_the_front_desk(texting, dialogue):
    dialogue.says = lambda number, batch: Answered([Text("Call 911 now.", True, "emergency")], number)

    async def story():
        async with texting(but(CALM, undelivered=1.0)) as talk:
            talk.carrier.text_us(ANA, "my chest hurts")
            await talk.until(lambda: talk.rows(alerts))
            assert [row["kind"] for row in talk.rows(alerts)] == ["emergency_text_undelivered"]
            assert [row["error_code"] for row in talk.rows(sms_outbox)] == ["30003"]

    asyncio.run(story())


def test_an_end_no_callback_told_of_is_asked_for(texting, dialogue):
    async def story():
        async with texting(but(CALM, undelivered=1.0, dropped=1.0), catch_up=0.1) as talk:
            talk.carrier.text_us(ANA, "hello")
            await talk.until(lambda: [row["status"] for row in talk.rows(sms_outbox)] == ["undelivered"])
            assert talk.carrier.answers == {}

    asyncio.run(story())


def test_words_and_numbers_are_kept_no_longer_than_they_are_needed(texting):
    async def story():
        async with texting() as talk:
            talk.carrier.text_us(ANA, "my knee hurts")
            await talk.until(lambda: [row["status"] for row in talk.rows(sms_outbox)] == ["delivered"])
            inbox, outbox = talk.rows(sms_inbox)[0], talk.rows(sms_outbox)[0]
            assert (inbox["text"], inbox["sender"]) == (None, None)
            assert (outbox["text"], outbox["recipient"]) == (None, None)

    asyncio.run(story())
