import pytest

from bot.evaluation.understanding.scores import score
from bot.evaluation.understanding.typo_loss import MEASURED, typo_loss, typo_losses
from tests.evaluation.understanding.conftest import judged, perfect


def test_the_loss_is_the_difference_of_the_two_shares():
    loss = typo_loss("made up", judged(True, True, True, False), judged(True, False, False, True))
    assert loss.value == pytest.approx(0.25)
    assert (loss.before.hits, loss.after.hits, len(loss.newly_wrong)) == (3, 2, 2)


def test_the_interval_counts_only_what_changed():
    steady = typo_loss("made up", judged(*[True] * 300), judged(*[True] * 300))
    shaken = typo_loss("made up", judged(*[True, False] * 150), judged(*[False, True] * 150))
    assert steady.value == shaken.value == 0
    assert steady.interval[0] > -0.01 and steady.interval[1] < 0.01
    assert shaken.interval[1] > 0.1


def test_passes_over_different_texts_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        typo_loss("made up", judged(True, True), judged(True))


def test_a_pipeline_that_reads_no_changed_text_loses_everything_it_had(sets, content):
    plain = score(sets, perfect, content)
    typed = score(sets.changed(lambda text: text + "~"), perfect, content)
    losses = {loss.name: loss for loss in typo_losses(plain, typed)}
    assert [losses[name].value for name in MEASURED] == [1.0, 1.0, 0.5]
    assert [losses[name].before.of for name in MEASURED] == [2, 1, 2]
