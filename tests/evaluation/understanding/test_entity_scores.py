from bot.evaluation.understanding.entity_scores import entity_labels
from bot.evaluation.understanding.intent_scores import ClassScore
from tests.evaluation.understanding.conftest import perfect, reading


def test_a_perfect_reading_makes_no_mistake(sets, content):
    readings = [
        [perfect(text.text) for text in texts]
        for texts in (sets.red_flags, sets.look_alikes, sets.context, sets.extraction)
    ]
    scores = entity_labels(sets, *readings, content)
    assert scores["region"] == ClassScore(2, 0, 0)
    assert all(one.missed == one.too_many == 0 for one in scores.values())


def test_what_a_label_speaks_about_counts_and_nothing_else(sets, content):
    scores = entity_labels(
        sets,
        [reading("stroke_signs"), reading()],
        [reading("chest_pain_now?", "region=knee")],
        [reading("chest_pain_now", "region=hip")],
        [reading("region=hip", "age=from_65")],
        content,
    )
    assert scores == {
        "age": ClassScore(0, 1, 0),
        "chest_pain_now": ClassScore(0, 2, 1),
        "dvt_suspected": ClassScore(0, 0, 1),
        "pain": ClassScore(0, 0, 1),
        "region": ClassScore(0, 1, 2),
        "side": ClassScore(0, 0, 1),
    }
