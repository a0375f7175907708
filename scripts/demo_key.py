"""Makes var/demo.env: demo mode and a random key, readable by its owner alone."""

import base64
import os
import secrets
import sys
from pathlib import Path

DEMO_ENV = Path("var/demo.env")


def write_demo_env(path: Path) -> None:
    """Write a new key to `path`. Raises FileExistsError: a key that sealed data is never written over."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"SIGNPOST_MODE=demo\nSIGNPOST_KEY={key}\n")


if __name__ == "__main__":
    write_demo_env(DEMO_ENV)
    print(f"demo mode: made a key in {DEMO_ENV}; data in var/ can only be read with it", file=sys.stderr)
