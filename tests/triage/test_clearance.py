import pytest

from bot.triage.clearance import clearance_row
from tests.triage.conftest import case_of

DISEASES = ("heart_condition", "kidney_condition", "insulin_diabetes", "diabetes_no_insulin")
NO_DISEASE = dict.fromkeys(DISEASES, "no")


@pytest.mark.parametrize(
    ("evidence", "row", "needed"),
    [
        (NO_DISEASE, "A1", False),
        (NO_DISEASE | {"wants_vigorous": "yes"}, "A1", False),
        (NO_DISEASE | {"diabetes_no_insulin": "yes", "active_now": "no"}, "A3", True),
        (NO_DISEASE | {"exertional_cv_symptoms": "yes"}, "A4", True),
        (NO_DISEASE | {"heart_condition": "yes", "active_now": "yes", "wants_vigorous": "no"}, "B2", False),
        (NO_DISEASE | {"heart_condition": "yes", "active_now": "yes", "wants_vigorous": "yes"}, "B3", True),
        (NO_DISEASE | {"heart_condition": "yes", "doctor_cleared": "yes"}, "cleared", False),
        (NO_DISEASE | {"pregnant_or_postpartum": "yes"}, "pregnancy", True),
        (NO_DISEASE | {"lung_condition": "yes"}, "A1", False),
        (NO_DISEASE | {"heart_condition": "unknown"}, "C1", True),
    ],
)
def test_the_clearance_table_row_by_row(evidence, row, needed, content):
    decided = clearance_row(case_of(**evidence), "exercise_therapist", content)
    assert (decided.id, decided.needed) == (row, needed)


@pytest.mark.parametrize(
    "professional", ["physical_therapist", "occupational_therapist", "sports_medicine_doctor", None]
)
def test_those_who_screen_people_themselves_need_no_clearance(professional, content):
    assert clearance_row(case_of(heart_condition="yes"), professional, content) is None
