import pytest

from bot.evaluation.understanding.training_phrasings import exemplars, intent_examples
from bot.triage.rows import ContentError


def test_examples_are_read_without_entity_marks(tmp_path):
    examples = '    - my [knee](region) hurts\n    - a [7]{"entity": "pain"}\n'
    (tmp_path / "some.yml").write_text(f"nlu:\n- intent: inform\n  examples: |\n{examples}")
    assert [(one.text, one.label) for one in intent_examples(tmp_path)] == [
        ("my knee hurts", "inform"),
        ("a 7", "inform"),
    ]


def test_a_folder_without_examples_is_refused(tmp_path):
    with pytest.raises(ContentError, match="there are no examples here"):
        intent_examples(tmp_path)


def test_a_row_without_examples_is_refused_by_file(tmp_path):
    (tmp_path / "some.yml").write_text("nlu:\n- intent: inform\n")
    with pytest.raises(ContentError, match=r"some\.yml.*examples"):
        intent_examples(tmp_path)


@pytest.mark.parametrize(
    "rows",
    [
        "exemplars:\n  chest_pain_now: {phrasings: [one way], look_alikes: [not one]}\n",
        "exemplars:\n- {id: chest_pain_now, phrasings: [one way], look_alikes: [not one], source: x}\n",
    ],
)
def test_exemplars_and_their_look_alikes_are_both_learnt_from(tmp_path, rows):
    (tmp_path / "t0.yml").write_text(rows)
    assert [(one.text, one.source) for one in exemplars(tmp_path)] == [
        ("one way", "exemplars/t0.yml"),
        ("not one", "exemplars/t0.yml"),
    ]


def test_a_file_of_exemplars_without_any_is_refused(tmp_path):
    (tmp_path / "t0.yml").write_text("exemplars: {}\n")
    with pytest.raises(ContentError, match=r"t0\.yml.*phrasings or look_alikes"):
        exemplars(tmp_path)
