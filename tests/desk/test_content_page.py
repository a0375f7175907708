"""The clinical content at the front desk: all of it, with sources, and nothing to change it with."""

import pytest

from bot.triage.content import load_content

CONTENT = load_content()


@pytest.mark.parametrize("role", ["reception", "clinician", "admin", "auditor"])
def test_every_sign_rule_and_exclusion_stands_there_with_the_version(signed_in, role):
    shown = signed_in(role).get("/content").text
    assert CONTENT.version in shown
    named = [*CONTENT.flags, *(each.id for each in (*CONTENT.rules, *CONTENT.exclusions))]
    assert [each for each in named if f"<code>{each}</code>" not in shown] == []


def test_nothing_on_it_can_be_changed(signed_in):
    shown = signed_in("admin").get("/content").text
    main = shown[shown.index("<main") :]
    assert "<form" not in main
    assert "<input" not in main
