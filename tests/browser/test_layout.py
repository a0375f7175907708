"""It fits: small screens, zoom, and languages that run from right to left."""

import pytest

from tests.browser.prepared import ACTIVE

OVERFLOW = """(root) => {
  const wide = [...root.querySelectorAll(".panel, .panel *:not(.unseen)")]
    .filter((node) => node.getClientRects().length)
    .filter((node) => {
      const box = node.getBoundingClientRect();
      return box.right > innerWidth + 1 || box.left < -1;
    })
    .map((node) => `${node.tagName}.${node.className}`);
  const talk = root.querySelector(".talk");
  const page = document.scrollingElement;
  return [wide, talk.scrollWidth > talk.clientWidth, page.scrollWidth > innerWidth];
}"""
FITS = [[], False, False]


@pytest.mark.parametrize(
    ("width", "height"), [(320, 256), (320, 640), (360, 740), (640, 512)],
    ids=["400% zoom", "small phone", "phone", "200% zoom"],
)  # fmt: skip
@pytest.mark.parametrize("question", ["pain", None])
def test_nothing_is_cut_or_scrolls_sideways(visit, prepared, width, height, question):
    token = prepared.to_look_at(question, ACTIVE)
    visitor = visit(token=token, viewport={"width": width, "height": height}).open()

    assert visitor.evaluate_in_chat(OVERFLOW) == FITS


@pytest.mark.parametrize("question", ["general_signs", None])
def test_from_right_to_left_it_stands_on_the_other_side_and_fits(visit, prepared, clinic_site, question):
    clinic_site.dir = "rtl"
    try:
        visitor = visit(clinic_site.origin, token=prepared.to_look_at(question)).open()
    finally:
        clinic_site.reset()
    box = visitor.panel.bounding_box()
    talk = visitor.chat.locator(".talk").bounding_box()
    mine = visitor.bubbles.last.bounding_box()

    assert box["x"] < 50
    assert mine["x"] < talk["x"] + talk["width"] / 4
    assert visitor.evaluate_in_chat(OVERFLOW) == FITS


def test_the_launcher_stands_where_the_clinic_wants_it(visit, clinic_site):
    clinic_site.attributes = 'position="start"'
    try:
        visitor = visit(clinic_site.origin)
    finally:
        clinic_site.reset()

    assert visitor.launcher.bounding_box()["x"] < 50
    assert visitor.open().panel.bounding_box()["x"] < 50


def test_large_letters_make_the_page_longer_and_never_wider(visit, prepared, clinic_site):
    clinic_site.theme = "html { font-size: 200%; }"
    try:
        visitor = visit(
            clinic_site.origin, token=prepared.to_look_at("age"), viewport={"width": 640, "height": 900}
        ).open()
    finally:
        clinic_site.reset()

    assert visitor.evaluate_in_chat(OVERFLOW) == FITS
