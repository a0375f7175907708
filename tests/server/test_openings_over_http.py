"""Ten people talk to the server as it runs for real: its own process, store, key and trained model."""

import base64
import os

import pytest

from tests.conversations.runner import DEFAULTS, MOST_TURNS, reply_to

pytestmark = pytest.mark.slow
MODELS = "bot/models"
KNEE = "my knee has ached for 4 months when I climb stairs, I just want it treated"
# What each says first and, where saying no to everything would not be honest, what each answers.
OPENINGS = [
    (KNEE, {"prior_therapy": "none"}, ("recommendation", "T4", "physical_therapist")),
    (
        "I have type 2 diabetes, it's under control, I finished PT for my back and want to stay active",
        {"doctor_cleared": "yes", "pain": "0"},
        ("recommendation", "T4", "exercise_therapist"),
    ),
    (
        "since my stroke I can't button my shirt",
        {"age": "from_50_to_64"},
        ("recommendation", "T4", "occupational_therapist"),
    ),
    (
        "had a stent 5 months ago, cardiologist cleared me, I want a supervised program",
        {"age": "from_50_to_64", "condition_stable": "yes"},
        ("recommendation", "T3", "exercise_physiologist"),
    ),
    (
        "I sit all day, my shoulders round forward and my squat is wonky, nothing hurts",
        {"pain": "0"},
        ("recommendation", "T4", "corrective_exercise_specialist"),
    ),
    (
        "I'm a college soccer player, felt a pop yesterday, knee swelled up and gives way",
        {"athlete": "yes", "injury_signs": "yes"},
        ("recommendation", "T4", "sports_medicine_doctor"),
    ),
    ("my chest feels tight and my left arm is heavy", {}, ("emergency", "T0", None)),
    ("my calf is swollen and hot after a long flight", {}, ("same_day", "T1", None)),
    (
        "I've lost 20 pounds without trying and my back hurts at night",
        {"spreads_or_wakes": "yes"},
        ("physician_first", "T2", None),
    ),
    ("can you make me a diet", {}, ("outside_scope", "T4", None)),
]


class Person:
    """Somebody with a chat of their own, who answers what is asked."""

    def __init__(self, client, opening, answers=None):
        self.client, self.opening, self.answers = client, [opening], {**DEFAULTS, **(answers or {})}
        started = client.call("POST", "/chat/sessions", {})
        assert started.status == 201, started
        self.token, self.replies, self.turns = started.body["token"], started.body["messages"], 0

    def send(self, **said):
        """One turn; what came back."""
        self.turns += 1
        answer = self.client.turn(self.token, f"turn-{self.turns}", **said)
        assert answer.status == 200, answer
        self.replies = answer.body["messages"]
        return answer.body

    def answer(self):
        """Answer the waiting question, by button where there are buttons."""
        question = self.question
        said = reply_to(question, self.answers, self.opening)
        tapped = question["id"] != "reason" and question["input"] in ("choice", "choices")
        return self.send(choices=said.split(", ")) if tapped else self.send(text=said)

    def answer_until(self, done):
        for _ in range(MOST_TURNS):
            if done():
                return
            self.answer()
        raise AssertionError(f"not there after {MOST_TURNS} turns; the last reply was {self.replies}")

    @property
    def question(self):
        """The question that is waiting."""
        return next((reply["question"] for reply in self.replies if reply["kind"] == "question"), None)

    @property
    def result(self):
        """The result in the last reply."""
        return next((reply["result"] for reply in self.replies if "result" in reply), None)


@pytest.fixture(scope="module")
def server(starting, address_of, make_client, tmp_path_factory):
    """A client of one server for all of them."""
    key = base64.urlsafe_b64encode(os.urandom(32)).decode()
    folder = tmp_path_factory.mktemp("server")
    with starting(folder, SIGNPOST_KEY=key, SIGNPOST_MODELS_DIR=MODELS) as process:
        _, port = address_of(process)
        yield make_client(port, None, None)


@pytest.fixture
def in_the_interview(server):
    """Somebody with a knee that aches, at a question that is not the first."""
    person = Person(server, KNEE)
    person.answer_until(lambda: person.question["id"] == "general_signs")
    return person


@pytest.mark.parametrize(("opening", "answers", "expected"), OPENINGS, ids=[row[0] for row in OPENINGS])
def test_an_opening_leads_to_the_right_place(server, opening, answers, expected):
    person = Person(server, opening, answers)
    person.answer_until(lambda: person.result is not None)

    result = person.result
    assert (result["outcome"], result["tier"], result["professional"]) == expected
    assert bool(result["destination"]) == (result["professional"] is None)


def test_a_repeated_turn_gives_the_same_reply_and_happens_once(server, in_the_interview):
    person = in_the_interview
    first = person.send(choice="none")
    stored = server.call("GET", "/chat/messages", token=person.token).body["messages"]

    again = server.turn(person.token, f"turn-{person.turns}", choice="none")

    assert (again.status, again.body) == (200, first)
    assert server.call("GET", "/chat/messages", token=person.token).body["messages"] == stored


def test_a_diagnosis_is_declined_and_the_same_question_comes_back(in_the_interview):
    person = in_the_interview
    asked = person.question

    said = person.send(text="do I have a torn meniscus?")

    assert "I can't tell you what is wrong" in said["messages"][0]["text"]
    assert (person.question["id"], person.question["options"]) == (asked["id"], asked["options"])
    assert (said["state"], person.result) == ("asking", None)


def test_an_emergency_typed_at_a_question_stops_the_interview(in_the_interview):
    person = in_the_interview

    said = person.send(text="my chest feels tight and I can't breathe")

    assert said["messages"][0]["kind"] == "emergency"
    assert (person.result["outcome"], person.result["tier"]) == ("emergency", "T0")
    assert person.result["professional"] is None
    assert person.question is None
    assert said["state"] == "done"
