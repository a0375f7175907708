"""The chat process over HTTP: probes, page and headers."""

import re
from html.parser import HTMLParser

import pytest


def test_healthz_answers_while_the_process_lives(chat):
    chat.log.broken.add("ready")

    assert chat.call("GET", "/healthz").status == 200


def test_readyz_names_the_model_and_says_what_is_not_ready(chat):
    ready = chat.call("GET", "/readyz")
    assert ready.status == 200
    assert ready.body == {"status": "ready", "model": "toy.tar.gz", "agent": True, "store": True}

    chat.log.broken.add("ready")
    assert chat.call("GET", "/readyz").status == 503
    chat.log.broken.clear()
    chat.agent.is_ready = lambda: False
    answer = chat.call("GET", "/readyz")
    assert (answer.status, answer.body["agent"]) == (503, False)


@pytest.mark.parametrize(
    "path", ["/", "/widget/page.js", "/widget/page.css", "/healthz", "/nothing", "/chat/messages"]
)
def test_every_answer_has_the_security_headers(chat, path):
    headers = chat.call("GET", path).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_files_have_their_types_and_nothing_else_is_served(chat):
    assert chat.call("GET", "/widget/page.js").headers["content-type"].startswith("text/javascript")
    assert chat.call("GET", "/widget/page.css").headers["content-type"].startswith("text/css")
    for path in (
        "/widget/", "/widget/../../settings.py", "/widget/%2e%2e/%2e%2e/settings.py", "/../bot/chat.py",
        "/widget/..%2f..%2fsettings.py", "/docs", "/model", "/webhooks/rest/webhook", "/conversations",
    ):  # fmt: skip
        answer = chat.call("GET", path)
        assert (answer.status, answer.body["error"]["code"]) == (404, "not_found"), path


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.fixture
def page(chat):
    parser = _Tags()
    parser.text = chat.call("GET", "/").body
    parser.feed(parser.text)
    return parser


def test_the_emergency_number_is_a_link_without_any_script(page):
    assert ("a", {"href": "tel:911"}) in page.tags
    assert "In an emergency, call" in page.text
    assert "Call or text 988 any time." in page.text


def test_the_clinics_name_is_text_and_never_markup(page):
    assert "Hill &amp; Dale &lt;Clinic&gt;" in page.text
    assert not [tag for tag, _ in page.tags if tag == "clinic"]
    assert not re.search(r"\$[a-z_]+", page.text)


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(page, chat):
    for tag, attrs in page.tags:
        assert tag != "style"
        assert tag != "script" or set(attrs) == {"type", "src"}
        assert not [name for name in attrs if name == "style" or name.startswith("on")]
        for link in ("src", "href"):
            assert attrs.get(link, "/").startswith(("/", "tel:"))
    for file in ("page.js", "page.css"):
        assert not re.search(r"https?:|@import|url\(", chat.call("GET", f"/widget/{file}").body)


def test_everything_a_person_fills_in_or_presses_has_a_name(page):
    labelled = {attrs["for"] for tag, attrs in page.tags if tag == "label"}
    fields = [attrs["id"] for tag, attrs in page.tags if tag in ("textarea", "input", "select")]

    assert fields
    assert set(fields) <= labelled
    assert ("html", {"lang": "en-US", "dir": "ltr"}) in page.tags
    assert [attrs for tag, attrs in page.tags if attrs.get("role") == "log"]


def test_the_script_writes_text_and_never_markup_and_stays_small(chat):
    script = chat.call("GET", "/widget/page.js").body

    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|\.style\b", script)
    assert "textContent" in script
    assert len(script.splitlines()) < 300


def test_every_element_the_script_asks_for_is_on_the_page(page, chat):
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    script = chat.call("GET", "/widget/page.js").body
    asked = set(re.findall(r"\$\(\"([a-z_]+)\"\)", script)) - {"number"}
    [words] = [attrs for _, attrs in page.tags if attrs.get("id") == "words"]

    assert asked <= ids
    for word in [*re.findall(r"words\.([a-z]+)", script), "bot", "person", "staff"]:
        assert f"data-{word}" in words, word
