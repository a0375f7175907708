"""Texts of one number, put together into turns: in order, bursts joined, long ones cut."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.channels.request_body import TEXT_CHARACTERS
from bot.channels.sms.dialogue_state import Batch
from bot.channels.sms.text_store import WaitingText
from bot.plain_text import plain_text


@dataclass(frozen=True)
class Turn:
    """One turn to be: texts that belong together."""

    texts: tuple[WaitingText, ...]

    @property
    def turn_id(self) -> str | None:
        """What it was marked with; None before that."""
        return self.texts[0].turn_id

    @property
    def parts_done(self) -> int:
        """How many of its parts are answered."""
        return self.texts[0].parts_done


def next_turn(waiting: Sequence[WaitingText], stands_alone: Callable[[str], bool]) -> Turn | None:
    """The turn to run next: one that was marked before, else the texts that came close together.

    Where the carrier says when texts were sent, that is their order. A word for the carrier (STOP) is a
    turn of its own, so that no other words can hide it.
    """
    if not waiting:
        return None
    marked = next((text.turn_id for text in waiting if text.turn_id is not None), None)
    if marked is not None:
        return Turn(_in_order([text for text in waiting if text.turn_id == marked]))
    ordered = _in_order(waiting)
    first = ordered[0]
    if _alone(first, stands_alone):
        return Turn((first,))
    joined = [first]
    for text in ordered[1:]:
        if _alone(text, stands_alone):
            break
        joined.append(text)
    return Turn(tuple(joined))


def parts_of(turn: Turn, turn_id: str, carrier_answers: bool) -> list[Batch]:
    """The turn as batches of at most 1,000 characters. The same turn always gives the same ones."""
    words = " ".join(word for text in turn.texts for word in text.text.split())
    last = turn.texts[-1]
    at = max(text.received_at for text in turn.texts)
    pieces = cut(words, TEXT_CHARACTERS)
    return [
        Batch(
            id=f"{turn_id}.{place}",
            text=plain_text(piece),
            at=at,
            media_count=sum(text.media_count for text in turn.texts) if place == 1 else 0,
            has_location=any(text.has_location for text in turn.texts) and place == 1,
            keyword=last.keyword,
            carrier_answered=carrier_answers,
        )
        for place, piece in enumerate(pieces, start=1)
    ]


def cut(words: str, most: int) -> list[str]:
    """The words in pieces of at most `most` characters, cut between words where that is possible."""
    pieces = []
    rest = words
    while len(rest) > most:
        space = rest.rfind(" ", 1, most + 1)
        end = space if space > 0 else most
        pieces.append(rest[:end].strip())
        rest = rest[end:].strip()
    return [*pieces, rest]


def _in_order(texts: Sequence[WaitingText]) -> tuple[WaitingText, ...]:
    return tuple(sorted(texts, key=lambda text: (text.sent_at or text.received_at, text.number)))


def _alone(text: WaitingText, stands_alone: Callable[[str], bool]) -> bool:
    return text.keyword is not None or stands_alone(text.text)
