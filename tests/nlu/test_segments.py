from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.segments import MOST_SEGMENTS, segments_of


def _texts(message: str) -> list[str]:
    return [segment.text for segment in segments_of(message)]


def test_a_short_message_is_one_part() -> None:
    assert _texts("my knee hurts and clicks") == ["my knee hurts and clicks"]


def test_each_sentence_is_a_part() -> None:
    assert _texts("I want to run. My calf is hot!\nIs that bad?") == [
        "I want to run",
        "My calf is hot",
        "Is that bad",
    ]


def test_a_sign_in_passing_is_also_looked_at_alone() -> None:
    message = "I want to run a marathon next year but half my face has dropped so what do you suggest"

    assert _texts(message)[0] == message
    assert "half my face has dropped" in _texts(message)


def test_a_message_without_words_has_no_parts() -> None:
    assert segments_of("") == ()
    assert segments_of(" ... !! ") == ()


@given(st.text(max_size=1000))
def test_every_part_is_where_it_says_and_there_are_never_many(message: str) -> None:
    parts = segments_of(message)

    assert len(parts) <= MOST_SEGMENTS
    assert all(message[part.start : part.end] == part.text for part in parts)
