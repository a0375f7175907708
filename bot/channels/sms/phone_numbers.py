"""Phone numbers in the one form that is looked up, stored and sent to."""

import re

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
PUNCTUATION = re.compile(r"[\s().-]")


class NotAPhoneNumber(ValueError):
    """A short code, a name or nothing: nobody there can be answered."""


def e164(given: str) -> str:
    """The number as a plus sign and digits, such as +15005550006.

    Raises:
        NotAPhoneNumber: it is not a number with its country code.
    """
    number = PUNCTUATION.sub("", given)
    if not E164.fullmatch(number):
        raise NotAPhoneNumber("This is not a phone number with a plus sign and a country code.")
    return number
