import pytest

from bot.evaluation.understanding.openings import Opening, load_openings, what_became
from bot.triage.rows import ContentError
from tests.evaluation.understanding.conftest import reading


def test_what_became_of_openings_is_told_by_kind_and_by_label():
    openings = [
        Opening("one", "written", "Knee"),
        Opening("two", "written", "Skin"),
        Opening("three", "joke", "x"),
    ]
    readings = [
        reading("region=knee", intent="danger"),
        reading(intent="nlu_fallback"),
        reading(intent="out_of_scope"),
    ]
    rows = {(row.kind, row.label): row for row in what_became(openings, readings)}
    assert list(rows) == [("joke", ""), ("written", ""), ("written", "Knee"), ("written", "Skin")]
    written = rows["written", ""]
    assert [share.hits for share in (written.understood, written.danger, written.fallback)] == [1, 1, 1]
    assert (rows["joke", ""].out_of_scope.hits, rows["joke", ""].understood.hits) == (1, 0)


def test_a_file_is_read_whatever_other_columns_it_has(tmp_path):
    (tmp_path / "real.csv").write_text('text,kind,label,region\n"a, b",written,Knee,knee\n')
    assert load_openings(tmp_path / "real.csv") == (Opening("a, b", "written", "Knee"),)


@pytest.mark.parametrize("rows", ["text,kind\nx,y\n", "text,kind,label\n,written,Knee\n"])
def test_a_row_that_lacks_something_is_refused_by_its_number(tmp_path, rows):
    (tmp_path / "real.csv").write_text(rows)
    with pytest.raises(ContentError, match=r"real\.csv, row '1': fill the columns"):
        load_openings(tmp_path / "real.csv")


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(ContentError, match=r"real\.csv.*cannot be read"):
        load_openings(tmp_path / "real.csv")
