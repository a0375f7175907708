"""From a text message to the web page in a real browser: one press, and the same conversation goes on."""

import json
import time
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import RunningServer

PHONE = "+15005550107"
KNEE = "my knee has ached for 4 months when I climb stairs, I want it treated"


class Texting:
    """A phone that texts the server's console carrier."""

    def __init__(self, address):
        self.address, self.seen = address, 0

    def send(self, text, replies):
        body = json.dumps({"from": PHONE, "text": text}).encode()
        headers = {"content-type": "application/json"}
        urllib.request.urlopen(
            urllib.request.Request(f"{self.address}/sms/console", body, headers), timeout=10
        )
        for _ in range(100):
            with urllib.request.urlopen(
                f"{self.address}/sms/console/sent?since={self.seen}", timeout=10
            ) as sent:
                new = json.load(sent)
            if len(new) >= replies:
                self.seen += len(new)
                return [text["text"] for text in new]
            time.sleep(0.1)
        raise AssertionError(f"no reply to {text!r} came within 10 seconds")


@pytest.fixture(scope="module")
def by_text(tmp_path_factory):
    running = RunningServer(tmp_path_factory.mktemp("texting"), "")
    running.environ |= {
        "SIGNPOST_MODE": "demo",
        "SIGNPOST_SMS_PROVIDER": "console",
        "SIGNPOST_SMS_JOIN_SECONDS": "0.1",
    }
    running.start()
    yield running
    running.stop()


@pytest.fixture
def link(by_text):
    phone = Texting(by_text.address)
    phone.send(KNEE, 2)
    phone.send("1", 1)
    (text,) = phone.send("LINK", 1)
    return f"{by_text.address}/talk/continue#{text.rpartition('#')[2]}"


def test_a_link_goes_on_with_the_same_case_and_its_code_is_in_no_request(link, visit):
    code = link.rpartition("#")[2]
    visitor = visit(link)
    page = visitor.page
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    assert code not in page.evaluate("location.href")
    expect(page.get_by_label("The code from your text message")).to_be_hidden()

    page.get_by_role("button", name="Continue").click()

    expect(page.get_by_text("First, your safety").first).to_be_visible()
    assert page.url.endswith("/talk") and not [url for url in asked if code in url]
    expect(page.get_by_text(KNEE).first).to_be_visible()


def test_a_link_that_was_used_says_so_and_takes_a_new_code(link, visit):
    first = visit(link)
    first.page.get_by_role("button", name="Continue").click()
    expect(first.page.get_by_text("First, your safety").first).to_be_visible()

    second = visit(link)
    second.page.get_by_role("button", name="Continue").click()

    expect(second.page.get_by_role("alert")).to_contain_text("Text LINK to get a new one")
    expect(second.page.get_by_label("The code from your text message")).to_be_visible()
