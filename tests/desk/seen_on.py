"""The field `seen` of a case's forms, as the page that a visitor opens has it."""

import re


def seen_on(visitor, conversation):
    """What the forms of the case say that was seen."""
    return re.search(r'name="seen" value="([^"]+)"', visitor.get(f"/cases/{conversation}").text)[1]
