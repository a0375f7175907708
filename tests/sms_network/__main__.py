"""`make sms-network`: whole conversations through a bad network; 1 when anything was wrong."""

import argparse
import asyncio
import logging
import sys
import tempfile
from functools import partial
from pathlib import Path

from bot.rasa_seams import without_tensorflow

if __name__ == "__main__":
    # Dependencies warn about their own age while they are imported.
    logging.captureWarnings(True)
    without_tensorflow.install()
    from tests.sms_network.network import run

    parser = argparse.ArgumentParser(prog="make sms-network", description=__doc__)
    parser.add_argument("--conversations", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kills", type=int, default=1)
    say = partial(print, flush=True)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sms-network-") as folder:
        held = asyncio.run(run(Path(folder), asked.conversations, asked.seed, asked.kills, say))
    for line in held.lines():
        print(line)
    sys.exit(1 if held.wrong else 0)
