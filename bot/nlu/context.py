"""What the words around a phrase do to it: denied, past, somebody else's, only a question, a figure of speech.

The rules are data (content/lexicons/context.yml), each with the sentence that made it necessary.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from bot.nlu.context_rules import Rule, context_rules
from bot.nlu.patterns import Hit
from bot.nlu.stream import SENTENCE_END, Stream, stream_of

SAID_LENGTH = 120
_NEAR, _LIST, _END = 4, 14, 4
_KEY = "signpost_context"


def modifiers(doc: Doc, start: int, end: int, own: Sequence[tuple[int, int]] = ()) -> frozenset[str]:
    """What the words around tokens `start` to `end` (excluded, as in `doc[start:end]`) make of them.

    Values: negated, historical, hypothetical, other_person, uncertain, resolved, idiom, chronic. The doc must come from
    `bot.nlu.pipeline.nlp`. `own` are other tokens of the same phrase, whose negatives belong to it: the "not" of "not
    sweating and so hot" does not deny the heat.
    """
    sentence: str | None = None
    found: set[str] = set()
    for rule, cue_start, cue_end in _cues(doc):
        if rule.means == "negated" and any(cue_start < last and first < cue_end for first, last in own):
            continue
        if rule.means in found or not _reaches(doc, rule, (cue_start, cue_end), (start, end)):
            continue
        if rule.unless and sentence is None:
            sentence = context_rules().not_returns.removed_from(_sentence_text(doc, start))
        if not any(pattern.occurs_in(sentence or "") for pattern in rule.unless):
            found.add(rule.means)
    return frozenset(found)


def meanings_in(doc: Doc, start: int, end: int) -> frozenset[str]:
    """What words between tokens `start` and `end` (excluded) could make of a phrase near them; values as above."""
    return frozenset(rule.means for rule, first, last in _cues(doc) if start <= first and last <= end)


def assessed(doc: Doc) -> tuple[int, int] | None:
    """Tokens that say a doctor has already looked at this same problem ("the ER cleared me yesterday"), or None."""
    stream, index = stream_of(doc), context_rules().assessed
    for number in index.candidates(stream):
        for hit in index.patterns[number].find(stream):
            span = _tokens(stream, hit)
            if "negated" not in modifiers(doc, *span):
                return span
    return None


def sentence_of(doc: Doc, start: int) -> str:
    """The clause around token `start` as the person wrote it, at most 120 characters."""
    first, last = _sentence_bounds(doc, start)
    if len(doc[first:last].text) > SAID_LENGTH:
        while (
            first < start
            and len(doc[first:last].text) > SAID_LENGTH
            and (comma := _next_comma(doc, first, start))
        ):
            first = comma
        while last > start + 1 and len(doc[first:last].text) > SAID_LENGTH:
            last -= 1
        while first < start and len(doc[first:last].text) > SAID_LENGTH:
            first += 1
    return doc[first:last].text.strip()[:SAID_LENGTH]


def _cues(doc: Doc) -> list[tuple[Rule, int, int]]:
    known = doc.user_data.get(_KEY)
    if known is None:
        known = doc.user_data[_KEY] = list(_find_cues(doc))
    return known


def _find_cues(doc: Doc) -> Iterator[tuple[Rule, int, int]]:
    rules, stream = context_rules(), stream_of(doc)
    shams = [
        hit
        for number in rules.not_negatives.candidates(stream)
        for hits in rules.not_negatives.patterns[number].find_all(stream)
        for hit in hits
    ]
    for number in rules.cues.candidates(stream):
        rule = rules.rules[number]
        for hits in rules.cues.patterns[number].find_all(stream):
            hit = hits[0]
            sham = rule.means == "negated" and any(
                sham.start < hit.end and hit.start < sham.end for sham in shams
            )
            if not sham and not (rule.means == "negated" and _answers_no(doc, *_tokens(stream, hit))):
                yield rule, *_tokens(stream, hit)


def _answers_no(doc: Doc, start: int, end: int) -> bool:
    """ "No, chest pain": a "no" before a comma at the start of a sentence answers the question and denies nothing."""
    return (
        end - start == 1
        and end < len(doc)
        and doc[end].text == ","
        and start == _sentence_bounds(doc, start)[0]
    )


def _reaches(doc: Doc, rule: Rule, cue: tuple[int, int], finding: tuple[int, int]) -> bool:
    if cue[0] < finding[1] and finding[0] < cue[1]:
        # "Haven't had a fall" denies "had a fall", though both hold "had".
        runs_into = (
            rule.means == "negated"
            and rule.finding == "after"
            and cue[0] < finding[0]
            and cue[1] < finding[1]
        )
        return rule.finding in ("over", "either") or runs_into
    if rule.finding == "over" or (
        (rule.finding == "after") is not (cue[1] <= finding[0]) and rule.finding != "either"
    ):
        return False
    between = (cue[1], finding[0]) if cue[1] <= finding[0] else (finding[1], cue[0])
    text = _text(doc, *between)
    if SENTENCE_END in text:
        return rule.reach == "end" and rule.means == "negated" and _answers_own_question(doc, finding[1], cue)
    if rule.reach == "sentence":
        return True
    rules, words = context_rules(), text.count(" ") - 1
    if rules.stops.occurs_in(text):
        return False
    if rule.reach == "near":
        return words <= _NEAR and not _has_comma(doc, *between) and not _starts_anew(text)
    if rule.reach == "list":
        return words <= _LIST and not _starts_anew(text) and not _states(doc, cue[1], finding)
    if rule.reach == "end":
        return words <= _END and _ends_here(doc, cue[1])
    if rule.reach == "clause" and _has_comma(doc, *between):
        return False
    return not _new_subject(doc, *between)


def _answers_own_question(doc: Doc, asked: int, cue: tuple[int, int]) -> bool:
    """ "Dark wee? No.": the person asks, as they were asked, and answers at once."""
    return (
        doc[cue[0] - 1].text == "?"
        and cue[0] - 1 - asked <= _NEAR
        and not any(token.text in ".!?;" for token in doc[asked : cue[0] - 1])
        and (cue[1] >= len(doc) or doc[cue[1]].text in ".!;,")
    )


def _starts_anew(text: str) -> bool:
    rules = context_rules()
    return rules.list_stops.occurs_in(rules.not_stops.removed_from(text))


def _states(doc: Doc, cue_end: int, finding: tuple[int, int]) -> bool:
    """Whether the part of a list that holds the finding says something of its own: "no fever, neck is stiff"."""
    comma = next((at for at in range(finding[0] - 1, cue_end - 1, -1) if doc[at].text == ","), None)
    if comma is None or any(token.norm_ in ("or", "nor") for token in doc[comma + 1 : finding[0]]):
        return False
    end = next((at for at in range(comma + 1, len(doc)) if doc[at].text in ",.;!?"), len(doc))
    rules = context_rules()
    return (
        doc[comma + 1].like_num
        or rules.openings.occurs_in(_text(doc, comma + 1, comma + 2))
        or rules.stating.occurs_in(_text(doc, min(comma + 2, end), end))
    )


def _new_subject(doc: Doc, start: int, end: int) -> bool:
    """An "and" or comma, then a subject: "had a clot in 2019 and now my calf is swollen"."""
    subjects = context_rules().list_stops
    return any(
        (doc[at].text == "," or doc[at].norm_ in ("and", "so", "then", "now"))
        and subjects.occurs_in(_text(doc, at, min(at + 3, len(doc))))
        for at in range(start, end)
    )


def _ends_here(doc: Doc, at: int) -> bool:
    if at >= len(doc) or doc[at].text in ",;:-)":
        return True
    text = _text(doc, at, min(at + 2, len(doc)))
    return text.strip() == "" or text.startswith(f" {SENTENCE_END}") or context_rules().stops.occurs_in(text)


def _has_comma(doc: Doc, start: int, end: int) -> bool:
    return any(token.text == "," for token in doc[start:end])


def _next_comma(doc: Doc, first: int, limit: int) -> int | None:
    return next(
        (at + 1 for at in range(first, limit) if doc[at].text == "," or doc[at].norm_ in ("and", "but")), None
    )


def _tokens(stream: Stream, hit: Hit) -> tuple[int, int]:
    return stream.token_at(hit.start), stream.token_at(hit.end - 2) + 1


def _text(doc: Doc, start: int, end: int) -> str:
    """The stream's text between two tokens, with a space on each side."""
    return stream_of(doc).text_between(start, end)


def _sentence_text(doc: Doc, start: int) -> str:
    return _text(doc, *_sentence_bounds(doc, start))


def _sentence_bounds(doc: Doc, start: int) -> tuple[int, int]:
    return stream_of(doc).sentence_around(start, len(doc))
