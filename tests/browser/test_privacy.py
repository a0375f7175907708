"""Whose conversation it is, and how it is left without a trace."""

import base64
import json
import urllib.error

import pytest
from playwright.sync_api import expect

from tests.browser.prepared import KNEE


def refused(call, *given):
    with pytest.raises(urllib.error.HTTPError) as error:
        call(*given)
    return error.value.code


def conversation_of(token):
    """The conversation's id, which a token's holder can read in it."""
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))["conversation"]


def forged(token, conversation):
    version, _, signature = token.split(".")
    content = {"channel": "web", "conversation": conversation, "expires": 9_999_999_999}
    body = base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")
    return f"{version}.{body}.{signature}"


def test_a_second_client_that_knows_the_id_can_neither_read_nor_write(visit, prepared):
    victim = visit().open()
    victim.choose("Yes, go on")
    victim.settle()
    token = victim.kept()["token"]
    known = conversation_of(token)
    attacker = prepared.call("POST", "sessions", body={})["token"]
    turn = {"turn_id": "x", "text": "I was here", "sender": known, "sender_id": known, "conversation": known}

    prepared.call("POST", "turns", attacker, turn)
    for claimed in (known, f"web:{known}", forged(attacker, known)):
        assert refused(prepared.call, "GET", "messages", claimed) == 401
        assert refused(prepared.call, "GET", "stream", claimed) == 401
        assert refused(prepared.call, "POST", "turns", claimed, turn) == 401
        assert refused(prepared.call, "DELETE", "sessions/current", claimed) == 401

    assert "I was here" not in prepared.said(token)
    assert "Yes, go on" not in prepared.said(attacker)
    expect(victim.chat.get_by_text("I was here")).to_have_count(0)


def test_another_tab_is_another_conversation(visit):
    one = visit().open()
    other = visit(context=one.page.context).open()

    assert one.kept()["token"] != other.kept()["token"]


def test_forgetting_erases_it_here_and_on_the_server(visit, prepared):
    token = prepared.at("age")
    visitor = visit(token=token).open()

    visitor.button("Delete this chat").click()
    visitor.button("Press again to delete it").click()

    expect(visitor.status).to_contain_text("This chat has ended.")
    expect(visitor.chat.locator(".message")).to_have_count(0)
    assert "token" not in visitor.kept()
    assert prepared.said(token) == []


def test_a_first_press_deletes_nothing(visit, prepared):
    token = prepared.at("age")
    visitor = visit(token=token).open()

    visitor.button("Delete this chat").click()
    visitor.field.focus()

    expect(visitor.button("Delete this chat")).to_be_visible()
    assert KNEE in prepared.said(token)


@pytest.fixture
def shared_device(visit, server, clinic_site):
    """A chat on a device that others use too, with something said in it, and the token it had."""
    clinic_site.attributes = "shared-device"
    visitor = visit(clinic_site.origin)
    clinic_site.reset()
    with visitor.page.expect_response("**/chat/sessions") as opened:
        visitor.launcher.click()
    visitor.settle()
    visitor.token = opened.value.json()["token"]
    visitor.choose("Yes, go on")
    visitor.settle()
    return visitor


def is_erased_soon(visitor, prepared):
    """The page does not wait for the answer, so neither can it say when the server has done it."""
    for _ in range(100):
        if prepared.said(visitor.token) == []:
            return True
        visitor.page.wait_for_timeout(100)
    return False


def test_on_a_shared_device_nothing_is_kept_in_the_browser(shared_device):
    page = shared_device.page

    assert page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]") == [0, 0, ""]
    expect(shared_device.button("Save as a file")).to_be_hidden()
    expect(shared_device.chat.get_by_text("Shared device")).to_be_visible()


def test_on_a_shared_device_closing_wipes_it(shared_device, prepared):
    shared_device.page.keyboard.press("Escape")

    expect(shared_device.chat.locator(".message")).to_have_count(0)
    expect(shared_device.launcher).to_be_visible()
    assert is_erased_soon(shared_device, prepared)


def test_on_a_shared_device_leaving_the_page_wipes_it(shared_device, prepared):
    shared_device.page.goto("about:blank")

    assert is_erased_soon(shared_device, prepared)


def test_leaving_fast_goes_to_a_neutral_page_and_back_shows_nothing(visit, prepared, clinic_site):
    visitor = visit(token=prepared.at("age")).open()

    visitor.button("Leave fast").click()
    visitor.page.wait_for_url("about:blank")

    visitor.page.go_back()
    assert visitor.page.url == "about:blank"


def test_the_clinic_names_the_page_to_leave_to(visit, server, clinic_site):
    clinic_site.attributes = f'exit-to="{server.address}/healthz"'
    visitor = visit(clinic_site.origin)
    clinic_site.reset()
    visitor.open()

    visitor.button("Leave fast").click()

    visitor.page.wait_for_url(f"{server.address}/healthz")
