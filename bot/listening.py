"""A listening socket, and the address a person types to reach it."""

from __future__ import annotations

import socket


def listen(host: str, port: int, named: str) -> socket.socket:
    """A listening socket; port 0 takes a free one.

    `named` says which settings chose the address. Raises OSError, naming both.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise OSError(
            f"Cannot listen on {host}:{port} ({error.strerror}). Stop what uses it, or set {named}."
        ) from error


def address_of(listening: socket.socket) -> str:
    """Such as http://127.0.0.1:5005/."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
