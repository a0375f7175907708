"""The command that measures the queue: it asks every page and says how long each took."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_command_measures_every_page_against_the_goal():
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")}
    done = subprocess.run(
        [sys.executable, "-m", "scripts.queue_speed", "60"],
        cwd=ROOT, env=kept, capture_output=True, text=True, timeout=180,
    )  # fmt: skip
    measured = re.findall(
        r"^(.+?)\s+median\s+\d+ ms\s+slowest\s+\d+ ms\s+goal 300 ms$", done.stdout, re.MULTILINE
    )
    assert measured == [
        "the queue",
        "its last page",
        "one tier",
        "the rows of a live update",
        "a search by name",
    ], done.stderr
