"""Hearing words: read once, beside everything else, and never in the way of the front desk's start."""

import subprocess
import sys
from datetime import date
from pathlib import Path

from bot.desk.calls.ears import listen_to, warm_up

TODAY = date(2026, 11, 21)
ROOT = Path(__file__).parents[3]


def in_a_process_of_its_own(program):
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    return done.stdout.strip() or done.stderr


def test_the_front_desk_is_there_before_any_lexicon_is_read():
    program = "import sys, bot.desk.app; print('spacy' in sys.modules)"
    assert in_a_process_of_its_own(program) == "False"


def test_hearing_needs_no_rasa_and_no_encoder():
    program = (
        "import sys, datetime; from bot.desk.calls.ears import listen_to\n"
        "found = listen_to('crushing chest pain', datetime.date(2026, 11, 21))\n"
        "heavy = {'rasa', 'rasa_sdk', 'onnxruntime', 'sanic'} & {name.split('.')[0] for name in sys.modules}\n"
        "print(found[0]['entity'], heavy or 'light')"
    )
    assert in_a_process_of_its_own(program) == "chest_pain_now light"


def test_a_call_that_comes_while_the_lexicons_are_read_is_heard_all_the_same():
    warming = warm_up()
    found = listen_to("my knee hurts", TODAY)
    warming.join()
    assert ("region", "knee") in {(each["entity"], each["value"]) for each in found}


def test_no_words_tell_nothing():
    assert listen_to("", TODAY) == ()


def test_in_another_language_only_danger_is_looked_for():
    told = listen_to("me duele mucho la rodilla desde ayer y no puedo caminar bien", TODAY)
    assert not {"region", "goal", "onset"} & {each["entity"] for each in told}
