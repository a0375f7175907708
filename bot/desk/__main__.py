"""Start the front desk: `python -m bot.desk`."""

import sys

from bot.desk.run import main

if __name__ == "__main__":
    sys.exit(main())
