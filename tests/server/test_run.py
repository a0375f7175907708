"""`python -m bot.server`, started as a person starts it."""

import base64
import http.client
import json
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()
START_SECONDS = 60


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({}, "SIGNPOST_KEY"),
        ({"SIGNPOST_KEY": KEY}, "make train"),
        ({"SIGNPOST_KEY": KEY, "SIGNPOST_HOST": "203.0.113.1"}, "SIGNPOST_HOST"),
    ],
)
def test_what_is_missing_is_said_on_one_line(starting, tmp_path, environ, said):
    with starting(tmp_path, **environ) as process:
        output, errors = process.communicate(timeout=START_SECONDS)

    assert process.returncode == 1
    assert said in errors
    assert "Traceback" not in errors
    assert len(errors.strip().splitlines()) == 1
    assert output == ""


def get(port, method, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, "{}", {"content-type": "application/json"})
    response = connection.getresponse()
    answer = response.status, response.read().decode()
    connection.close()
    return answer


def test_it_starts_says_where_serves_and_stops(starting, address_of, toy, tmp_path):
    with starting(tmp_path, SIGNPOST_KEY=KEY, SIGNPOST_MODELS_DIR=str(toy / "models")) as process:
        host, port = address_of(process)
        assert host == "127.0.0.1"

        status, ready = get(port, "GET", "/readyz")
        assert (status, json.loads(ready)["status"]) == (200, "ready")
        assert "In an emergency, call" in get(port, "GET", "/")[1]
        # The toy's opening action is not one of ours, so this also shows a real agent failing closed.
        status, body = get(port, "POST", "/chat/sessions")
        assert status == 503
        assert "911" in json.loads(body)["error"]["message"]
        maps = Path(f"/proc/{process.pid}/maps")
        if maps.exists():
            assert "tensorflow" not in maps.read_text()

        process.terminate()
        _, errors = process.communicate(timeout=15)
        assert process.returncode == 0
        assert "Traceback" not in errors
