"""The frame: headers on every answer, pages for what is not there, and a database that is gone."""

import pytest

from tests.desk.conftest import Visitor

PATHS = ("/healthz", "/queue", "/no-such-page", "/static/desk.css", "/static/no-such-file")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_forbids_scripts_frames_and_guessing_of_types(nobody, path):
    headers = nobody.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == ("no-cache" if path.startswith("/static/") else "no-store")


def test_a_page_that_broke_has_the_headers_too_and_tells_nothing_of_its_inside(app, signed_in, monkeypatch):
    visitor = signed_in("admin")

    def break_down(*_: object) -> None:
        raise RuntimeError("the inside of it")

    monkeypatch.setattr(app.state.database, "reading", break_down)
    answer = visitor.get("/")
    assert answer.status_code == 500
    assert "Something broke here" in answer.text
    assert "the inside of it" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_a_request_to_another_name_is_refused(nobody):
    assert nobody.get("/healthz", host="evil.example:5006").status_code == 421
    assert nobody.get("/healthz", host="localhost:5006").status_code == 200


def test_a_page_that_is_not_there_says_what_to_do(nobody):
    answer = nobody.get("/no-such-page")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text


def test_readiness_asks_the_database(nobody):
    assert nobody.get("/readyz").status_code == 200


def test_a_path_outside_the_static_folder_is_not_served(app):
    assert Visitor(app).get("/static/..%2fapp.py").status_code == 404
