"""The number to say when the database is gone: the one that was known last, without asking for it again."""

from dataclasses import replace

from bot.desk.calls.on_paper import emergency_number
from bot.store.errors import StoreUnavailable
from bot.this_clinic import follow, this_clinic


def test_the_number_where_the_clinic_is_outlives_its_database_which_nobody_asks():
    abroad, asked = replace(this_clinic(), locale="en-GB"), []

    def gone_afterwards():
        asked.append(None)
        if len(asked) > 1:
            raise StoreUnavailable("no answer")
        return abroad

    follow(gone_afterwards)
    this_clinic()
    assert (emergency_number(), len(asked)) == ("999", 1)
