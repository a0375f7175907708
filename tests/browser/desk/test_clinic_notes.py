"""Notes to staff in a real browser: folded away, opened, written, and there again for everybody."""

from playwright.sync_api import expect

from tests.browser.wcag import violations


def test_an_admin_writes_a_note_that_reception_reads(sit_down):
    tab = sit_down("admin").go("/clinic")
    field = tab.page.get_by_label("Signs of danger right now")
    expect(field).to_be_hidden()
    tab.page.get_by_text("Notes to staff (none written)").click()
    field.fill("Read every line, slowly.")
    tab.press("Check and save")
    tab.page.wait_for_url("**/clinic")
    reading = sit_down("reception").go("/clinic")
    reading.page.get_by_text("Notes to staff (1 written)").press("Enter")
    expect(reading.page.get_by_label("Signs of danger right now")).to_have_value("Read every line, slowly.")
    expect(reading.page.get_by_label("Signs of danger right now")).to_be_disabled()
    assert tab.troubles == reading.troubles == []


def test_axe_finds_nothing_in_the_open_fold_on_a_small_screen(sit_down):
    for role in ("admin", "reception"):
        tab = sit_down(role, viewport={"width": 320, "height": 900}).go("/clinic")
        tab.page.locator("details.staff-notes").evaluate("(node) => { node.open = true; }")
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            assert violations(tab.page) == []
        wide = tab.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert wide == 0
