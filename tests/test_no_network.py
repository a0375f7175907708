"""Nothing a person says leaves the process: a conversation opens no connection to anywhere else."""

import asyncio
import http.client
import ipaddress
import socket

import pytest

from tests.conversations.runner import play

KNEE = "my knee has ached for 4 months when I climb stairs, I just want it treated"
# From the block of addresses kept for documentation: nobody is there.
ELSEWHERE = "192.0.2.1"
CALLS = ("connect", "connect_ex", "sendto")
LOOKUPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")


class ConnectionRefusedHere(OSError):
    """Something tried to reach beyond this machine."""


def is_here(host):
    """Whether a host is this machine; None and an empty name are."""
    if host in (None, "", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture
def outside(monkeypatch):
    """Refuses what would leave this machine, and lists it: a refusal that is caught still counts."""
    tried = []

    def refuse(host):
        tried.append(host)
        raise ConnectionRefusedHere(f"to {host}")

    def guarded_call(real):
        def call(self, *given):
            # The address is the last argument of each of these calls.
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(given[-1][0]):
                refuse(given[-1][0])
            return real(self, *given)

        return call

    def guarded_lookup(real):
        def look_up(host, *given, **named):
            if not is_here(host):
                refuse(host)
            return real(host, *given, **named)

        return look_up

    for name in CALLS:
        monkeypatch.setattr(socket.socket, name, guarded_call(getattr(socket.socket, name)))
    for name in LOOKUPS:
        monkeypatch.setattr(socket, name, guarded_lookup(getattr(socket, name)))
    return tried


def test_the_guard_sees_what_would_leave_this_machine(outside):
    with socket.socket() as tcp, pytest.raises(ConnectionRefusedHere):
        tcp.connect((ELSEWHERE, 443))
    with socket.socket(type=socket.SOCK_DGRAM) as udp, pytest.raises(ConnectionRefusedHere):
        udp.sendto(b"words", (ELSEWHERE, 53))
    with pytest.raises(ConnectionRefusedHere):
        http.client.HTTPConnection("clinic.invalid", timeout=1).request("GET", "/")

    assert outside == [ELSEWHERE, ELSEWHERE, "clinic.invalid"]


def test_the_guard_lets_this_machine_talk_to_itself(outside):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        socket.create_connection(listening.getsockname(), timeout=5).close()

    assert outside == []


def test_a_conversation_up_to_the_front_desk_connects_to_nothing_outside(agent, open_conversation, outside):
    scenario = {
        "says": KNEE,
        "at": [
            {"at": "age", "say": "why do you ask?", "resumes": True},
            {"at": "background", "say": "do I have a torn meniscus?", "hear": "can't tell you what is wrong"},
        ],
        "answers": {
            "prior_therapy": "none",
            "handoff_ok": "yes",
            "contact_name": "Ana Example",
            "contact_reach": "555-0199",
        },
    }

    talk = asyncio.run(play(agent, open_conversation, scenario))

    assert talk.result is not None and talk.result["professional"] == "physical_therapist", talk.words
    assert {"age", "background", "contact_name", "contact_reach"} <= set(talk.asked)
    assert outside == []


def test_an_emergency_connects_to_nothing_outside(agent, open_conversation, outside):
    talk = asyncio.run(
        play(agent, open_conversation, {"says": "my chest feels tight and my left arm is heavy"})
    )

    assert talk.result is not None and talk.result["tier"] == "T0", talk.words
    assert outside == []
