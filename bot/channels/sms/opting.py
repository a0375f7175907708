"""Opting out and in, and HELP: what has to be done about them whatever the conversation is doing."""

from __future__ import annotations

from dataclasses import replace

from bot.channels.sms.dialogue_state import Answered, Audited, Batch, Keyword, NumberState, Text
from bot.channels.sms.keywords import asks_to_start_again, asks_to_stop, keyword_in
from bot.text_words import TextWords

OPTED_OUT_IN_DANGER = "opted_out_danger"


def keyword_of(batch: Batch, danger: bool) -> Keyword | None:
    """The keyword a batch is: as the carrier says, as the list says, or a wish to be left alone in which no
    danger is heard."""
    said = batch.keyword or keyword_in(batch.text)
    return said or ("stop" if asks_to_stop(batch.text) and not danger else None)


def opt_out(number: NumberState, batch: Batch, in_emergency: bool, words: TextWords) -> Answered:
    """No more texts. One last text says so, unless the carrier did or this was known; someone who was just
    told of an emergency is a matter for the front desk."""
    last = [] if number.opted_out or _carrier_did(batch) else [Text(words.say("opted_out"), kind="keyword")]
    alerts = [OPTED_OUT_IN_DANGER] if in_emergency and not number.opted_out else []
    audited = [] if number.opted_out else [Audited("sms_opted_out", number.conversation_id)]
    return Answered(last, replace(number, opted_out=True, pending=None), alerts, audited)


def opt_in(number: NumberState, batch: Batch, words: TextWords) -> Answered:
    """Texts again."""
    texts = [] if _carrier_did(batch) else [Text(words.say("opted_in"), kind="keyword")]
    audited = [Audited("sms_opted_in", number.conversation_id)]
    return Answered(texts, replace(number, opted_out=False), (), audited)


def help_text(number: NumberState, batch: Batch, words: TextWords) -> Answered:
    """What this is and how to stop it; the emergency number comes first."""
    return Answered([] if _carrier_did(batch) else [Text(words.say("help"), kind="keyword")], number)


def opts_in(number: NumberState, batch: Batch) -> bool:
    """Whether somebody who had opted out takes it back."""
    return number.opted_out and (batch.keyword == "start" or asks_to_start_again(batch.text))


def _carrier_did(batch: Batch) -> bool:
    return batch.carrier_answered and (batch.keyword or keyword_in(batch.text)) is not None
