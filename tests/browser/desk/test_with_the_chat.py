"""The chat and the front desk on one database: a conversation that ends stands in the queue by itself."""

import pytest
from playwright.sync_api import expect

from tests.browser.desk.conftest import DeskTab
from tests.browser.prepared import CHEST


@pytest.fixture
def queue(chromium, beside):
    """The queue, as a receptionist looks at it."""
    context = chromium.new_context()
    context.add_cookies([beside.cookie_of("reception")])
    yield DeskTab(context.new_page(), beside.address).go("/queue")
    context.close()


def test_the_queue_moves_when_a_conversation_ends_and_the_note_holds_what_was_said(queue, prepared):
    rows = queue.page.locator("tr[data-case]")
    before = rows.count()
    known = {row.get_attribute("data-case") for row in rows.all()}
    prepared.at(None)
    expect(rows).to_have_count(before + 1)
    prepared.at(None, CHEST)
    expect(rows).to_have_count(before + 2)
    expect(rows.first).to_contain_text("Emergency")
    urgent = [row.get_attribute("data-case") for row in queue.page.locator("tr.line-t0").all()]
    (came,) = set(urgent) - known
    queue.page.locator(f'tr[data-case="{came}"] a.open').click()
    note = queue.page.get_by_role("region", name="Note", exact=True)
    expect(note).to_contain_text("Emergency help now. Nobody at this clinic.")
    expect(note).to_contain_text(CHEST)
    assert queue.troubles == []
