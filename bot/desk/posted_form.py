"""A posted form, read up to a size."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import ImmutableMultiDict
from starlette.requests import Request

FORM_BYTES = 64 * 1024
FIELDS = 500
KIND = "application/x-www-form-urlencoded"

Form = ImmutableMultiDict[str, str]


class BadForm(Exception):
    """The body is too large, or not a form."""


async def read_form(request: Request) -> Form:
    """The fields of the body. Raises BadForm."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > FORM_BYTES:
            raise BadForm
    if body and request.headers.get("content-type", "").split(";")[0].strip().lower() != KIND:
        raise BadForm
    try:
        fields = parse_qsl(body.decode("utf-8"), keep_blank_values=True, max_num_fields=FIELDS)
    except ValueError as error:
        raise BadForm from error
    # A NUL is nothing a person types, and PostgreSQL refuses it.
    return ImmutableMultiDict([(name, value.replace("\0", "")) for name, value in fields])
