"""The second half of `make eval`: read every labelled text with the trained model, and score what came."""

from __future__ import annotations

import logging
import sys

from bot.rasa_seams import without_tensorflow

if __name__ == "__main__":
    # Dependencies warn about their own age while they are imported.
    logging.captureWarnings(True)
    # Before anything imports Rasa, which the next import does.
    without_tensorflow.install()
    from bot.evaluation.understanding.command import main

    sys.exit(main())
