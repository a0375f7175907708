"""Somebody in front of a page with the chat."""

import json

MOST_TURNS = 30
LIKELY = ("Yes, go on", "18 to 49", "No", "None", "Yes, that's right")


class Visitor:
    """One tab. What it asked for and what its console said are kept."""

    def __init__(self, page):
        self.page = page
        self.requests, self.troubles = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda said: self._heard(said.type, said.text))
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.chat = page.locator("signpost-chat")
        self.launcher = self.chat.locator(".launcher")
        self.panel = self.chat.locator(".panel")
        self.log = self.chat.get_by_role("log")
        self.options = self.chat.locator(".option")
        self.field = self.chat.locator("textarea")
        self.status = self.chat.locator(".status")
        self.bubbles = self.chat.locator(".message.person")
        self.result = self.chat.locator(".message.result")
        self.emergency = self.chat.locator(".message.emergency")

    def _heard(self, kind, text):
        if kind in ("error", "warning"):
            self.troubles.append(text)

    def button(self, name):
        return self.chat.get_by_role("button", name=name, exact=True)

    def open(self):
        self.launcher.click()
        self.settle()
        return self

    def settle(self):
        """Wait until the last reply is on the screen."""
        self.page.wait_for_function(
            """() => {
              const root = document.querySelector("signpost-chat")?.shadowRoot;
              const log = root?.querySelector(".log");
              return log?.children.length && !root.querySelector(".status").textContent;
            }"""
        )

    def say(self, text):
        self.field.fill(text)
        self.button("Send").click()

    def choose(self, label):
        self.chat.get_by_label(label, exact=True).check()
        self.button("Continue").click()

    def answer(self, opening):
        """Answer what is asked by mouse, honestly but healthily."""
        labels = self.options.all_inner_texts()
        likely = [label for label in LIKELY if label in labels]
        if self.button("None of these").count():
            self.button("None of these").click()
        elif likely:
            self.choose(likely[0])
        elif labels:
            self.choose(labels[0])
        else:
            self.say(opening)

    def until_result(self, opening):
        for _ in range(MOST_TURNS):
            self.settle()
            if self.result.count() or self.emergency.count():
                return
            self.answer(opening)
        raise AssertionError(f"no result after {MOST_TURNS} turns")

    def focused(self):
        """The element with the focus, inside the chat too: its tag, class and name."""
        return self.page.evaluate(
            """() => {
              const host = document.activeElement;
              const found = host?.shadowRoot?.activeElement || host;
              return `${found.tagName.toLowerCase()}.${found.className}`;
            }"""
        )

    def kept(self):
        """What this tab has stored."""
        return json.loads(self.page.evaluate("sessionStorage.signpost || '{}'"))

    def evaluate_in_chat(self, script):
        """Run a function of the chat's shadow root."""
        return self.page.evaluate(f"({script})(document.querySelector('signpost-chat').shadowRoot)")
