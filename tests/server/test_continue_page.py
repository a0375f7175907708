"""Going on with the web page: the code is used by a post, once, and is in no address."""

import http.client
from urllib.parse import urlencode

import pytest

from bot.channels.limits import Limits, Rate
from bot.channels.session_cookie import NAME

CODE = "ACDEFGHJKM"


class OneTimeLinks:
    """Codes that work once, for the newest conversation of the log."""

    def __init__(self):
        self.codes, self.asked, self.broken = {}, [], False

    def issue(self, conversation_id):
        self.codes[CODE] = conversation_id
        return CODE

    def use(self, code):
        self.asked.append(code)
        if self.broken:
            raise ConnectionError("the database said: my chest hurts")
        return self.codes.pop(code, None)


@pytest.fixture
def links():
    return OneTimeLinks()


@pytest.fixture
def chat(serve, links):
    client = serve(links=links)
    client.first_token = client.open()
    links.issue(client.conversation)
    return client


def form(client, code, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=30)
    sent = {"content-type": "application/x-www-form-urlencoded", **headers}
    connection.request("POST", "/talk/continue", urlencode({"code": code}), sent)
    response = connection.getresponse()
    body = response.read().decode()
    connection.close()
    return response.status, {k.lower(): v for k, v in response.getheaders()}, body


def test_a_code_becomes_a_token_for_the_same_conversation(chat):
    answer = chat.call("POST", "/chat/continue", {"code": CODE})
    assert answer.status == 200 and set(answer.body) == {"token", "expires_at"}
    told = chat.call("GET", "/chat/messages", token=answer.body["token"])
    assert told.body == chat.call("GET", "/chat/messages", token=chat.first_token).body


def test_a_code_works_once(chat):
    assert chat.call("POST", "/chat/continue", {"code": CODE}).status == 200
    again = chat.call("POST", "/chat/continue", {"code": CODE})
    assert (again.status, again.body["error"]["code"]) == (422, "bad_code")
    assert "911" in again.body["error"]["message"]


@pytest.mark.parametrize("body", [{}, {"code": 7}, {"code": ""}, {"code": "A" * 41}, {"code": None}])
def test_what_cannot_be_a_code_is_refused_without_a_look(body, chat, links):
    assert chat.call("POST", "/chat/continue", body).status in (400, 422)
    assert links.asked == []


def test_guessing_is_slowed_down(serve, links):
    client = serve(links=links, limits=Limits(sessions_by_address=Rate(2, 0.001)))
    statuses = [client.call("POST", "/chat/continue", {"code": f"GUESS{n}"}).status for n in range(3)]
    assert statuses == [422, 422, 429]
    assert form(client, "GUESS")[0] == 429


def test_looking_at_the_page_uses_nothing_up(chat, links):
    page = chat.call("GET", "/talk/continue")
    assert page.status == 200 and "Go on with your chat" in page.body and "911" in page.body
    assert page.headers["cache-control"] == "no-store"
    assert "inline" not in page.headers["content-security-policy"]
    assert links.asked == [] and CODE in links.codes


def test_without_script_a_code_is_typed_in_and_the_plain_page_goes_on(chat):
    status, headers, _ = form(chat, CODE)
    assert (status, headers["location"]) == (303, "/talk")
    cookie = headers["set-cookie"]
    assert cookie.startswith(f"{NAME}=") and "HttpOnly" in cookie and "SameSite=Strict" in cookie
    page = chat.call("GET", "/talk", headers={"cookie": cookie.partition(";")[0]})
    assert "What do you want help with?" in page.body


def test_a_wrong_code_gets_the_form_again(chat):
    status, _, body = form(chat, "WRONGCODEX")
    assert status == 422 and "does not work any more" in body and '<input type="text" name="code"' in body


def test_a_form_from_another_site_is_refused(chat, links):
    status, _, _ = form(chat, CODE, **{"sec-fetch-site": "cross-site"})
    assert status == 403 and links.asked == []


def test_a_store_that_is_down_says_nothing_of_itself(chat, links, caplog):
    links.broken = True
    answer = chat.call("POST", "/chat/continue", {"code": CODE})
    assert answer.status == 503 and "database" not in str(answer.body)
    assert "chest" not in caplog.text and CODE not in caplog.text


def test_without_text_messages_there_is_no_such_page(serve):
    client = serve()
    assert client.call("GET", "/talk/continue").status == 404
    assert client.call("POST", "/chat/continue", {"code": CODE}).status == 422
