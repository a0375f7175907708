from bot.triage.assess import assess
from bot.triage.evidence import Answer, Case
from bot.triage.explain import used_facts
from tests.triage.conftest import CONTENT, case_of

KNEE = Case().told(
    {
        "goal": Answer("treat_pain", "i just want it treated"),
        "onset": Answer("over_3_months", "my knee has ached for 4 months"),
        "region": Answer("knee", "my knee has ached for 4 months"),
        "dvt_suspected": Answer("no"),
    }
)


def test_a_result_tells_the_answers_it_used_in_the_persons_words():
    used = used_facts(KNEE, assess(KNEE, CONTENT), CONTENT)
    assert {(fact.id, fact.said) for fact in used} >= {
        ("goal", "i just want it treated"),
        ("onset", "my knee has ached for 4 months"),
    }
    assert "dvt_suspected" not in {fact.id for fact in used}


def test_an_emergency_tells_the_sign_behind_it():
    case = Case().told({"chest_pain_now": Answer("yes", "my chest feels tight")})
    assert [fact.said for fact in used_facts(case, assess(case, CONTENT), CONTENT)] == [
        "my chest feels tight"
    ]


def test_a_result_tells_the_urgent_signs_of_the_body_part_and_the_general_ones():
    assert assess(KNEE, CONTENT).urgent_signs == ("limb", "general")
    assert assess(case_of(heart_condition="yes", region="knee"), CONTENT).urgent_signs == ("heart", "general")
    assert assess(Case(), CONTENT).urgent_signs == ("general",)
