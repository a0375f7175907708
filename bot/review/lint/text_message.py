"""What a text message can carry: the GSM-7 alphabet, and the room it leaves (3GPP TS 23.038)."""

from __future__ import annotations

PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Each of these is sent as an escape and a character.
EXTENDED = frozenset("^{}\\[~]|€\f")
GSM_7 = PLAIN | EXTENDED
# Two joined messages of 153 septets: the rest of each holds what joins them.
TWO_MESSAGES = 306


def foreign_characters(text: str) -> str:
    """The characters that GSM-7 lacks, each once; one of them makes the whole message dearer and shorter."""
    return "".join(dict.fromkeys(letter for letter in text if letter not in GSM_7))


def septets(text: str) -> int:
    """The length of a text in septets. Characters outside GSM-7 count as one: report them first."""
    return len(text) + sum(letter in EXTENDED for letter in text)
