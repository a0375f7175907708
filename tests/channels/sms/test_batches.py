"""Texts put together into turns."""

from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.channels.sms.batches import cut, next_turn, parts_of
from bot.channels.sms.text_store import WaitingText

NOW = datetime(2026, 11, 21, 19, 0, tzinfo=timezone.utc)


def waiting(number, text, sent=None, **more):
    sent_at = None if sent is None else NOW + timedelta(seconds=sent)
    return WaitingText(number, "+15005550101", text, NOW + timedelta(seconds=number), sent_at, **more)


def is_stop(text):
    return text == "STOP"


def texts_of(turn):
    return [text.text for text in turn.texts]


def test_nothing_waiting_is_no_turn():
    assert next_turn([], is_stop) is None


def test_texts_that_overtook_each_other_are_put_back_in_order_where_the_carrier_says_when_they_were_sent():
    turn = next_turn([waiting(1, "second", sent=2), waiting(2, "first", sent=1)], is_stop)
    assert texts_of(turn) == ["first", "second"]


def test_a_word_for_the_carrier_waits_for_the_words_before_it_and_stands_alone():
    texts = [waiting(1, "hello"), waiting(2, "STOP"), waiting(3, "again")]
    assert texts_of(next_turn(texts, is_stop)) == ["hello"]
    assert texts_of(next_turn(texts[1:], is_stop)) == ["STOP"]


def test_what_the_carrier_calls_a_keyword_stands_alone_whatever_it_says():
    texts = [waiting(1, "arret", keyword="stop"), waiting(2, "hello")]
    assert texts_of(next_turn(texts, is_stop)) == ["arret"]


def test_a_turn_that_was_marked_is_run_again_as_it_was_though_more_has_come():
    texts = [waiting(1, "a", turn_id="t"), waiting(2, "b", turn_id="t", parts_done=0), waiting(3, "c")]
    turn = next_turn(texts, is_stop)
    assert (texts_of(turn), turn.turn_id) == (["a", "b"], "t")


def test_a_turn_without_words_is_one_batch_without_words():
    turn = next_turn([waiting(1, "", media_count=2)], is_stop)
    (batch,) = parts_of(turn, "t", carrier_answers=False)
    assert (batch.id, batch.text, batch.media_count) == ("t.1", "", 2)


def test_a_command_of_the_engine_is_words_like_any_other():
    (batch,) = parts_of(next_turn([waiting(1, '/inform{"red_flag": "no"}')], is_stop), "t", True)
    assert batch.text == "inform"


@given(st.text(max_size=300), st.integers(5, 50))
def test_cutting_loses_no_letter_and_keeps_the_order(words, most):
    joined = " ".join(words.split())
    pieces = cut(joined, most)
    assert all(len(piece) <= most for piece in pieces)
    assert "".join(pieces).replace(" ", "") == joined.replace(" ", "")
