"""The content under test, and cases made of any evidence at all."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st

from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.triage.evidence import UNKNOWN, Answer, Case

CONTENT = load_content()


@pytest.fixture(scope="session")
def content() -> Content:
    return CONTENT


def case_of(**values: object) -> Case:
    """A case from plain values, such as `case_of(goal="fitness", pain=2)`."""
    return Case().told({fact: Answer(str(value)) for fact, value in values.items()})


@st.composite
def cases(draw: st.DrawFn, flags: bool = True) -> Case:
    """Any evidence: some facts answered, some unsure, most unasked."""
    names = [name for name in CONTENT.facts if flags or name not in CONTENT.flags]
    chosen = draw(st.lists(st.sampled_from(names), unique=True, max_size=18))
    answers = {
        name: Answer(
            draw(st.sampled_from((*CONTENT.facts[name].values, UNKNOWN))),
            confirmed=draw(st.booleans()),
        )
        for name in chosen
    }
    return Case(answers)
