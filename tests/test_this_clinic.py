"""The clinic a process speaks for: its file, what the front desk saved instead, what the environment says instead."""

import base64
from dataclasses import replace

from bot.settings import read_settings
from bot.this_clinic import clinic_of, follow, last_clinic_of
from bot.triage.clinic import load_clinic

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


def chosen(**variables):
    return read_settings({"SIGNPOST_KEY": KEY, **variables})


def test_the_file_answers_while_nothing_was_saved():
    assert clinic_of(chosen()).name == "the clinic"
    follow(lambda: None)
    assert clinic_of(chosen()).name == "the clinic"


def test_what_the_front_desk_saved_counts_from_then_on():
    saved = replace(load_clinic(chosen().clinic_file), name="Hill Clinic", phone="555-0111")
    follow(lambda: saved)
    assert (clinic_of(chosen()).name, clinic_of(chosen()).phone) == ("Hill Clinic", "555-0111")


def test_the_environment_has_the_last_word():
    saved = replace(load_clinic(chosen().clinic_file), name="Hill Clinic", phone="555-0111")
    follow(lambda: saved)
    found = clinic_of(chosen(SIGNPOST_CLINIC_NAME="Lake Clinic"))
    assert (found.name, found.phone) == ("Lake Clinic", "555-0111")


def test_the_clinic_that_was_known_last_is_told_without_asking_anybody():
    saved, asked = replace(load_clinic(chosen().clinic_file), name="Hill Clinic"), []

    def edited():
        asked.append(None)
        return saved

    follow(edited)
    assert (last_clinic_of(chosen()).name, asked) == ("the clinic", [])
    clinic_of(chosen())
    assert (last_clinic_of(chosen()).name, len(asked)) == ("Hill Clinic", 1)
    assert last_clinic_of(chosen(SIGNPOST_CLINIC_NAME="Lake Clinic")).name == "Lake Clinic"
    follow(None)
    assert last_clinic_of(chosen()).name == "the clinic"
