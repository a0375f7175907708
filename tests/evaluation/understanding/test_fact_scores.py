import pytest

from bot.evaluation.understanding.fact_scores import context_kept, replies_read, values_told
from bot.evaluation.understanding.labelled_texts import AnswerText
from tests.evaluation.understanding.conftest import reading, rights


@pytest.mark.parametrize(
    ("heard", "present", "absent"),
    [
        (("region=knee",), True, True),
        (("region=knee", "chest_pain_now=no"), True, True),
        (("region=chest", "chest_pain_now?"), False, False),
        ((), False, True),
    ],
)
def test_each_thing_present_or_absent_is_judged_by_itself(sets, heard, present, absent):
    judged = list(context_kept(sets.context, [reading(*heard)]))
    assert rights(judged) == [present, absent]
    assert [one.wanted for one in judged] == ["region=knee", "not chest_pain_now"]


def test_a_value_is_correct_wrong_missed_spurious_or_rightly_not_read(sets):
    judged = list(values_told(sets.extraction, [reading("region=knee", "side=right", "onset=over_3_months")]))
    assert {one.groups["fact"]: one.groups["outcome"] for one in judged} == {
        "region": "correct",
        "side": "wrong",
        "pain": "missed",
        "onset": "spurious",
        "age": "quiet",
    }
    assert rights(judged) == [True, False, False, False, True]


def reply(question, values):
    return AnswerText("test/answers.yml", 1, "made up", question, values)


@pytest.mark.parametrize(
    ("question", "values", "heard", "right"),
    [
        ("limits_activity", {"limits_activity": "no"}, ("limits_activity=no",), True),
        ("limits_activity", {"limits_activity": "no"}, ("limits_activity",), False),
        ("limits_activity", {"limits_activity": "no"}, (), False),
        ("limits_activity", {"limits_activity": "no"}, ("limits_activity=no", "region=knee"), True),
        ("limits_activity", {"limits_activity": "yes", "age": "from_65"}, ("limits_activity",), False),
        ("limits_activity", {}, (), True),
        ("limits_activity", {}, ("limits_activity",), False),
        ("limb_signs", {"dvt_suspected": "yes"}, ("dvt_suspected", "hot_swollen_joint=no"), True),
        ("limb_signs", {"dvt_suspected": "yes"}, ("dvt_suspected", "hot_swollen_joint"), False),
        ("limb_signs", {"dvt_suspected": "unknown"}, ("dvt_suspected?",), True),
        ("limb_signs", {"dvt_suspected": "unknown"}, ("dvt_suspected",), False),
        ("consent", {"consent": "yes"}, ("consent",), True),
        ("summary_ok", {"summary_ok": "change"}, ("summary_ok",), False),
    ],
)
def test_a_reply_is_read_right_when_it_says_that_and_no_more(content, question, values, heard, right):
    assert rights(list(replies_read([reply(question, values)], [reading(*heard)], content))) == [right]
