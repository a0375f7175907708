"""The command `python -m bot.evaluation.understanding`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from bot.evaluation.understanding import tables
from bot.evaluation.understanding.bag_of_words import compare
from bot.evaluation.understanding.bars import broken_bars, headlines
from bot.evaluation.understanding.leakage import leak_bar, leaks, phrasings_of
from bot.evaluation.understanding.load_sets import load_sets
from bot.evaluation.understanding.miss_list import leak_list, miss_list
from bot.evaluation.understanding.openings import load_openings, what_became
from bot.evaluation.understanding.scores import score
from bot.evaluation.understanding.timing import timings
from bot.evaluation.understanding.trained_pipeline import NoClassifier, TrainedPipeline
from bot.evaluation.understanding.training_phrasings import Phrasing, exemplars, intent_examples
from bot.evaluation.understanding.typo_loss import typo_losses
from bot.evaluation.understanding.typo_maker import with_typos
from bot.nlu.encoder_model import encode
from bot.rasa_seams.agent import NoModel
from bot.triage.content import load_content
from bot.triage.entries import Content
from bot.triage.rows import ContentError

TEXTS = Path("tests/understanding")
MODELS = Path("bot/models")
DEVELOPED_ON, HELD_OUT = "dev", "test"
TERMINAL = "-"


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every bar holds and nothing leaked; 1 when not, or when it cannot start."""
    try:
        return _evaluate(_parser().parse_args(arguments))
    except (ContentError, NoModel, NoClassifier) as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.evaluation.understanding",
        description="Score the trained model on labelled texts. Without --misses no text is shown.",
    )
    parser.add_argument(
        "--set", choices=(DEVELOPED_ON, HELD_OUT), default=HELD_OUT, help=f"default: {HELD_OUT}"
    )
    parser.add_argument(
        "--misses",
        nargs="?",
        const=TERMINAL,
        metavar="PATH",
        help="list every miss and every leak with its text, in a file or, without PATH, here",
    )
    parser.add_argument("--leaks-only", action="store_true", help="check for leakage, without the model")
    parser.add_argument("--openings", type=Path, metavar="PATH", help="a CSV file: text, kind, label")
    parser.add_argument("--texts", type=Path, default=TEXTS, help=f"the folder of the sets; default: {TEXTS}")
    parser.add_argument("--models", type=Path, default=MODELS, help=f"default: {MODELS}")
    return parser


def _evaluate(chosen: argparse.Namespace) -> int:
    content, examples = load_content(), intent_examples()
    intents = frozenset(one.label for one in examples)
    sets = load_sets(chosen.texts / chosen.set, content, intents)
    leaked = list(leaks(sets.all, (*examples, *exemplars(), *_seen_before(chosen, content, intents))))
    if chosen.leaks_only:
        _say(
            [f"{len(leaked)} of {len(sets.all)} texts leaked", *leak_list(leaked, chosen.misses is not None)]
        )
        return 1 if leaked else 0
    openings = () if chosen.openings is None else load_openings(chosen.openings)
    pipeline = TrainedPipeline.load(chosen.models)

    plain = score(sets, pipeline.read, content)
    losses = list(typo_losses(plain, score(sets.changed(with_typos), pipeline.read, content)))
    found = headlines(plain, losses)
    learnt = [(one.text, one.label) for one in examples]
    against = compare(learnt, [(text.text, text.intent) for text in sets.intents], encode)
    became = what_became(openings, [pipeline.read(opening.text) for opening in openings])

    _say([f"{len(sets.all)} texts of the set {chosen.set}, model {pipeline.name}, content {content.version}"])
    for section in (
        tables.headline_table(found),
        tables.danger_table(plain),
        tables.look_alike_table(plain),
        tables.fact_table(plain),
        tables.scope_table(plain),
        tables.reply_table(plain.replies),
        tables.intent_table(plain),
        ("entities", *tables.class_table(plain.entities)),
        tables.typo_table(losses),
        tables.encoder_table(against),
        tables.timing_table(timings(plain.readings)),
        *([tables.openings_table(became)] if became else []),
    ):
        _say(section)
    if chosen.misses is not None:
        _list(chosen.misses, [*miss_list(plain, losses), *leak_list(leaked, with_texts=True)])
    elif leaked:
        _say(leak_list(leaked, with_texts=False))
    broken = [*broken_bars(found), *leak_bar(leaked)]
    sys.stdout.write("".join(f"BROKEN {bar}\n" for bar in broken) or "Every bar holds.\n")
    return 1 if broken else 0


def _seen_before(
    chosen: argparse.Namespace, content: Content, intents: frozenset[str]
) -> tuple[Phrasing, ...]:
    """Texts the pipeline was developed on, which are no test any more."""
    developed_on = chosen.texts / DEVELOPED_ON
    if chosen.set == DEVELOPED_ON or not developed_on.is_dir():
        return ()
    return phrasings_of(load_sets(developed_on, content, intents).all)


def _list(where: str, lines: Iterable[str]) -> None:
    if where == TERMINAL:
        _say(lines)
    else:
        Path(where).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _say(lines: Iterable[str]) -> None:
    sys.stdout.write("".join(f"{line}\n" for line in lines) + "\n")
