"""Texting in a terminal."""

import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from bot.texting import Phone, TextingError, converse, shown


def test_a_text_is_shown_with_its_encoding_and_its_segments():
    assert shown("Call 911 now.").endswith("    [GSM-7, 1 segment: 13 septets]")
    assert shown("a " * 100).endswith("    [GSM-7, 2 segments: 153 + 47 septets]")
    assert shown("it’s").endswith("    [UCS-2, 1 segment: 4 units]")


def test_the_lines_of_a_menu_stay_lines():
    assert shown("Is it?\n1 Yes\n2 No").split("\n")[:3] == ["  Is it?", "  1 Yes", "  2 No"]


class EchoingCarrier(BaseHTTPRequestHandler):
    """A server's console carrier that echoes each text in two."""

    sent: ClassVar[list] = []

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["content-length"])))
        if body["text"] != "silence":
            for place in ("first", "second"):
                self.sent.append({"to": body["from"], "text": f"{place}: {body['text']}"})
        self.send_response(204)
        self.end_headers()

    def do_GET(self):
        since = int(self.path.partition("since=")[2])
        body = json.dumps(self.sent[since:]).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def address():
    handler = type("Handler", (EchoingCarrier,), {"sent": []})
    server = HTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_each_line_is_a_text_and_all_of_its_reply_is_shown_once(address):
    out = io.StringIO()
    converse(Phone(address, pause=lambda _: None), ["hello\n", "again\n", "\n", "never\n"], out)
    said = out.getvalue()
    assert [said.count(words) for words in ("first: hello", "second: hello", "first: again", "never")] == [
        1,
        1,
        1,
        0,
    ]


def test_silence_is_said(address):
    out = io.StringIO()
    converse(Phone(address, pause=lambda _: None), ["silence\n"], out)
    assert "(no text came)" in out.getvalue()


def test_without_a_server_it_says_what_to_run():
    with pytest.raises(TextingError, match="make sms"):
        Phone("http://127.0.0.1:9", pause=lambda _: None).send("hello")
