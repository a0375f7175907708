"""A call in a real browser, by keyboard alone; every press is counted."""

from playwright.sync_api import expect


class Keyboard:
    """Presses keys in front of one tab, and waits for the next page where a key leads to one."""

    def __init__(self, tab):
        self.tab, self.page, self.presses = tab, tab.page, 0

    def press(self, key):
        """A key that stays on the page."""
        self.presses += 1
        self.page.keyboard.press(key)

    def go(self, *keys):
        """Keys that each lead to another page."""
        for key in keys:
            with self.page.expect_navigation():
                self.press(key)
            # The keys come with the script.
            self.page.wait_for_load_state()

    def types(self, text):
        self.page.keyboard.type(text)

    def reads(self, words):
        expect(self.page.locator("main")).to_contain_text(words)

    def begins(self, relationship="1", words=""):
        self.tab.go("/calls/new")
        if words:
            self.press("w")
            self.types(words)
            self.press("Escape")
        self.press(relationship)
        self.go("Enter")
        return self


KNEE_CALM = ("0", "f", "0", "0", "0")
"""None of the emergency signs; the knee; none of the three lists about it."""
