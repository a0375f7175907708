"""The evaluation as plain text: the table, the questions, the agreement of labels, the misses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bot.evaluation import metrics
from bot.evaluation.agreement import Agreement, disagreements, route_agreement, tier_agreement
from bot.evaluation.judged import Judged
from bot.evaluation.metrics import Share
from bot.evaluation.published import PUBLISHED
from bot.evaluation.questions_asked import QuestionsAsked
from bot.evaluation.vignettes import Label, Vignette
from bot.triage.entries import TIERS, Content

MEASURES: dict[str, Callable[[Sequence[Judged]], Share]] = {
    "exact route": metrics.exact_route,
    "top two": metrics.top_two,
    "exact tier": metrics.exact_tier,
    "strict safety": metrics.strict_safety,
    "lenient safety": metrics.lenient_safety,
    "under-triage": metrics.under_triage,
    "over-triage": metrics.over_triage,
    "of these, too urgent": metrics.inclination_to_over_triage,
    "T0 found": lambda cases: metrics.sensitivity(cases, ("T0",)),
    "T0 and T1 found": lambda cases: metrics.sensitivity(cases, ("T0", "T1")),
    "T4 sent to T0 or T1": metrics.false_alarms,
    "named nobody ruled out": metrics.in_scope,
    "given advice": metrics.advised,
}


def measures_table(on_facts: Sequence[Judged], interviews: Sequence[Judged]) -> Iterator[str]:
    """Every measure, on the facts and by interview, beside the published figures."""
    yield f"{'measure':<24}{'core on all facts':<32}{'interview from the text':<32}published, other cases"
    for name, measure in MEASURES.items():
        yield f"{name:<24}{_share(measure(on_facts)):<32}{_share(measure(interviews)):<32}{PUBLISHED[name]}"
    yield "Intervals are 95%, Clopper-Pearson. Sources: clinical reference 5.1."


def caveat(vignettes: Sequence[Vignette], content: Content) -> Iterator[str]:
    """What the interview column cannot show, so that nobody reads it as more."""
    urgent = [vignette for vignette in vignettes if vignette.label.tier in ("T0", "T1", "T2")]
    told = sum(vignette.tells_danger(content) for vignette in urgent)
    yield f"In {told} of {len(urgent)} T0 to T2 vignettes the text itself names a red flag. Interview safety here means"
    yield "that such a flag is kept and acted on, not that questions would find one nobody mentioned."


def tier_table(title: str, cases: Sequence[Judged]) -> Iterator[str]:
    """Right, under and over by true tier."""
    yield f"{title:<26}{'cases':>6}{'exact':>7}{'under':>7}{'over':>7}"
    for tier in TIERS:
        of_tier = [case for case in cases if case.label.tier == tier]
        counts = (metrics.exact_tier(of_tier), metrics.under_triage(of_tier), metrics.over_triage(of_tier))
        yield f"{'  true tier ' + tier:<26}{len(of_tier):>6}" + "".join(
            f"{share.hits:>7}" for share in counts
        )


def route_table(on_facts: Sequence[Judged], interviews: Sequence[Judged]) -> Iterator[str]:
    """Exact route by the route that was right."""
    yield f"{'exact route, by label':<52}{'cases':>6}{'core':>7}{'interview':>11}"
    for route in sorted({_route(case.label) for case in on_facts}):
        core, played = (
            metrics.exact_route([case for case in cases if _route(case.label) == route])
            for cases in (on_facts, interviews)
        )
        yield f"  {route:<50}{core.of:>6}{core.hits:>7}{played.hits:>11}"


def questions_table(asked: QuestionsAsked) -> Iterator[str]:
    """How long interviews are, and which questions fill them."""
    yield (
        f"questions after the opening: median {asked.median:g}, 95th percentile {asked.percentile_95}, "
        f"most {asked.most}"
    )
    yield "  how many   " + "".join(f"{number:>5}" for number, _ in asked.counts)
    yield "  interviews " + "".join(f"{times:>5}" for _, times in asked.counts)
    for question, share in asked.often:
        yield f"  {question:<26}{share:>6.1%} of interviews"


def agreement_table(vignettes: Sequence[Vignette]) -> Iterator[str]:
    """First label against second, and the cases in dispute."""
    route = route_agreement(vignettes)
    if not route.cases:
        yield "agreement of labels: no vignette has a `second_label` yet"
        return
    yield f"agreement of first and second label, on {route.cases} of {len(vignettes)} vignettes"
    yield f"  outcome and professional   {_agreement(route)}"
    yield f"  tier                       {_agreement(tier_agreement(vignettes))}"
    for vignette in disagreements(vignettes):
        second = vignette.second_label
        if second is not None:
            yield f"  {vignette.id:<8} first {_label(vignette.label)}; second {_label(second)}"


def misses(on_facts: Sequence[Judged], interviews: Sequence[Judged]) -> Iterator[str]:
    """Each case whose route, tier or scope is not as it should be, with what either way said."""
    pairs = list(zip(on_facts, interviews, strict=True))
    wrong = [(core, played) for core, played in pairs if not (_as_labelled(core) and _as_labelled(played))]
    yield f"not as labelled: {len(wrong)}"
    for core, played in wrong:
        yield f"  {core.id:<9}expected   {_label(core.label)}"
        yield f"  {'':<9}core       {_got(core)}"
        yield f"  {'':<9}interview  {'the same' if _got(core) == _got(played) else _got(played)}"
        yield f"  {'':<9}source     {core.source}"
        if played.unanswerable:
            yield f"  {'':<9}asked, and the vignette cannot say: {', '.join(played.unanswerable)}"


def _share(share: Share) -> str:
    if not share.of:
        return "no such cases"
    low, high = share.interval
    return f"{share.value:.1%} {share.hits}/{share.of} ({low * 100:.1f}-{high * 100:.1f})"


def _agreement(agreement: Agreement) -> str:
    kappa = "not defined" if agreement.kappa is None else f"{agreement.kappa:.2f}"
    return f"{_share(Share(agreement.agreed, agreement.cases))}, Cohen's kappa {kappa}"


def _route(label: Label) -> str:
    return label.outcome if label.professional is None else f"{label.outcome}, {label.professional}"


def _label(label: Label) -> str:
    accepted = f" (or {', '.join(label.acceptable)})" if label.acceptable else ""
    return f"{label.tier} {_route(label)}{accepted}"


def _as_labelled(case: Judged) -> bool:
    return case.exact and case.steps_too_urgent == 0 and not case.violations


def _got(case: Judged) -> str:
    got = case.assessment
    named = _label(Label(got.outcome, got.tier, got.professional, got.alternates))
    flags = f" with {', '.join(flag.id for flag in got.flags)}" if got.flags else ""
    return f"{named}{flags}, by {got.rule}{''.join(f'; {note}' for note in _notes(case))}"


def _notes(case: Judged) -> Iterator[str]:
    if case.steps_too_urgent < 0:
        yield "UNDER-TRIAGE"
    if case.violations:
        yield f"OUT OF SCOPE: {', '.join(case.violations)}"
    if not case.exact and case.in_top_two:
        yield "in the top two"
