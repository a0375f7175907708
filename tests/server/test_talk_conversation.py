"""Whole conversations on the plain page, with the server as it runs: its own process, store and model."""

import base64
import os

import pytest

from tests.conversations.runner import DEFAULTS, MOST_TURNS, reply_to
from tests.server.plain_browser import Browser
from tests.server.test_openings_over_http import KNEE, Person

pytestmark = pytest.mark.slow
MODELS = "bot/models"
OPENINGS = [
    (KNEE, {"prior_therapy": "none"}),
    ("I want to get fit", {"conditions": ["heart_condition", "other_condition"], "pain": "2"}),
    ("my calf is swollen and hot after a long flight", {}),
]


class Walker:
    """Somebody without script, who answers what is asked and reads the questions off the page."""

    def __init__(self, port, opening, answers):
        self.browser, self.opening = Browser(port), [opening]
        self.answers, self.asked = {**DEFAULTS, **answers}, []
        self.browser.start()

    @property
    def page(self):
        return self.browser.page

    def answer(self, question):
        """Answer the question; `question` is the same one as the chat API has it."""
        assert self.page.legend == question["text"]
        data = question["question"]
        said = reply_to(data, self.answers, self.opening)
        if said in ("not_sure", "none", "skip") and said not in self.page.options:
            words = {"not_sure": "Not sure", "none": "None of these", "skip": "Skip"}[said]
            return self.browser.press(words)
        if data["input"] == "number":
            return self.browser.press("Continue", ("option", said))
        if data["input"] == "text":
            return self.browser.press("Continue", ("text", said))
        return self.browser.press("Continue", *[("option", option) for option in said.split(", ")])


def waiting(person):
    return next((reply for reply in person.replies if reply["kind"] == "question"), None)


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder for the store and a key, so that a server can be started again on them."""
    key = base64.urlsafe_b64encode(os.urandom(32)).decode()
    return tmp_path_factory.mktemp("server"), {"SIGNPOST_KEY": key, "SIGNPOST_MODELS_DIR": MODELS}


@pytest.fixture(scope="module")
def server(starting, address_of, make_client, place):
    """A client of one server for all of them but the one that starts its own."""
    folder, environ = place
    with starting(folder, **environ) as process:
        yield make_client(address_of(process)[1], None, None)


def both_until_result(person, walker):
    """The same answers by the API and by the page, question by question."""
    for _ in range(MOST_TURNS):
        if person.result is not None:
            return
        question = waiting(person)
        walker.answer(question)
        person.answer()
    raise AssertionError(f"no result after {MOST_TURNS} turns")


def test_the_same_answers_lead_to_the_same_result_as_by_the_api(server):
    for opening, answers in OPENINGS:
        person, walker = Person(server, opening, answers), Walker(server.port, opening, answers)
        both_until_result(person, walker)

        message = next(reply for reply in person.replies if "result" in reply)
        result = message["result"]
        # The signs stand as a list of their own.
        text = message["text"].replace(" ".join(result["urgent_signs"]), "")
        reasons = [reason["text"] for reason in result["reasons"]]
        lines = [*text.split("\n"), *result["urgent_signs"], *result["next_steps"], *reasons]
        for line in filter(None, lines):
            assert line in walker.page.texts, (line, walker.page.text)
        assert result["not_a_diagnosis"] in walker.page.texts
        assert set(walker.browser.sent) == {"/talk"}


def test_an_emergency_is_shown_with_its_numbers(server):
    walker = Walker(server.port, "", {})
    walker.browser.press("Continue", ("option", "yes"))
    walker.browser.press("Continue", ("text", "my chest feels tight and I can't breathe"))

    assert any("911" in alert for alert in walker.page.alerts)
    assert walker.page.links["Call 911"] == "tel:911"
    assert "Change an earlier answer" not in walker.page.text


def test_an_earlier_answer_is_changed_and_the_page_says_what_follows(server):
    walker = Walker(server.port, KNEE, {})
    person = Person(server, KNEE)
    while waiting(person)["question"]["id"] != "age":
        walker.answer(waiting(person))
        person.answer()
    form = next(f for f in walker.page.forms if ("change", "region") in f.buttons.values())
    walker.browser.press("Change this answer", form=form)
    assert walker.page.legend == "Where in your body is it? Pick the main place."
    assert any("Until now: Where: Knee" in text for text in walker.page.texts)
    walker.browser.press("Continue", ("option", "lower_back"))

    assert any("Where: Knee. Now: Lower back." in text for text in walker.page.texts)
    assert any("no longer count" in text for text in walker.page.texts)


def test_a_restart_of_the_server_in_the_middle_loses_nothing(starting, address_of, place):
    folder, environ = place
    with starting(folder, **environ) as process:
        walker = Walker(address_of(process)[1], KNEE, {})
        walker.browser.press("Continue", ("option", "yes"))
        walker.browser.press("Continue", ("text", KNEE))
        before = walker.page.body
    with starting(folder, **environ) as process:
        walker.browser.port = address_of(process)[1]

        assert walker.browser.open().body == before
        walker.browser.press("None of these")
        assert walker.page.status == 200 and walker.page.legend == "Do you have any of these with it?"
        assert KNEE in walker.page.text
