"""The fields of a carrier's form, read strictly: what is not plain UTF-8 is refused."""

from urllib.parse import parse_qsl

from bot.channels.sms.carrier_errors import MalformedRequest

MOST_FIELDS = 200


def form_fields(body: bytes) -> dict[str, str]:
    """The fields, blank ones too, for they are signed as well.

    Raises:
        MalformedRequest: not UTF-8, too many fields, or one that is there twice.
    """
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError:
        raise MalformedRequest("The form is not percent-encoded UTF-8.") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise MalformedRequest("A field of the form is there twice.")
    return fields
