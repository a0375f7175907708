"""The chat process over HTTP: probes, page and headers."""

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
    "path", ["/", "/widget/widget.js", "/widget/widget.css", "/healthz", "/nothing", "/chat/messages"]
)
def test_every_answer_has_the_security_headers(chat, path):
    headers = chat.call("GET", path).headers

    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_nothing_else_is_served(chat):
    for path in (
        "/widget/", "/widget/page.js", "/widget/../../settings.py", "/widget/%2e%2e/%2e%2e/settings.py",
        "/../bot/chat.py", "/widget/..%2f..%2fsettings.py", "/docs", "/model",
        "/webhooks/rest/webhook", "/conversations",
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


def test_the_page_has_nothing_inline_and_nothing_from_elsewhere(page, chat):
    for tag, attrs in page.tags:
        assert tag != "style"
        assert tag != "script" or set(attrs) == {"type", "src"}
        assert not [name for name in attrs if name == "style" or name.startswith("on")]
        for link in ("src", "href"):
            assert attrs.get(link, "/").startswith(("/", "tel:"))


def test_the_chat_leaves_a_link_and_the_emergency_number_to_a_page_without_script(page):
    inside = page.text.partition("<signpost-chat>")[2].partition("</signpost-chat>")[0]

    assert 'href="/talk"' in inside
    assert 'href="tel:911"' in inside
    assert ("html", {"lang": "en-US", "dir": "ltr"}) in page.tags
