"""Plays whole conversations from YAML against the real model, actions, core and store, in one process.

A scenario reads like this:

    - scenario: an aching knee that should be treated goes to the physical therapist
      says: my knee has ached for 4 months when I climb stairs, I just want it treated
      answers: {age: from_18_to_49}
      ends: {outcome: recommendation, professional: physical_therapist}

`says` is the opening (a text or several). Each question is then answered from `answers`; one that is
not listed there gets an honest nothing: none of these, no, or not sure. `at` puts words in at a
question, once, before it is answered: `{at: goal, say: why do you ask?, hear: best guide}` expects the
reply to hold those words and the same question to come back. `{at: age, change: region}` asks to answer an
earlier question again, as a client does. `never` lists words no reply may hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.changes import change_message
from bot.channels.messages import CollectedReplies, reply_from

FOLDER = Path(__file__).parent
MOST_TURNS = 40
NOTHING = {"choices": "none", "number": "not_sure", "text": "no"}
DEFAULTS = {"consent": "yes", "summary_ok": "yes", "handoff_ok": "no", "age": "from_18_to_49"}


@dataclass
class Conversation:
    """One conversation with the bot; every reply is kept."""

    agent: Agent
    sender: str
    replies: list[dict[str, Any]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def start(self, consent: bool | None = None) -> None:
        """Open it as the web channel does."""
        intent = {"name": "start", "confidence": 1.0}
        metadata = {} if consent is None else {"consent": consent}
        parsed = {"text": "", "intent": intent, "entities": [], "intent_ranking": [intent]}
        await self._send(UserMessage("", parse_data=parsed, metadata={"locale": "en-US", **metadata}))

    async def say(self, text: str) -> list[dict[str, Any]]:
        """Send words, or option ids as a tapped button does; the replies of this turn."""
        return await self._send(UserMessage(text))

    async def tell_staff(
        self, text: str, choices: Sequence[str] = (), danger_asked: str | None = None
    ) -> list[dict[str, Any]]:
        """Say something while a member of staff has the conversation; what the bot says to it. `danger_asked` is the
        question about danger that the channel says was open."""
        metadata = {"with_person": True, "choices": list(choices), "danger_asked": danger_asked}
        return await self._send(UserMessage(text, metadata=metadata))

    async def change(self, question: str) -> list[dict[str, Any]]:
        """Ask to answer an earlier question again, as the web channel does."""
        return await self._send(UserMessage("", parse_data=change_message(), metadata={"change": question}))

    async def branch(self, sender: str) -> Conversation:
        """Another conversation in which the same was said: what is stored of this one is all there is of it."""
        store = self.agent.tracker_store
        tracker = await store.retrieve_full_tracker(self.sender)
        events = [event.as_dict() for event in tracker.events]
        await store.save(DialogueStateTracker.from_dict(sender, events, store.domain.slots))
        return Conversation(self.agent, sender)

    async def _send(self, message: UserMessage) -> list[dict[str, Any]]:
        collected = CollectedReplies()
        message.output_channel, message.sender_id, message.input_channel = collected, self.sender, "web"
        await self.agent.handle_message(message)
        new = reply_from(collected.uttered).messages
        self.replies += new
        if self.question is not None and any(reply["kind"] == "question" for reply in new):
            self.asked.append(self.question["id"])
        return new

    @property
    def question(self) -> dict[str, Any] | None:
        """The question that is waiting, if the last reply was one."""
        last = self.replies[-1] if self.replies else None
        return last["question"] if last is not None and last["kind"] == "question" else None

    @property
    def result(self) -> dict[str, Any] | None:
        """The latest result, if there was one."""
        results = [reply["result"] for reply in self.replies if "result" in reply]
        return results[-1] if results else None

    @property
    def words(self) -> str:
        """Everything the bot said."""
        return "\n".join(reply["text"] for reply in self.replies)


def scenarios() -> list[dict[str, Any]]:
    """Every scenario of this folder."""
    found = []
    for path in sorted(FOLDER.glob("*.yml")):
        found += yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return found


async def play(agent: Agent, open_conversation: Any, scenario: dict[str, Any]) -> Conversation:
    """Play a scenario to its result, or to the point where the person has said everything."""
    talk = Conversation(agent, open_conversation())
    await talk.start(scenario.get("consent_given"))
    openings = scenario.get("says", [])
    openings = [openings] if isinstance(openings, str) else list(openings)
    asides = [scenario["at"]] if isinstance(scenario.get("at"), dict) else list(scenario.get("at", []))
    answers = {**DEFAULTS, **(scenario.get("answers") or {})}
    for _ in range(MOST_TURNS):
        question = talk.question
        if question is None:
            break
        if talk.result is not None and "handoff_ok" not in (scenario.get("answers") or {}):
            break
        aside = next((a for a in asides if a["at"] == question["id"]), None)
        if aside is not None:
            asides.remove(aside)
            new = await (talk.change(aside["change"]) if "change" in aside else talk.say(aside["say"]))
            if "hear" in aside:
                heard = "\n".join(reply["text"] for reply in new)
                assert aside["hear"].lower() in heard.lower(), f"heard instead: {heard}"
            if aside.get("resumes", "hear" in aside and "change" not in aside):
                assert talk.question is not None, f"the interview did not go on after {aside['say']!r}"
                assert talk.question["id"] == question["id"]
            continue
        await talk.say(reply_to(question, answers, openings))
    after = scenario.get("then", [])
    for aside in [after] if isinstance(after, dict) else after:
        new = await (talk.change(aside["change"]) if "change" in aside else talk.say(aside["say"]))
        heard = "\n".join(reply["text"] for reply in new)
        assert aside["hear"].lower() in heard.lower(), f"heard instead: {heard}"
    return talk


def reply_to(question: dict[str, Any], answers: dict[str, Any], openings: list[str]) -> str:
    """What an honest person answers, as the words or option ids that arrive."""
    name = question["id"]
    if name == "reason":
        return openings.pop(0) if openings else "not sure"
    if name in answers:
        value = answers[name]
        return ", ".join(value) if isinstance(value, list) else _word(value)
    options = {option["id"] for option in question["options"]}
    if question["input"] == "choice":
        return "no" if options == {"yes", "no"} else "not_sure"
    return NOTHING[question["input"]]


def _word(value: Any) -> str:
    # YAML reads a bare yes or no as true or false.
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
