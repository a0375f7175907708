"""Judged cases made by hand, and one small vignette to break in every way."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.evaluation.judged import Judged
from bot.evaluation.vignettes import Label
from bot.triage.assess import Assessment
from bot.triage.content import load_content
from bot.triage.entries import Content

VIGNETTE = """\
- id: made_up
  register: plain
  text: "My knee has hurt for months."
  facts: {goal: treat_pain, region: knee, onset: over_3_months, pain: "4"}
  told: [goal, region, onset]
  label: {outcome: recommendation, tier: T4, professional: physical_therapist, acceptable: []}
  source: "made up"
"""


@pytest.fixture(scope="session")
def content() -> Content:
    return load_content()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "some.yml").write_text(VIGNETTE, encoding="utf-8")
    return tmp_path


def judged(
    expected: str, got: str, *, labelled: str | None = None, named: str | None = None, **more: tuple[str, ...]
) -> Judged:
    """A case of a true tier, answered with another. Professionals may be given; the rest is the same."""
    assessment = Assessment(
        outcome=outcome_of(got, named),
        tier=got,
        rule="made_up",
        professional=named,
        destination=None,
        alternates=more.pop("alternates", ()),
        also=(),
        after=(),
        excluded=(),
        clearance_needed=False,
        flags=(),
        reasons=(),
        urgent_signs=("general",),
        content_version="made up",
    )
    label = Label(outcome_of(expected, labelled), expected, labelled, more.pop("acceptable", ()))
    return Judged("made_up", label, "made up", assessment, **more)


def outcome_of(tier: str, professional: str | None) -> str:
    urgent = {"T0": "emergency", "T1": "same_day", "T2": "physician_first"}
    return urgent.get(tier, "person" if professional is None else "recommendation")
