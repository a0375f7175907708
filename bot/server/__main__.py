"""Start the chat process: `python -m bot.server`."""

import logging
import os
import sys

from bot.rasa_seams import without_tensorflow

if __name__ == "__main__":
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    # Dependencies warn about their own age while they are imported; bot.server.quiet_logs has
    # the word on warnings from then on.
    logging.captureWarnings(True)
    # Before anything imports Rasa, which the next import does.
    without_tensorflow.install()
    from bot.server.run import main

    sys.exit(main())
