"""The note as a PDF. The fonts every reader has know Western letters only; the file says so when others are lost."""

from __future__ import annotations

import unicodedata

from fpdf import FPDF

FONT = "Helvetica"
HEADING_POINTS, TEXT_POINTS = 13, 10
LINE_MM = 5.2
LOST = "?"


def pdf_of(text: str, lost_letters: str) -> bytes:
    """A4 pages of the text; a line that begins with `# ` is a heading.

    `lost_letters` is said at the end when the text has letters that the font does not.
    """
    shown, complete = western(text)
    pdf = FPDF(format="A4")
    pdf.set_auto_page_break(True, margin=15)
    pdf.add_page()
    for line in shown.splitlines():
        is_heading = line.startswith("# ")
        pdf.set_font(FONT, "B" if is_heading else "", HEADING_POINTS if is_heading else TEXT_POINTS)
        pdf.multi_cell(0, LINE_MM, line.removeprefix("# ") or " ", new_x="LMARGIN", new_y="NEXT")
    if not complete:
        pdf.set_font(FONT, "I", TEXT_POINTS)
        pdf.multi_cell(0, LINE_MM, lost_letters, new_x="LMARGIN", new_y="NEXT")
    return bytes(pdf.output())


def western(text: str) -> tuple[str, bool]:
    """The text in Western letters, and whether that is all of it."""
    letters = [_western(letter) for letter in text]
    return "".join(letters), all(
        letter != LOST or was == LOST for letter, was in zip(letters, text, strict=True)
    )


def _western(letter: str) -> str:
    """The letter itself; its plain quote, dash or base letter; or LOST."""
    typed = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "."}.get(letter, letter)
    for candidate in (typed, unicodedata.normalize("NFKD", typed)[0]):
        try:
            candidate.encode("latin-1")
        except UnicodeEncodeError:
            continue
        return candidate
    return LOST
