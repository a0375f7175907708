"""The project's own vignettes are many and various enough to say something."""

from collections import Counter
from pathlib import Path

import pytest

from bot.evaluation.vignettes import load_vignettes
from bot.triage.content import load_content
from bot.triage.entries import TIERS

CONTENT = load_content()
VIGNETTES = load_vignettes(Path("tests/vignettes"), CONTENT)


@pytest.mark.parametrize("tier", TIERS)
def test_each_tier_has_15_or_more(tier):
    assert Counter(vignette.label.tier for vignette in VIGNETTES)[tier] >= 15


@pytest.mark.parametrize("professional", CONTENT.professionals)
def test_each_professional_has_40_or_more(professional):
    assert Counter(vignette.label.professional for vignette in VIGNETTES)[professional] >= 40


def test_all_have_a_second_label_and_three_registers_are_spread_evenly():
    assert all(vignette.second_label is not None for vignette in VIGNETTES)
    registers = Counter(vignette.register for vignette in VIGNETTES)
    assert len(registers) == 3
    assert min(registers.values()) >= len(VIGNETTES) / 4
