"""The real server in a process of its own, to be killed and started again on the same database."""

import asyncio
import os
import signal
import sys
from pathlib import Path

from tests.sms_network.fake_carrier import ACCOUNT, OUR_NUMBER, TOKEN

ROOT = Path(__file__).parents[2]
START_SECONDS = 120
READY = b"Signpost is ready: "


class ServerProcess:
    """`address` is where it listens now. What it logs is kept in `log`, a file."""

    def __init__(self, folder, key, carrier, join_seconds):
        self.log = folder / "server.log"
        self._environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SIGNPOST_")},
            "RASA_TELEMETRY_ENABLED": "false",
            "SIGNPOST_MODE": "demo",
            "SIGNPOST_KEY": key,
            "SIGNPOST_DATABASE_URL": f"sqlite:///{folder / 'network.db'}",
            "SIGNPOST_PORT": "0",
            "SIGNPOST_MODELS_DIR": "bot/models",
            "SIGNPOST_SMS_PROVIDER": "twilio",
            "SIGNPOST_SMS_PUBLIC_URL": carrier.public_url,
            "SIGNPOST_SMS_API_URL": carrier.url,
            "SIGNPOST_SMS_FROM": OUR_NUMBER,
            "SIGNPOST_TWILIO_ACCOUNT_SID": ACCOUNT,
            "SIGNPOST_TWILIO_AUTH_TOKEN": TOKEN,
            "SIGNPOST_SMS_JOIN_SECONDS": str(join_seconds),
            "SIGNPOST_SMS_CATCH_UP_SECONDS": "2",
        }

    async def start(self):
        """Start it and wait for its address."""
        with self.log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot.server",
                cwd=ROOT, env=self._environ, stdout=asyncio.subprocess.PIPE, stderr=log,
            )  # fmt: skip
        line = await asyncio.wait_for(self._process.stdout.readline(), START_SECONDS)
        assert line.startswith(READY), self.log.read_text()[-2000:]
        self.address = line[len(READY) :].decode().strip().rstrip("/")

    async def kill(self):
        """kill -9: nothing can be tidied up."""
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    async def stop(self):
        """Ask it to stop, and wait."""
        if self._process.returncode is None:
            self._process.terminate()
            try:
                await asyncio.wait_for(self._process.wait(), 60)
            except asyncio.TimeoutError:
                await self.kill()
        return self._process.returncode
