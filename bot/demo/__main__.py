"""`python -m bot.demo`: fill the front desk's queue with invented cases; `--times 160` makes many."""

from __future__ import annotations

import argparse
import sys

from bot.demo.fill import clear, fill
from bot.settings import SettingsError, settings
from bot.store.database import database
from bot.store.errors import StoreUnavailable
from bot.store.migrate import migrate


def main(arguments: list[str] | None = None) -> int:
    """Fill or clear the queue of the settings' database; 1 when that is not possible."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.demo", description="Invented cases for the front desk."
    )
    parser.add_argument("--times", type=int, default=1, help="make every invented person this often")
    parser.add_argument("--clear", action="store_true", help="only erase the invented cases")
    chosen = parser.parse_args(arguments)
    try:
        migrate(settings().database_url)
        if chosen.clear:
            sys.stdout.write(f"Invented cases erased: {clear(database())}\n")
        else:
            sys.stdout.write(
                f"Invented cases made, each marked Demo: {fill(settings(), database(), chosen.times)}\n"
            )
    except (SettingsError, StoreUnavailable) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
