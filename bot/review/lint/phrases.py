"""Ways of saying what Signpost may not say (reference 7.2), as patterns over one sentence.

A question may ask "do you have ..."; the patterns marked as statements skip sentences that end in a
question mark. Everything else holds for questions too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.review.lint.finding import Problem

_DAMAGED = (
    r"(?:torn|tear|broken|fractured|sprain(?:ed)?|strained|inflamed|infected|pinched|slipped|bulging|herniated"
    r"|ruptured?|dislocated|arthritic|degenerat\w+|damaged?|worn[- ]out|disease|disorder|syndrome|illness)"
)
_BE = r"(?:'s|'re| is| are| was| looks| seems| appears| means| must be| may be| might be| could be| can be| will be)"
_UNLESS_CONDITIONAL = "".join(
    rf"(?<!\b{word} )" for word in ("if", "when", "whether", "that", "once", "unless", "do", "what", "who")
)
_DRUG = (
    r"(?:acetaminophen|advil|aleve|aspirin|codeine|cortisone|diclofenac|gabapentin|ibuprofen|motrin|naproxen"
    r"|oxycodone|paracetamol|prednisone|tramadol|tylenol|opioids?|painkillers?|muscle relaxers?)"
)

STATEMENTS = {
    Problem.DIAGNOSIS: (
        _UNLESS_CONDITIONAL
        + r"\byou (?:\w+ly |may |might |could |must |do |seem to |appear to )?have (?!had\b|to\b|any\b)\w",
        _UNLESS_CONDITIONAL + r"\byou've (?!had\b|been told\b)\w",
        rf"\b(?:it|this|that|there|these|your(?: \w+){{1,3}}){_BE}"
        rf"(?: (?:probably|likely|just|only|a|an|your|some|all))*(?: \w+){{0,2}} {_DAMAGED}\b",
        r"\byou(?:'re| are) suffering\b",
    ),
}

ANYWHERE = {
    Problem.DIAGNOSIS: (
        r"\b(?:sounds?|looks?|seems?) (?:to me )?(?:like|to be|as if)\b",
        r"\b(?:consistent with|points? to|suggests?|indicates?|a sign of|typical of|a (?:\w+ )?case of|symptoms? of)\b",
        r"\byou(?: are| were|'re|'ve been| have been) diagnosed\b",
        r"\b(?:I|we|it|this) (?:diagnoses?|detects?|detected|diagnosed)\b",
        r"\b(?:my|the|your) diagnosis (?:is|was|would)\b",
        r"\brul(?:e|es|ed|ing) out\b",
        r"\b(?:I|we) (?:think|believe|suspect) (?:you|it|this|that)\b",
        r"\bwhat you have is\b",
    ),
    Problem.PROBABILITY: (
        r"\b(?:probabl[ey]|probability|likel(?:y|ihood)|unlikely|odds|chances? (?:are|of|that|is)|risk of)\b",
        r"\d ?(?:%|percent\b)",
        r"\b(?:\d+|one|nine) (?:in|out of) (?:\d+|ten|three|four|five) (?:people|cases|times)\b",
        r"\bmost (?:cases (?:are|turn|of|like)|people with)\b",
    ),
    Problem.REASSURANCE: (
        r"\b(?:don't|do not|no need to|try not to) (?:worry|panic|be (?:scared|afraid))\b",
        r"\bnothing (?:\w+ )?(?:serious|dangerous|bad|to worry|to fear|wrong)\b",
        r"\b(?:not|isn't|n't be|never|hardly) (?:be )?(?:that |very |too |so )?(?:serious|dangerous|a concern)\b",
        r"\b(?:not|isn't) an emergency\b",
        r"\byou(?:'re| are|'ll be| will be) (?:fine|ok|okay|safe|all right|alright|in good hands)\b",
        r"\b(?:it|this)(?:'s| is|'ll be| will be) (?:fine|nothing|normal|minor|mild|common|safe|all right)\b",
        r"\b(?:harmless|no big deal|rest assured|good news|perfectly normal|no cause for)\b",
        r"\b(?:goes?|went) away\b",
        r"\b(?:on its own|by itself)\b",
        r"\bno need (?:for|to (?:see|call|go))\b",
        r"\bwait and see\b|\bit can wait\b",
        r"\bsafe (?:to|for you|place|choice|bet|start)\b|\b(?:is|are|'s) safe\b",
        r"\b(?:you|you're|you are|have been|been) cleared\b",
    ),
    Problem.PROMISE: (
        r"\b(?:will|can|'ll) (?:fix|cure|heal)\b|\bcures?\b",
        r"\b(?:guarantee\w*|pain[- ]free|clinically proven|proven to)\b",
        r"\b(?:will|'ll) (?:get|make|help|have) (?:you|it|your \w+) (?:\w+ )?(?:better|well|recover|heal|back to)\b",
        r"\b(?:will|'ll) (?:soon )?(?:get better|feel better|recover|improve)\b",
        r"\btreat your\b",
    ),
    Problem.TREATMENT: (
        rf"\b{_DRUG}\b",
        r"\b\d+ ?(?:mg|mcg|ml|milligrams?|grams?|pills?|tablets?|reps?|sets?)\b",
        r"\b(?:times|twice|once) (?:a|per) day\b|\byour dose\b|\bthe dose\b",
        r"\b(?:start|stop|keep) (?:taking|your (?:pills?|medicine|tablets?))\b",
        r"(?:^|[.,;] )(?:please )?(?:ice|heat|stretch|massage|strap|brace|rest|elevate|apply)"
        r" (?:it|your|the|some|ice|heat)\b",
        r"\btake (?:an? |some |two |one |your )?(?:pills?|tablets?|medicine|painkillers?)\b",
    ),
    Problem.COVER: (
        r"\b(?:insurance|health plan|your plan) (?:covers?|pays?|will (?:cover|pay))\b",
        r"\bcovered by (?:your )?(?:insurance|plan)\b",
    ),
    Problem.PERSONA: (
        r"\bas your (?:therapist|doctor|nurse|clinician)\b",
        r"\bDr\b",
        r"\b(?:I'm|I am) (?:a|your|an) (?:licensed |qualified )?(?:doctor|nurse|therapist|clinician|physiologist)\b",
        r"\bour (?:doctor|nurse|clinician|therapist)s? (?:says?|thinks?|recommends?)\b",
    ),
    Problem.ORDER: (
        r"\byou need (?:to see )?(?:PT|OT|an? (?:\w+ ){0,3}(?:therapist|physiologist|specialist))\b",
    ),
}

_COMPILED = [
    (problem, re.compile(pattern, re.IGNORECASE), statements)
    for patterns, statements in ((STATEMENTS, True), (ANYWHERE, False))
    for problem, ways in patterns.items()
    for pattern in ways
]


def forbidden_in(text: str) -> Iterator[tuple[Problem, str]]:
    """Each thing a text says that no text may say, with the words that say it."""
    for sentence in re.split(r"(?<=[.!?])[\"')]*\s+|\n", text):
        yield from _forbidden_in_sentence(sentence)


@lru_cache(maxsize=8192)
def _forbidden_in_sentence(sentence: str) -> tuple[tuple[Problem, str], ...]:
    asks = sentence.rstrip("\"') ").endswith("?")
    return tuple(
        (problem, match[0].strip())
        for problem, pattern, statements in _COMPILED
        if not (asks and statements) and (match := pattern.search(sentence))
    )
