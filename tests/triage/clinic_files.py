"""A clinic to change in a test: its file as data, and the clinic that is read from it."""

import yaml

from bot.triage.clinic import Clinic, Listing, load_clinic
from tests.triage.conftest import CONTENT

SIX = CONTENT.professionals


def described(**changed):
    """A whole clinic's file as data, with some keys changed; a value of None removes the key."""
    data = {
        "name": "Hill Clinic",
        "phone": "555 0100",
        "hours": ["Monday to Friday 8 to 18"],
        "booking_link": "https://hill.example/book",
        "locale": "en-US",
        "state": "NY",
        "professionals": [{"id": name, "here": True, "accepting": True} for name in SIX],
    }
    return {key: value for key, value in (data | changed).items() if value is not None}


def with_row(name, **row):
    """The professionals of a file, one of them with another row."""
    return [row if each["id"] == name else each for each in described()["professionals"]]


def read(folder, data):
    path = folder / "hill.yml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    load_clinic.cache_clear()
    return load_clinic(path)


def a_clinic(**listings):
    everyone = {name: listings.get(name, Listing(True, True)) for name in SIX}
    return Clinic("Hill Clinic", "", (), "", "en-US", "", everyone)
