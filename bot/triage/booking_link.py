"""The link where people book. It is the same for everyone and gives nothing away about them."""

from __future__ import annotations

import re

LONGEST_LINK = 120
LINK = re.compile(r"https://(?:[a-z0-9-]+\.)+[a-z]{2,}(?::[0-9]{1,5})?(?P<path>(?:/[A-Za-z0-9._~-]*)*)")
# Whole words of a path, in the singular. The clinic's own domain may hold them: everyone it sees goes there.
HEALTH_WORDS = frozenset({
    "ankle", "arthritis", "back", "balance", "cancer", "chest", "concussion", "diabetes",
    "diagnosis", "disability", "elbow", "exercise", "fall", "foot", "head", "heart", "hip",
    "injury", "jaw", "joint", "knee", "leg", "lung", "mental", "muscle", "neck", "neuro",
    "occupational", "orthopedic", "osteoporosis", "pain", "parkinson", "pelvic", "pelvis",
    "physical", "physio", "physiologist", "physiotherapy", "postpartum", "pregnancy", "pregnant",
    "rehab", "rehabilitation", "shoulder", "spine", "sport", "stroke", "surgery", "surgical",
    "symptom", "therapist", "therapy", "wrist",
})  # fmt: skip


class BadLink(ValueError):
    """A booking link that is refused. The message says what to write instead."""


def booking_link(text: str) -> str:
    """The link, when it is a plain https address or empty.

    Raises:
        BadLink: it is not https, carries a query or more than a path, or its path holds a health word.
    """
    if not text:
        return text
    found = LINK.fullmatch(text)
    if found is None or len(text) > LONGEST_LINK:
        raise BadLink(
            f"must be an https address of at most {LONGEST_LINK} characters with nothing after a ? or #, "
            "such as https://clinic.example/book"
        )
    words = re.findall(r"[a-z]+", found["path"].lower())
    if telling := [word for word in words if word in HEALTH_WORDS or word.removesuffix("s") in HEALTH_WORDS]:
        raise BadLink(f"holds the health word {telling[0]!r}; use a page that does not tell why people come")
    return text
