"""Conversations brought to a point over the API, so that a browser need not click through all of it."""

import json
import urllib.request

from tests.conversations.runner import DEFAULTS, MOST_TURNS, reply_to

KNEE = "my knee has ached for 4 months when I climb stairs, I just want it treated"
ACTIVE = "I finished physio for my back a year ago and want to stay active"
CHEST = "my chest feels tight and my left arm is heavy"


class Prepared:
    def __init__(self, server):
        self.server = server
        self.shared = {}

    def call(self, method, path, token=None, body=None):
        headers = {"content-type": "application/json"}
        if token:
            headers["authorization"] = f"Bearer {token}"
        request = urllib.request.Request(
            f"{self.server.address}/chat/{path}", method=method, headers=headers,
            data=None if body is None else json.dumps(body).encode(),
        )  # fmt: skip
        with urllib.request.urlopen(request, timeout=30) as response:
            return json.loads(response.read() or b"{}")

    def to_look_at(self, question=None, opening=KNEE):
        """As `at`, for tests that change nothing: they share the conversation."""
        if (question, opening) not in self.shared:
            self.shared[question, opening] = self.at(question, opening)
        return self.shared[question, opening]

    def at(self, question=None, opening=KNEE, **answers):
        """The token of a conversation that waits at that question; at its result without one."""
        started = self.call("POST", "sessions", body={})
        token, replies, openings = started["token"], started["messages"], [opening]
        for turn in range(MOST_TURNS):
            asked = next((each["question"] for each in replies if each["kind"] == "question"), None)
            done = any("result" in each for each in replies)
            if done or (asked and asked["id"] == question):
                assert done is (question is None), f"{question} was never asked"
                return token
            said = reply_to(asked, {**DEFAULTS, **answers}, openings)
            typed = asked["input"] in ("text", "number")
            body = {"turn_id": f"t{turn}", **({"text": said} if typed else {"choices": said.split(", ")})}
            replies = self.call("POST", "turns", token, body)["messages"]
        raise AssertionError(f"not there after {MOST_TURNS} turns")

    def said(self, token):
        """What the server has of the person's own words, in order."""
        messages = self.call("GET", "messages", token)["messages"]
        return [message["text"] for message in messages if message["from"] == "person"]
