from dataclasses import replace

from bot.evaluation.understanding.bars import broken_bars, headlines
from bot.evaluation.understanding.scores import score
from bot.evaluation.understanding.typo_loss import typo_losses
from tests.evaluation.understanding.conftest import judged, perfect, reading


def broken(scores, typed=None):
    return list(broken_bars(headlines(scores, list(typo_losses(scores, typed or scores)))))


def test_a_pipeline_that_never_errs_lacks_only_texts(sets, content):
    assert broken(score(sets, perfect, content)) == ["T2 found: there are no texts for it"]


def test_a_pipeline_that_reads_nothing_breaks_what_must_be_read(sets, content):
    names = {
        bar.split(":")[0] for bar in broken(score(sets, lambda *_: reading(intent="nlu_fallback"), content))
    }
    assert {"T0 and T1 found", "context", "region, where told", "intents, macro-F1"} <= names
    assert "look-alikes" not in names


def test_a_pipeline_that_always_alarms_breaks_the_bar_on_false_alarms(sets, content):
    said = broken(score(sets, lambda *_: reading("chest_pain_now", intent="danger"), content))
    assert "look-alikes: direct alarm: 100.0%; at most 3% is wanted" in said


def test_each_bar_is_kept_at_its_limit_and_broken_past_it(sets, content):
    scores = score(sets, perfect, content)
    kept = replace(scores, direct_alarms=judged(*[True] * 97, *[False] * 3))
    past = replace(scores, direct_alarms=judged(*[True] * 96, *[False] * 4))
    assert not any("direct alarm" in bar for bar in broken(kept))
    assert any("direct alarm: 4.0%" in bar for bar in broken(past))


def test_typos_that_cost_too_much_break_a_bar(sets, content):
    plain = score(sets, perfect, content)
    typed = score(sets.changed(lambda text: text + "~"), perfect, content)
    assert "typos: region: 100.0%; at most 3% is wanted" in broken(plain, typed)
