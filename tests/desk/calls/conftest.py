"""A telephone at the front desk."""

import pytest

from tests.desk.calls.phone import Phone


@pytest.fixture
def rita(signed_in):
    """A receptionist who is signed in."""
    return signed_in("reception")


@pytest.fixture
def phone(rita, database, clock):
    return Phone(rita, database, clock)
