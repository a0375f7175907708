"""A browser without script, as far as the page at /talk needs one."""

import http.client
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from bot.channels.session_cookie import NAME

QUESTION_KEYS = {"id": "goal", "input": "choice", "why": "It helps me.", "free_text": True, "safety": False}


@dataclass
class Form:
    """A form of a page: its fields as they are filled, and the buttons by their words."""

    fields: list = field(default_factory=list)
    buttons: dict = field(default_factory=dict)


class Page(HTMLParser):
    """A page as a person without script meets it."""

    def __init__(self, status, headers, body):
        super().__init__()
        self.status, self.headers, self.body = status, headers, body
        self.forms, self.links, self.options, self.legend = [], {}, {}, ""
        self.texts, self.alerts, self._inside, self._button, self._label = [], [], [], None, ""
        self.feed(body)

    def handle_starttag(self, tag, attrs):
        named = dict(attrs)
        if tag not in ("input", "meta", "link"):
            self._inside.append((tag, named))
        if tag == "form":
            self.forms.append(Form())
        elif tag == "input" and named["type"] == "hidden":
            self.forms[-1].fields.append((named["name"], named["value"]))
        elif tag == "input":
            self._label = named.get("value", "")
        elif tag == "button":
            self._button = named

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop()[0] != tag:
            pass
        if tag == "button":
            self._button = None

    def handle_data(self, data):
        text = data.strip()
        if not text:
            return
        self.texts.append(text)
        tags = [tag for tag, _ in self._inside]
        if self._button is not None:
            pressed = (self._button["name"], self._button["value"]) if "name" in self._button else None
            self.forms[-1].buttons.setdefault(text, pressed)
        if "legend" in tags:
            self.legend += text
        if self._label and "label" in tags:
            self.options[self._label] = text
            self._label = ""
        if any(attrs.get("role") == "alert" for _, attrs in self._inside):
            self.alerts.append(text)
        for tag, attrs in self._inside:
            if tag == "a":
                self.links[text] = attrs["href"]

    @property
    def text(self):
        return "\n".join(self.texts)


class Browser:
    """Follows redirects and keeps cookies, runs no script. `sent` is every address it asked for."""

    def __init__(self, port):
        self.port, self.cookie, self.sent, self.set_cookies = port, None, [], []
        self.page = None

    def request(self, method, fields=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {"host": f"127.0.0.1:{self.port}", **(headers or {})}
        if self.cookie:
            sent["cookie"] = f"{NAME}={self.cookie}"
        if method == "POST":
            sent.setdefault("content-type", "application/x-www-form-urlencoded")
            sent.setdefault("origin", f"http://127.0.0.1:{self.port}")
        self.sent.append("/talk")
        connection.request(method, "/talk", body=urlencode(fields or []), headers=sent)
        response = connection.getresponse()
        body = response.read().decode()
        names = {name.lower(): value for name, value in response.getheaders()}
        connection.close()
        if "set-cookie" in names:
            self.set_cookies.append(names["set-cookie"])
            self.cookie = re.match(rf'{NAME}="?([^";]*)', names["set-cookie"])[1] or None
        if response.status == 303:
            assert names["location"] == "/talk" and "no-store" in names["cache-control"]
            return self.request("GET")
        self.page = Page(response.status, names, body)
        return self.page

    def open(self):
        return self.request("GET")

    def press(self, button, *extra, form=None, headers=None):
        """Send the form that has this button, with what is filled in beside it."""
        form = form or next(each for each in self.page.forms if button in each.buttons)
        pressed = form.buttons[button]
        return self.request("POST", [*form.fields, *extra, *([pressed] if pressed else [])], headers)

    def form(self, button):
        return next(each for each in self.page.forms if button in each.buttons)

    def start(self):
        self.open()
        return self.press("Start")


def tick_list(message):
    info = {**QUESTION_KEYS, "kind": "question_info", "id": "conditions", "input": "choices", "skip": True}
    buttons = [{"title": "A heart <condition>", "payload": "heart"}, {"title": "A lung", "payload": "lung"}]
    return [{"custom": info}, {"text": "Any of these?", "buttons": buttons}]
