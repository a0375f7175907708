"""The result as a card, on paper and as a file."""

import pytest
from playwright.sync_api import expect

from tests.browser.prepared import CHEST, KNEE

# Instead of a printer: what would be on the paper.
PAPER = """window.print = () => {
  top.paper = [document.body.innerText, document.querySelectorAll("button, input, a").length];
  dispatchEvent(new Event("afterprint"));
}"""


@pytest.fixture
def at_the_result(visit, prepared):
    return visit(token=prepared.to_look_at()).open()


def test_it_has_its_parts_in_order(at_the_result):
    headings = at_the_result.result.locator("h3, h4, summary").all_inner_texts()

    assert headings == [
        "A good first stop: a physical therapist.",
        "What to do next",
        "When to get help fast",
        "How this came about",
    ]


def test_each_professional_that_was_ruled_out_is_named_with_the_reason(at_the_result):
    at_the_result.chat.get_by_text("How this came about").click()

    expect(at_the_result.result).to_contain_text("an exercise therapist: ")


def test_on_paper_there_is_the_card_and_nothing_else(at_the_result):
    at_the_result.page.add_init_script(PAPER)
    at_the_result.page.reload()
    at_the_result.open()

    at_the_result.button("Print").click()
    text, controls = at_the_result.page.evaluate("paper")

    assert text.startswith("A good first stop: a physical therapist.")
    assert "This is not a diagnosis." in text
    assert KNEE in text
    assert "Riverside" not in text
    assert controls == 0
    expect(at_the_result.chat.locator("iframe")).to_have_count(0)


def test_the_file_holds_the_card_and_its_name_tells_nothing(at_the_result, tmp_path):
    with at_the_result.page.expect_download() as download:
        at_the_result.button("Save as a file").click()
    download.value.save_as(tmp_path / "saved")
    text = (tmp_path / "saved").read_text(encoding="utf-8")

    assert download.value.suggested_filename == "signpost.txt"
    assert text.startswith("A good first stop: a physical therapist.")
    assert "What you said" in text
    expect(at_the_result.chat.locator(".sheet details[open]")).to_have_count(0)


def test_an_emergency_is_no_card_and_names_nobody(visit, prepared):
    visitor = visit(token=prepared.to_look_at(None, CHEST)).open()

    expect(visitor.emergency).to_be_visible()
    expect(visitor.result).to_have_count(0)
    assert "therapist" not in visitor.emergency.inner_text()
