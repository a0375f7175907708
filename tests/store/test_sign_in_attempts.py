"""Throttling: counted before it is checked, by login and by address, and forgotten after an hour."""

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select, text

from bot.store.sign_in_attempts import (
    attempt_succeeded,
    begin_attempt,
    forget_failures,
    sign_in_attempts,
)


def tries(database, clock, count, login="rita", address="203.0.113.5"):
    """The waits of that many attempts, in seconds."""
    waits = []
    for _ in range(count):
        with database.session() as session:
            waits.append(begin_attempt(session, login, address, clock).total_seconds())
    return waits


def test_the_sixth_attempt_waits(database, clock):
    assert tries(database, clock, 6) == [0, 0, 0, 0, 0, 15]


def test_an_attempt_that_has_to_wait_is_not_counted(database, clock):
    tries(database, clock, 20)
    clock.turn(seconds=15)
    assert tries(database, clock, 2) == [0, 30]


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further(database, clock):
    waits = []
    tries(database, clock, 5)
    for _ in range(9):
        waits.append(tries(database, clock, 1)[0])
        clock.turn(seconds=waits[-1])
        tries(database, clock, 1)
    assert waits == [15, 30, 60, 120, 240, 480, 900, 900, 900]


def test_success_and_an_admin_let_a_login_start_afresh(database, clock):
    for forget in (lambda session: attempt_succeeded(session, "rita", "203.0.113.5"),
                   lambda session: forget_failures(session, "rita")):  # fmt: skip
        tries(database, clock, 5)
        with database.session() as session:
            forget(session)
        assert tries(database, clock, 1) == [0]
        with database.session() as session:
            forget_failures(session, "rita")


def test_an_address_waits_after_twenty_failures_whatever_the_login(database, clock):
    waits = [tries(database, clock, 1, login=f"someone{number}")[0] for number in range(21)]
    assert waits == [0] * 20 + [15]
    assert tries(database, clock, 1, login="rita", address="198.51.100.7") == [0]


def test_a_morning_of_right_passwords_does_not_make_an_address_wait(database, clock):
    for number in range(40):
        assert tries(database, clock, 1, login=f"someone{number}") == [0]
        with database.session() as session:
            attempt_succeeded(session, f"someone{number}", "203.0.113.5")


def test_after_an_hour_it_is_forgotten(database, clock):
    tries(database, clock, 5)
    clock.turn(hours=1, seconds=1)
    assert tries(database, clock, 1) == [0]
    with database.reading() as session:
        assert [row.failures for row in session.execute(select(sign_in_attempts))] == [1, 1]


def test_many_at_once_do_not_slip_through(database, clock):
    with ThreadPoolExecutor(4) as pool:
        waits = list(pool.map(lambda _: tries(database, clock, 1)[0], range(12)))
    assert sorted(waits) == [0] * 5 + [15] * 7


def test_neither_a_login_nor_an_address_is_kept(database, clock):
    tries(database, clock, 1, login="a-password-by-mistake")
    with database.reading() as session:
        kept = str(session.execute(text("SELECT * FROM sign_in_attempts")).all())
    assert "mistake" not in kept
    assert "203.0.113.5" not in kept
