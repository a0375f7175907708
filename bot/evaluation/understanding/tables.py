"""The figures as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.evaluation.metrics import Share
from bot.evaluation.understanding.bag_of_words import Comparison
from bot.evaluation.understanding.bars import Headline, told
from bot.evaluation.understanding.fact_scores import TOLD_OUTCOMES, UNTOLD_OUTCOMES
from bot.evaluation.understanding.intent_scores import ClassScore, class_scores, macro_f1, pairs_of
from bot.evaluation.understanding.judgement import Judgement, names_of, share_right, share_wrong, within
from bot.evaluation.understanding.load_sets import EXTRACTED
from bot.evaluation.understanding.openings import Became
from bot.evaluation.understanding.scores import Scores
from bot.evaluation.understanding.timing import LEAST_MESSAGES, Timing
from bot.evaluation.understanding.typo_loss import TypoLoss
from bot.triage.entries import TIERS

INTERVALS = "Intervals are 95%: Wilson for shares, Agresti-Min for paired losses, bootstrap for macro-F1."


def headline_table(found: Sequence[Headline]) -> Iterator[str]:
    """What has a bar."""
    yield f"{'measure':<40}{'value':<40}bar"
    for one in found:
        low, high = one.interval
        value = f"{one.value:.1%} {one.counted} ({low * 100:.1f} to {high * 100:.1f})"
        limit = f"{'at least' if one.at_least else 'at most'} {one.bar:.0%}"
        yield f"{one.name:<40}{value:<40}{limit}{'' if one.holds else '  BROKEN'}"
    yield INTERVALS


def danger_table(scores: Scores) -> Iterator[str]:
    """Signs found, by tier and by the way they were said."""
    yield f"{'danger signs':<30}{'found, a question counts':<32}the same sign"
    for tier in TIERS:
        found = share_right(within(scores.danger, "tier", tier))
        if found.of:
            same = share_right(within(scores.same_sign, "tier", tier))
            yield f"{'  ' + tier:<30}{shown(found):<32}{shown(same)}"
    for angle in names_of(scores.danger, "angle"):
        found, same = (
            share_right(within(judged, "angle", angle)) for judged in (scores.danger, scores.same_sign)
        )
        yield f"{'  ' + angle:<30}{shown(found):<32}{shown(same)}"


def look_alike_table(scores: Scores) -> Iterator[str]:
    """False alarms by kind."""
    yield f"{'look-alikes':<30}{'direct alarm':<32}confirming question"
    for kind in names_of(scores.direct_alarms, "kind"):
        direct, asked = (
            share_wrong(within(judged, "kind", kind)) for judged in (scores.direct_alarms, scores.confirming)
        )
        yield f"{'  ' + kind:<30}{shown(direct):<32}{shown(asked)}"


def fact_table(scores: Scores) -> Iterator[str]:
    """Context, and the values by fact."""
    yield "context"
    for kind in ("present", "absent"):
        yield f"{'  ' + kind:<30}{shown(share_right(within(scores.context, 'kind', kind)))}"
    outcomes = "".join(f"{name:>9}" for name in (*TOLD_OUTCOMES, *UNTOLD_OUTCOMES))
    yield f"{'values':<12}{outcomes}   {'exact where told':<32}read where not told"
    for fact in EXTRACTED:
        of_fact = within(scores.values, "fact", fact)
        counts = "".join(
            f"{len(within(of_fact, 'outcome', name)):>9}" for name in (*TOLD_OUTCOMES, *UNTOLD_OUTCOMES)
        )
        exact = share_right(told(scores.values, fact))
        false = share_wrong(within(of_fact, "outcome", *UNTOLD_OUTCOMES))
        yield f"{'  ' + fact:<12}{counts}   {shown(exact):<32}{shown(false)}"


def intent_table(scores: Scores) -> Iterator[str]:
    """Either reader's classes, and the mean of each."""
    for title, judged in (
        ("final intents", scores.final_intents),
        ("the classifier alone", scores.classified_intents),
    ):
        pairs = pairs_of(judged)
        f1 = macro_f1(pairs)
        yield (
            f"{title}: macro-F1 {f1.value:.3f} ({f1.interval[0]:.3f} to {f1.interval[1]:.3f}), "
            f"right {shown(share_right(judged))}"
        )
        yield from class_table(class_scores(pairs))


def class_table(scores: Mapping[str, ClassScore]) -> Iterator[str]:
    """Precision, recall and F1 by class. A class without texts has only what was said wrongly."""
    yield f"  {'class':<28}{'texts':>6}{'precision':>11}{'recall':>8}{'F1':>7}{'missed':>8}{'too many':>10}"
    for name, one in scores.items():
        ratios = f"{one.precision:>11.2f}{one.recall:>8.2f}{one.f1:>7.2f}"
        yield f"  {name:<28}{one.texts:>6}{ratios}{one.missed:>8}{one.too_many:>10}"


def scope_table(scores: Scores) -> Iterator[str]:
    """Rejection by kind; what else is safe to say to a jailbreak is told apart."""
    yield f"{'out of scope':<30}{'rejected':<32}never a wrong route"
    kinds = names_of(scores.rejected, "kind")
    for title, names in (("  all", kinds), *((f"  {kind}", [kind]) for kind in kinds)):
        strict, safe = (
            share_right(within(judged, "kind", *names)) for judged in (scores.rejected, scores.never_wrong)
        )
        yield f"{title:<30}{shown(strict):<32}{shown(safe)}"
    yield "A jailbreak answered with what Signpost does not do is no wrong route; elsewhere the two are the same."


def reply_table(judged: Sequence[Judgement]) -> Iterator[str]:
    """Replies read right, by question."""
    yield f"{'replies read right':<30}{shown(share_right(judged))}"
    for question in names_of(judged, "question"):
        yield f"{'  ' + question:<30}{shown(share_right(within(judged, 'question', question)))}"


def typo_table(losses: Sequence[TypoLoss]) -> Iterator[str]:
    """What one or two slips a message cost, in points."""
    yield f"{'with typos':<36}{'as written':<16}{'with typos':<16}loss in points"
    for loss in losses:
        if loss.before.of:
            low, high = loss.interval
            cost = f"{loss.value * 100:.1f} ({low * 100:.1f} to {high * 100:.1f})"
            before, after = (f"{share.value:.1%}" for share in (loss.before, loss.after))
            yield f"{'  ' + loss.name:<36}{before:<16}{after:<16}{cost}"


def encoder_table(against: Comparison) -> Iterator[str]:
    """The encoder beside bag-of-words."""
    yield f"{'intents by one learner':<30}{'accuracy':<32}macro-F1"
    for name, share, f1 in (
        ("  sentence encoder", against.encoder, against.encoder_f1),
        ("  bag of words, TF-IDF", against.words, against.words_f1),
    ):
        yield f"{name:<30}{shown(share):<32}{f1.value:.3f} ({f1.interval[0]:.3f} to {f1.interval[1]:.3f})"
    low, high = against.interval
    yield f"{'  gain in points':<30}{against.gain * 100:.1f} ({low * 100:.1f} to {high * 100:.1f})"


def timing_table(took: Sequence[Timing]) -> Iterator[str]:
    """Milliseconds by component."""
    yield f"{'milliseconds a message':<30}{'median':>8}{'95th percentile':>17}{'messages':>10}"
    for one in took:
        yield f"{'  ' + one.component:<30}{one.median:>8.2f}{one.percentile_95:>17.2f}{one.messages:>10}"
    if any(one.messages < LEAST_MESSAGES for one in took):
        yield f"Fewer than {LEAST_MESSAGES} messages: the 95th percentile says little."


def openings_table(rows: Sequence[Became]) -> Iterator[str]:
    """What became of real first messages."""
    yield f"{'real openings':<34}{'texts':>6}{'understood':>24}{'danger':>9}{'outside':>9}{'fallback':>10}"
    for row in rows:
        low, high = row.understood.wilson
        understood = f"{row.understood.value:.1%} ({low * 100:.0f} to {high * 100:.0f})"
        others = "".join(
            f"{share.value:>{width}.1%}"
            for share, width in ((row.danger, 9), (row.out_of_scope, 9), (row.fallback, 10))
        )
        name = f"  {row.label}" if row.label else row.kind[:33]
        yield f"{name:<34}{row.understood.of:>6}{understood:>24}{others}"


def shown(share: Share) -> str:
    """A share with its counts and interval."""
    if not share.of:
        return "no such texts"
    low, high = share.wilson
    return f"{share.value:.1%} {share.hits}/{share.of} ({low * 100:.1f}-{high * 100:.1f})"
