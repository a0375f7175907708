"""`make mutation`: puts faults into the content, one at a time, and counts which are noticed.

A mutant is killed by a case table of tests/triage, by a vignette judged on its facts, or by `verify`.
What survives is told from the real content by nothing; it is listed with the reason.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from bot.evaluation.case_tables import CaseTables, TableCase, first_broken
from bot.evaluation.mutants import Mutant, mutants
from bot.evaluation.rehearsal import Moment, rehearse
from bot.evaluation.survivors import Verdict, judge
from bot.evaluation.table_files import load_tables
from bot.evaluation.vignettes import Vignette, load_vignettes
from bot.triage.assess import assess
from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.triage.evidence import Case
from bot.triage.verify import verify

TABLES = Path("tests/triage")
VIGNETTES = Path("tests/vignettes")
KILLERS = ("case tables", "vignettes", "verify")


@dataclass(frozen=True)
class Fate:
    """What became of a mutant: who killed it, or the verdict on a survivor."""

    mutant: Mutant
    killer: str | None
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Judges:
    """Everything that can notice a fault, and what the real content answers."""

    content: Content
    tables: CaseTables
    known: tuple[tuple[Case, tuple[object, ...]], ...]

    @classmethod
    def of(cls, content: Content, tables: CaseTables, vignettes: Sequence[Vignette]) -> Judges:
        """The judges, with the vignettes answered by the real content."""
        complete = [vignette.complete(content) for vignette in vignettes]
        return cls(content, tables, tuple((case, _noticed(case, content)) for case in complete))

    @cached_property
    def moments(self) -> tuple[Moment, ...]:
        """Made-up interviews, held only when a change to a question was not noticed."""
        return rehearse(self.content)

    def fate(self, mutant: Mutant) -> Fate:
        """The first judge that notices the mutant, the cheapest first; else why it survives."""
        if first_broken(self._cases_for(mutant), mutant.content) is not None:
            return Fate(mutant, "case tables")
        if mutant.section != "questions" and any(
            _noticed(case, mutant.content) != was for case, was in self.known
        ):
            return Fate(mutant, "vignettes")
        verdict = judge(mutant, self.content, lambda: self.moments)
        if verdict.hole and verify(mutant.content):
            return Fate(mutant, "verify")
        return Fate(mutant, None, verdict)

    def _cases_for(self, mutant: Mutant) -> Sequence[TableCase]:
        """The cases that look at the faulty section, the likeliest to notice it first."""
        tables = self.tables
        if mutant.section == "questions":
            return [case for case in tables.questions if case.question == mutant.row]
        if mutant.section in ("flags", "never_lowered"):
            return sorted(tables.tiers, key=lambda case: case.name != mutant.row)
        if mutant.section == "invariants":
            return tables.invariants
        return sorted(tables.routing, key=lambda case: case.rule != mutant.row)


def _noticed(case: Case, content: Content) -> tuple[object, ...]:
    try:
        got = assess(case, content)
    except StopIteration:
        return ()  # no row holds any more
    return got.outcome, got.professional, got.tier, got.clearance_needed, got.excluded


def report(fates: Sequence[Fate]) -> Iterator[str]:
    """Counts by kind, the score, and every survivor with the reason."""
    yield f"{'kind of fault':<44}{'made':>6}" + "".join(f"{name:>13}" for name in KILLERS) + f"{'survive':>9}"
    for kind in dict.fromkeys(fate.mutant.kind for fate in fates):
        of_kind = [fate for fate in fates if fate.mutant.kind == kind]
        by = Counter(fate.killer for fate in of_kind)
        counts = "".join(f"{by[name]:>13}" for name in KILLERS)
        yield f"{kind:<44}{len(of_kind):>6}{counts}{by[None]:>9}"
    survivors = [fate for fate in fates if fate.killer is None]
    holes = sum(1 for fate in survivors if fate.verdict is not None and fate.verdict.hole)
    killed = len(fates) - len(survivors)
    real = killed + holes
    yield ""
    yield f"{killed} of {len(fates)} mutants are killed: {killed / len(fates):.1%}"
    yield f"{len(survivors) - holes} survivors change nothing that anyone can notice; without them {killed / real:.1%}"
    for fate in survivors:
        yield f"- {fate.mutant.section} {fate.mutant.row}, {fate.mutant.kind} ({fate.mutant.what}): {fate.verdict}"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every survivor changes nothing; 1 when there is a hole.

    Raises:
        ContentError: a case table, a vignette or a row of content cannot be trusted.
    """
    parser = argparse.ArgumentParser(prog="python -m bot.evaluation.mutation", description=__doc__)
    parser.add_argument("--tables", type=Path, default=TABLES, help=f"default: {TABLES}")
    parser.add_argument("--vignettes", type=Path, default=VIGNETTES, help=f"default: {VIGNETTES}")
    parser.add_argument("--section", help="only faults in one section, such as questions")
    chosen = parser.parse_args(arguments)
    content = load_content()
    judges = Judges.of(
        content, load_tables(chosen.tables, content), load_vignettes(chosen.vignettes, content)
    )
    made = [mutant for mutant in mutants(content) if chosen.section in (None, mutant.section)]
    fates = [judges.fate(mutant) for mutant in made]
    sys.stdout.write("".join(f"{line}\n" for line in report(fates)))
    return 1 if any(fate.verdict is not None and fate.verdict.hole for fate in fates) else 0


if __name__ == "__main__":
    sys.exit(main())
