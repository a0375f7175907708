"""One turn at a time in a conversation."""

import asyncio
import time

import pytest
from rasa.core.lock_store import LockError, LockStore
from rasa.utils.endpoints import EndpointConfig

from bot.rasa_seams.conversation_lock import ConversationLocks
from bot.rasa_seams.turn_aborted import TurnAborted


def run(work):
    return asyncio.run(asyncio.wait_for(work, 5))


def test_turns_of_one_conversation_follow_each_other_in_order_and_at_once():
    async def work():
        locks, running, order = ConversationLocks(), 0, []

        async def turn(number):
            nonlocal running
            async with locks.lock("a"):
                running += 1
                assert running == 1
                await asyncio.sleep(0.02)
                running -= 1
                order.append(number)

        await asyncio.gather(*(turn(number) for number in range(4)))
        return order, len(locks)

    started = time.monotonic()
    assert run(work()) == ([0, 1, 2, 3], 0)
    assert time.monotonic() - started < 1  # Rasa's own store polls once a second


def test_conversations_do_not_wait_for_each_other():
    async def work():
        locks = ConversationLocks(wait_seconds=0.1)
        async with locks.lock("a"), locks.lock("b"):
            return len(locks)

    assert run(work()) == 2


def test_waiting_is_bounded_and_the_next_one_still_gets_its_turn():
    async def work():
        locks = ConversationLocks(wait_seconds=0.05)
        async with locks.lock("a"):
            with pytest.raises(LockError):
                async with locks.lock("a"):
                    raise AssertionError("two turns at once")
        async with locks.lock("a"):
            pass
        return len(locks)

    assert run(work()) == 0


@pytest.mark.parametrize("error", [ValueError, TurnAborted, asyncio.CancelledError])
def test_the_lock_is_free_after_a_turn_that_broke(error):
    async def work():
        locks = ConversationLocks(wait_seconds=0.05)
        with pytest.raises(error):
            async with locks.lock("a"):
                raise error
        async with locks.lock("a"):
            return len(locks)

    assert run(work()) == 1


def test_a_cancelled_waiter_does_not_keep_the_lock():
    async def work():
        locks = ConversationLocks()

        async def wait():
            async with locks.lock("a"):
                pass

        async with locks.lock("a"):
            waiter = asyncio.create_task(wait())
            await asyncio.sleep(0.01)
            waiter.cancel()
            await asyncio.wait([waiter])
        async with locks.lock("a"):
            pass
        return len(locks)

    assert run(work()) == 0


def test_rasa_builds_it_from_endpoints_yml():
    endpoint = EndpointConfig(type="bot.rasa_seams.conversation_lock.ConversationLocks")

    assert type(LockStore.create(endpoint)) is ConversationLocks
