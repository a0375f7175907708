"""The page for reviewers is in step with the content, and leaves nothing out."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.review.clinical_content import PAGE, render
from bot.review.markdown import cell
from bot.triage.content import FOLDER, load_content
from bot.wording import wording

OUT_OF_STEP = (
    "docs/clinical-content.md does not show the content as it is now. "
    "Run `make content`, read what changed in the page, and commit it with the change."
)
# Read by a program, not by a person.
NOT_FOR_REVIEW = "utter_error"


@pytest.fixture(scope="module")
def rendered() -> str:
    return render(load_content(), wording())


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def rows_of(path: Path, section: str | None = None) -> Iterator[dict[str, Any]]:
    """Every mapping of a content file that has an id or a source."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    waiting = [data if section is None else data[section]]
    while waiting:
        at = waiting.pop()
        if isinstance(at, dict):
            waiting.extend(at.values())
            if "id" in at or "source" in at:
                yield at
        elif isinstance(at, list):
            waiting.extend(at)


ROWS = [(path.name, row) for path in sorted(FOLDER.glob("*.yml")) for row in rows_of(path)]
ROWS += [("lexicons", row) for row in rows_of(FOLDER / "lexicons" / "red_flags.yml", "combinations")]


def test_the_page_shows_the_content_as_it_is(page: str, rendered: str):
    # Compared as a truth value: the difference of two long pages would bury the message.
    in_step = page == rendered
    assert in_step, OUT_OF_STEP


def test_the_page_names_the_version_of_the_content_it_shows(rendered: str):
    assert f"Content version: `{load_content().version}`" in rendered


def test_every_row_of_the_content_is_on_the_page(rendered: str):
    missing = {(file, row["id"]) for file, row in ROWS if "id" in row and f"`{row['id']}`" not in rendered}
    assert len(ROWS) > 250
    assert missing == set()


def test_every_source_is_on_the_page(rendered: str):
    missing = {(file, row["source"]) for file, row in ROWS if cell(row.get("source", "")) not in rendered}
    assert sum("source" in row for _, row in ROWS) > 250
    assert missing == set()


def test_every_text_a_person_may_read_is_on_the_page(rendered: str):
    words = wording()
    texts = {name: words.template(name) for name in words.ids() if not name.startswith(NOT_FOR_REVIEW)}
    assert len(texts) > 400
    assert [name for name, text in sorted(texts.items()) if cell(text) not in rendered] == []


def test_every_option_of_a_question_is_on_the_page(rendered: str):
    words = wording()
    options = {
        b.title for question in load_content().questions for b in words.buttons(f"utter_ask_{question}")
    }
    assert {title for title in options if f"– {title}" not in rendered} == set()


def test_the_routing_table_is_in_its_order_of_precedence(rendered: str):
    table = rendered.split("## Routing table")[1].split("\n## ")[0]
    shown = re.findall(r"^\| (\d+) \| `([^`]+)`", table, re.MULTILINE)
    assert shown == [(str(place), rule.id) for place, rule in enumerate(load_content().rules, start=1)]


def test_every_danger_sign_is_under_its_own_tier(rendered: str):
    for tier in ("T0", "T1", "T2", "T3"):
        section = re.split(rf"^### {tier}: ", rendered, flags=re.MULTILINE)[1].split("\n### ")[0]
        signs = re.findall(r"^\| [^|]*?<br>`([a-z_]+)`", section, re.MULTILINE)
        assert signs == [flag.id for flag in load_content().flags.values() if flag.tier == tier]


def test_every_table_has_as_many_cells_in_each_row_as_headings(rendered: str):
    for table in re.findall(r"(?:^\|.*\n)+", rendered, re.MULTILINE):
        cells = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(cells) == 1, table.splitlines()[0]


def test_the_proof_is_summed_up_with_its_counts(rendered: str):
    proof = rendered.split("## What is proved")[1].split("\n## ")[0]
    assert re.search(r"^- States of evidence covered: \d{1,3}(,\d{3}){5,} ", proof, re.MULTILINE)
    assert re.search(r"^- Nodes of the decision diagram .*: \d+,\d{3}$", proof, re.MULTILINE)
    assert re.search(r"^- Checks: [1-9]\d*$", proof, re.MULTILINE)
    assert "- Violations: 0\n" in proof
