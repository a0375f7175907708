"""Which address is our own: what a request is sent to, and where a form comes from."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request

SAFE_METHODS = ("GET", "HEAD")
LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")


@dataclass(frozen=True)
class OwnAddress:
    """The front desk's address as browsers see it; without `origin` it is this machine's loopback."""

    origin: str
    port: int

    @property
    def https(self) -> bool:
        """Whether browsers reach us encrypted."""
        return self.origin.startswith("https://")

    @property
    def cookie_name(self) -> str:
        """The prefix makes browsers refuse a cookie that another host or an open connection set."""
        return "__Host-signpost_desk" if self.https else "signpost_desk"

    def is_host(self, request: Request) -> bool:
        """Whether the request was sent to us by a name of ours.

        On loopback this stops a foreign page whose own name was pointed at this machine. Behind a proxy the
        proxy decides which names reach us.
        """
        return bool(self.origin) or request.headers.get("host", "").lower() in self._loopback_hosts()

    def is_origin(self, request: Request) -> bool:
        """Whether the browser says that this form or script is ours."""
        said = request.headers.get("origin", "").lower()
        if self.origin:
            return said == self.origin
        return said in {f"http://{host}" for host in self._loopback_hosts()}

    def _loopback_hosts(self) -> set[str]:
        return {f"{name}:{self.port}" for name in LOOPBACK_NAMES}
