"""Proves that no roster of a clinic leaves a person without a safe place to go.

A roster says for each of the six: here, here but taking nobody new, or not here. Every roster is tried on
every ending that evidence can reach, with each set of its alternates ruled out: that is more than can
happen, so what holds here holds for every person at every clinic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, product

from bot.triage.assess import Assessment, Excluded
from bot.triage.clinic import Clinic, Listing, Placement, placement
from bot.triage.endings import Ending, EndingsDiagram
from bot.triage.entries import Content
from bot.triage.violation import Violation

LISTINGS = (Listing(True, True), Listing(True, False), Listing(False, False, "another clinic"))
Place = Callable[[Assessment, Clinic], Placement]


def every_roster_places_everyone(content: Content, diagram: EndingsDiagram) -> Iterator[Violation]:
    """With any roster there is one place for each ending, none when it is urgent, nobody ruled out is
    offered, and elsewhere says where."""
    return misplaced(content, diagram, placement)


def clinic_places_everyone(content: Content, diagram: EndingsDiagram, clinic: Clinic) -> Iterator[Violation]:
    """What is promised of every roster, tried with one clinic's own."""
    yield from misplaced(content, diagram, placement, (clinic,))


def misplaced(
    content: Content, diagram: EndingsDiagram, place: Place, clinics: Sequence[Clinic] = ()
) -> Iterator[Violation]:
    """The first wrong place of each kind, at these clinics or else with every roster."""
    found: set[str] = set()
    for assessment, ending in _assessments(diagram).items():
        for clinic in clinics or rosters(content.professionals):
            problem = _problem(assessment, clinic, place(assessment, clinic))
            if problem is not None and problem not in found:
                found.add(problem)
                example = diagram.diagrams.example(diagram.root, ending) or {}
                yield Violation("clinic", f"{problem} ({_in_words(clinic)})", example)


def placements_checked(content: Content, diagram: EndingsDiagram) -> int:
    """How many placements the check looks at."""
    return len(_assessments(diagram)) * len(rosters(content.professionals))


@lru_cache(maxsize=4)
def rosters(professionals: tuple[str, ...]) -> tuple[Clinic, ...]:
    """Every roster a clinic may have."""
    return tuple(
        Clinic("a clinic", "", (), "", "default", "", dict(zip(professionals, listings, strict=True)))
        for listings in product(LISTINGS, repeat=len(professionals))
    )


def _assessments(diagram: EndingsDiagram) -> dict[Assessment, Ending]:
    """What a placement may look at of each ending, and an ending that shows it. Where else a person is
    sent, and whether a doctor has to OK exercise, is left out: the clinic plays no part in it."""
    found: dict[Assessment, Ending] = {}
    for ending in sorted(diagram.diagrams.leaves_in(diagram.root), key=str):
        if isinstance(ending, Ending):
            for count in range(len(ending.alternates) + 1):
                for ruled_out in combinations(ending.alternates, count):
                    found.setdefault(_assessment(ending, ruled_out), ending)
    return found


def _assessment(ending: Ending, ruled_out: tuple[str, ...]) -> Assessment:
    return Assessment(
        outcome=ending.outcome,
        tier=ending.tier,
        rule="",
        professional=ending.professional,
        destination=None,
        alternates=ending.alternates,
        also=(),
        after=(),
        excluded=tuple(Excluded(name, "") for name in ruled_out),
        clearance_needed=False,
        flags=(),
        reasons=(),
        urgent_signs=(),
        content_version="",
    )


def _problem(assessment: Assessment, clinic: Clinic, place: Placement) -> str | None:
    """What is wrong with a placement, if anything."""
    professional = assessment.professional
    offered = set(place.also_here)
    if assessment.urgent and place != Placement("none"):
        return "an urgent ending is sent to a professional"
    expected = (
        "none" if professional is None or assessment.urgent else _where(clinic.professionals[professional])
    )
    if place.where != expected:
        return f"the place of {professional} is {place.where}, not {expected}"
    if place.where == "elsewhere" and not place.referral:
        return f"nobody says where to find {professional}"
    if wrong := offered.intersection(excluded.professional for excluded in assessment.excluded):
        return f"{min(wrong)} is ruled out and offered"
    if wrong := offered - {name for name in assessment.alternates if clinic.takes(name)}:
        return f"{min(wrong)} is offered and cannot be seen there"
    return None


def _where(listing: Listing) -> str:
    if not listing.here:
        return "elsewhere"
    return "here" if listing.accepting else "not_accepting"


def _in_words(clinic: Clinic) -> str:
    here = [name for name, listing in clinic.professionals.items() if listing.here]
    return f"at a clinic with {', '.join(here) or 'none of the six'}"
