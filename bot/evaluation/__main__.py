"""`make eval`: judge every vignette twice, print the report, and fail when a bar is broken."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.evaluation import report
from bot.evaluation.bars import broken_bars, broken_question_bars
from bot.evaluation.judged import judge_interview, judge_on_facts
from bot.evaluation.questions_asked import questions_asked
from bot.evaluation.vignettes import load_vignettes
from bot.triage.content import load_content

FOLDER = Path("tests/vignettes")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every bar holds, 1 when one does not.

    Raises:
        ContentError: a vignette or a row of content cannot be trusted.
    """
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER, help=f"default: {FOLDER}")
    content = load_content()
    vignettes = load_vignettes(parser.parse_args(arguments).folder, content)
    on_facts = [judge_on_facts(vignette, content) for vignette in vignettes]
    interviews = [judge_interview(vignette, content) for vignette in vignettes]
    asked = questions_asked(interviews)
    broken = [
        *broken_bars("core on all facts", on_facts),
        *broken_bars("interview", interviews),
        *broken_question_bars(asked),
    ]
    sys.stdout.write(f"{len(vignettes)} vignettes, content {content.version}\n\n")
    sections = (
        report.misses(on_facts, interviews),
        report.measures_table(on_facts, interviews),
        report.caveat(vignettes, content),
        report.tier_table("core on all facts", on_facts),
        report.tier_table("interview from the text", interviews),
        report.route_table(on_facts, interviews),
        report.questions_table(asked),
        report.agreement_table(vignettes),
    )
    for section in sections:
        sys.stdout.write("".join(f"{line}\n" for line in section) + "\n")
    sys.stdout.write("".join(f"BROKEN {bar}\n" for bar in broken) or "Every bar holds.\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
