"""A toy bot, trained once by stock Rasa in a process of its own, and actions to break it with."""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFIG = """
recipe: default.v1
assistant_id: toy
language: en
pipeline:
- name: WhitespaceTokenizer
- name: KeywordIntentClassifier
policies:
- name: RulePolicy
"""
DOMAIN = """
version: "3.1"
intents: [greet, start, work, crash, loop]
actions: [action_open, action_work, action_crash, action_loop]
slots:
  seen: {type: text, influence_conversation: false, mappings: [{type: custom}]}
responses: {utter_hi: [{text: Hi}]}
session_config: {session_expiration_time: 60, carry_over_slots_to_new_session: false}
"""
DATA = """
version: "3.1"
nlu:
- {intent: greet, examples: "- hello\\n"}
- {intent: work, examples: "- work\\n"}
- {intent: crash, examples: "- crash\\n"}
- {intent: loop, examples: "- loop\\n"}
rules:
- {rule: greet, steps: [{intent: greet}, {action: utter_hi}]}
- {rule: start, steps: [{intent: start}, {action: action_open}]}
- {rule: work, steps: [{intent: work}, {action: action_work}]}
- {rule: crash, steps: [{intent: crash}, {action: action_crash}]}
- {rule: loop, steps: [{intent: loop}, {action: action_loop}]}
"""
ACTIONS = """
import time
from rasa_sdk import Action
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection


class Open(Action):
    def name(self): return "action_open"
    def run(self, dispatcher, tracker, domain):
        dispatcher.utter_message(text="Welcome " + str(tracker.latest_message["metadata"].get("locale")))
        return []


class Work(Action):
    def name(self): return "action_work"
    async def run(self, dispatcher, tracker, domain):
        tracker.slots["seen"] = "changed in place"
        tracker.latest_message["text"] = "changed in place"
        dispatcher.utter_message(text="Worked", buttons=[{"title": "Yes", "payload": "yes"}])
        return [SlotSet("seen", "by event")]


class Greedy(Action):
    def name(self): return "action_greedy"
    def run(self, dispatcher, tracker, domain):
        domain["intents"].clear()
        return []


class Crash(Action):
    def name(self): return "action_crash"
    def run(self, dispatcher, tracker, domain): raise ValueError("patient said: my chest hurts")


class Loop(Action):
    def name(self): return "action_loop"
    def run(self, dispatcher, tracker, domain): return [FollowupAction("action_loop")]


class Slow(Action):
    def name(self): return "action_slow"
    def run(self, dispatcher, tracker, domain):
        time.sleep(0.5)
        return []


class Reject(Action):
    def name(self): return "action_reject"
    def run(self, dispatcher, tracker, domain): raise ActionExecutionRejection("action_reject", "my chest")


class NotJson(Action):
    def name(self): return "action_not_json"
    def run(self, dispatcher, tracker, domain): return [SlotSet("seen", object())]


class UnknownEvent(Action):
    def name(self): return "action_unknown_event"
    def run(self, dispatcher, tracker, domain): return [{"event": "no such event"}]


class HalfEvent(Action):
    def name(self): return "action_half_event"
    def run(self, dispatcher, tracker, domain): return [{"event": "slot"}]
"""
TRAIN = textwrap.dedent(
    """
    import sys
    import rasa.model_training
    domain, config, data, models = sys.argv[1:]
    rasa.model_training.train(domain, config, [data], output=models)
    """
)


def environment(folder):
    """For a subprocess in which `bot` and the toy actions can be imported."""
    return {
        **os.environ,
        "PYTHONPATH": f"{ROOT}{os.pathsep}{folder}",
        "RASA_TELEMETRY_ENABLED": "false",
        "RASA_CACHE_DIRECTORY": str(folder / "cache"),
    }


@pytest.fixture(scope="session")
def toy(tmp_path_factory):
    """The folder of the toy bot: toy_actions.py and models/."""
    folder = tmp_path_factory.mktemp("toy")
    files = {
        "config.yml": CONFIG,
        "domain.yml": DOMAIN,
        "data.yml": DATA,
        "toy_actions.py": ACTIONS,
    }
    for name, text in files.items():
        (folder / name).write_text(text)
    paths = [str(folder / name) for name in ("domain.yml", "config.yml", "data.yml", "models")]
    command = [sys.executable, "-c", TRAIN, *paths]
    done = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, text=True, timeout=180
    )
    assert list((folder / "models").glob("*.tar.gz")), done.stderr
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))


@pytest.fixture
def run_in_toy(toy):
    """Run Python code in a process of its own, in the toy's folder; its output, one line each."""

    def run(code):
        command = [sys.executable, "-c", textwrap.dedent(code)]
        done = subprocess.run(
            command, cwd=toy, env=environment(toy), capture_output=True, text=True, timeout=120
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.split("\n")

    return run
