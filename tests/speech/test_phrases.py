"""One response may be said in other words on a channel of its own."""

import pytest

from bot.speech.audience import Audience
from bot.speech.phrases import on_channel, phrase
from bot.speech.words_version import version_of


@pytest.mark.parametrize(
    ("channel", "said"),
    [
        ("desk", "utter_desk_ask_consent"),
        ("web", "utter_ask_consent"),
        ("rasa", "utter_ask_consent"),
        (None, "utter_ask_consent"),
    ],
)
def test_at_the_desk_a_person_asks_in_words_of_their_own(channel, said):
    assert on_channel("utter_ask_consent", channel) == said


def test_what_has_no_words_of_its_own_is_said_as_everywhere():
    assert on_channel("utter_ask_goal", "desk") == "utter_ask_goal"
    assert phrase(Audience("en-US", "desk"), "utter_ask_goal") == phrase(Audience("en-US"), "utter_ask_goal")


def test_who_is_on_the_phone_is_not_told_to_talk_to_a_person():
    assert phrase(Audience("en-US", "desk"), "utter_person_route") == "You can call us back at 555-0100."


def test_the_version_of_the_notice_follows_its_words():
    versions = {version_of(("utter_ask_consent",), channel) for channel in ("web", "desk", "rasa")}
    assert len(versions) == 2
    assert {len(each) for each in versions} == {12}
