"""The frame: headers on every answer, pages for what is not there, and a database that is gone."""

import pytest

from bot.desk.app import build_app
from bot.desk.first_admin import first_admin
from bot.settings import read_settings
from tests.desk.conftest import KEY, OWN, PORT, Visitor

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


def test_behind_tls_cookies_and_browsers_are_held_to_https(database, clock):
    origin = "https://desk.clinic.example"
    chosen = read_settings({"SIGNPOST_KEY": KEY, "SIGNPOST_DESK_ORIGIN": origin})
    visitor = Visitor(build_app(chosen, database, PORT, clock))
    password = first_admin(database, clock)
    answer = visitor.post("/sign-in", origin=origin, login="admin", password=password)
    assert answer.headers["set-cookie"].startswith("__Host-signpost_desk=")
    assert "Secure" in answer.headers["set-cookie"]
    assert "max-age=31536000" in answer.headers["strict-transport-security"]
    assert visitor.post("/sign-in", origin="http://desk.clinic.example").status_code == 403


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("login=" + "x" * 70_000, "application/x-www-form-urlencoded"),
        ("&".join(["a=1"] * 600), "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "application/x-www-form-urlencoded"),
        ('{"login": "admin"}', "application/json"),
    ],
)
def test_a_body_that_is_no_form_of_ours_is_refused(nobody, body, kind):
    headers = {"origin": OWN, "content-type": kind}
    answer = nobody.client.post("/sign-in", content=body, headers=headers)
    assert answer.status_code == 400
    assert "This form cannot be read" in answer.text
