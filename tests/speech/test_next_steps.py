"""What a result says about the clinic: where the professional is, how to book, when it is open."""

import pytest
import yaml

from bot.settings import settings
from bot.speech.audience import Audience
from bot.speech.result_message import result_data, result_text
from bot.triage.assess import assess
from bot.triage.content import load_content
from bot.triage.evidence import Answer, Case

CONTENT = load_content()
ELSEWHERE = "You can't see a physical therapist at Riverside Clinic. You can go here: River Rehab, 555-0199."
REFERRAL_LINE = "You can usually see a physical therapist first."
BOOKING = "Book a visit here: https://river.example/book"
HOURS = "Open hours: Monday to Friday 8 to 18; Saturday 9 to 12."


def case(**values):
    return Case().told({fact: Answer(value) for fact, value in values.items()})


ACHE = case(goal="treat_pain", region="knee", onset="over_3_months", pain="4", age="from_18_to_49")
DOCTOR = case(goal="diagnosis_or_imaging", region="knee", age="from_18_to_49")
DIET = case(goal="outside", scope_ask="diet")
CHEST = case(chest_pain_now="yes")


@pytest.fixture
def use_clinic(tmp_path, monkeypatch):
    """Makes the process speak for a clinic whose rows or keys are changed."""

    def use(rows=None, **changed):
        everyone = [
            {"id": name, "here": True, "accepting": True, **(rows or {}).get(name, {})}
            for name in CONTENT.professionals
        ]
        data = {
            "name": "A Clinic",
            "hours": ["Monday to Friday 8 to 18", "Saturday 9 to 12"],
            "booking_link": "https://river.example/book",
            "locale": "en-US",
            "professionals": everyone,
            **changed,
        }
        path = tmp_path / f"clinic-{len(list(tmp_path.iterdir()))}.yml"
        path.write_text(yaml.safe_dump(data), encoding="utf-8")
        monkeypatch.setenv("SIGNPOST_CLINIC", str(path))
        settings.cache_clear()

    yield use
    settings.cache_clear()


def text_of(told, channel="web"):
    return result_text(told, assess(told, CONTENT), CONTENT, Audience("en-US", channel))


def data_of(told):
    return result_data(told, assess(told, CONTENT), CONTENT, Audience("en-US", "web"))


AWAY = {"physical_therapist": {"here": False, "accepting": False, "referral": "River Rehab, 555-0199"}}
FULL = {"physical_therapist": {"accepting": False}}


def test_a_professional_who_is_here_can_be_booked(use_clinic):
    use_clinic()
    data = data_of(ACHE)
    assert (data["professional"], data["where"]) == ("physical_therapist", "here")
    assert data["next_steps"][1:3] == [BOOKING, HOURS]
    assert "You can go here" not in text_of(ACHE)


def test_a_professional_who_is_elsewhere_is_still_the_one_to_see(use_clinic):
    use_clinic(AWAY)
    data, text = data_of(ACHE), text_of(ACHE)
    assert (data["professional"], data["where"]) == ("physical_therapist", "elsewhere")
    assert text.startswith("A good first stop: a physical therapist.")
    assert ELSEWHERE in text.splitlines()
    assert data["next_steps"][0] == ELSEWHERE
    assert BOOKING not in data["next_steps"] and HOURS not in data["next_steps"]


def test_alternates_that_can_be_seen_here_are_named(use_clinic):
    use_clinic(AWAY)
    alternates = data_of(ACHE)["alternates"]
    assert "At Riverside Clinic you can see: a sports medicine doctor." in text_of(ACHE)
    use_clinic(AWAY | {name: {"accepting": False} for name in alternates})
    assert "At Riverside Clinic" not in text_of(ACHE)


def test_a_professional_who_takes_nobody_new_is_said_with_another_way_on(use_clinic):
    use_clinic(FULL)
    assert data_of(ACHE)["where"] == "not_accepting"
    assert "Ask the front desk who else can see you." in text_of(ACHE)
    use_clinic({"physical_therapist": {"accepting": False, "referral": "River Rehab"}})
    assert "You can go here: River Rehab." in text_of(ACHE)


def test_a_physical_therapist_comes_with_the_line_about_referral(use_clinic):
    use_clinic()
    assert any(step.startswith(REFERRAL_LINE) for step in data_of(ACHE)["next_steps"])
    assert not any(step.startswith(REFERRAL_LINE) for step in data_of(DOCTOR)["next_steps"])


def test_the_line_about_referral_is_for_the_united_states(use_clinic, monkeypatch):
    monkeypatch.delenv("SIGNPOST_LOCALE", raising=False)
    use_clinic(locale="en-GB")
    assert not any(step.startswith(REFERRAL_LINE) for step in data_of(ACHE)["next_steps"])


def test_a_channel_of_text_alone_gets_the_steps_in_the_text(use_clinic):
    use_clinic()
    said = text_of(ACHE, channel="cmdline").splitlines()
    assert [line for line in said if line in data_of(ACHE)["next_steps"]] == data_of(ACHE)["next_steps"]
    assert BOOKING not in text_of(ACHE)


def test_an_emergency_and_an_outside_answer_name_no_place_at_the_clinic(use_clinic):
    use_clinic(AWAY)
    for told in (CHEST, DIET):
        data = data_of(told)
        assert data["where"] == "none"
        assert len(data["next_steps"]) == 1
        assert BOOKING not in text_of(told, "sms") and "River Rehab" not in text_of(told, "sms")


def test_the_environment_has_the_last_word_on_name_phone_and_locale(use_clinic, monkeypatch):
    use_clinic(phone="555-0142")
    assert "call Riverside Clinic at 555-0100" in text_of(ACHE)
    monkeypatch.delenv("SIGNPOST_CLINIC_NAME")
    monkeypatch.delenv("SIGNPOST_CLINIC_PHONE")
    settings.cache_clear()
    assert "call A Clinic at 555-0142" in text_of(ACHE)
