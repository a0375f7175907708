"""Staff: who may sign in, and never nobody in charge."""

import pytest
from sqlalchemy import text

from bot.store.errors import MalformedInput
from bot.store.staff import (
    LoginTaken,
    account_by_id,
    account_by_login,
    active_admins,
    add_staff,
    disable,
    enable,
    has_staff,
    set_password,
    set_role,
    set_totp,
    use_totp_step,
)


@pytest.fixture
def rita(database, clock):
    with database.session() as session:
        return add_staff(session, "rita", " Rita Demo ", "reception", "a hash", clock)


def test_somebody_is_found_again_as_they_were_added(database, rita, clock):
    with database.reading() as session:
        account = account_by_login(session, "rita")
        assert account == account_by_id(session, rita)
        assert has_staff(session)
    assert (account.name, account.role, account.password_hash) == ("Rita Demo", "reception", "a hash")
    assert (account.created_at, account.disabled_at) == (clock.now, None)
    assert account.is_new
    assert "Rita" not in repr(account)
    assert "a hash" not in repr(account)


def test_nobody_is_found_by_what_no_login_is(database, rita):
    with database.reading() as session:
        assert [account_by_login(session, said) for said in ("RITA", "", "r\0", "' OR 1=1 --", "x" * 99)] == [
            None
        ] * 5


def test_a_login_is_had_once_and_the_rest_of_the_work_goes_on(database, rita, clock):
    with database.session() as session:
        with pytest.raises(LoginTaken):
            add_staff(session, "rita", "Another", "admin", "-", clock)
        add_staff(session, "anna", "Anna", "admin", "-", clock)
    with database.reading() as session:
        assert account_by_login(session, "anna").role == "admin"


@pytest.mark.parametrize(
    ("login", "name", "role"),
    [("Rita", "Rita", "admin"), ("ok", "", "admin"), ("ok", "n" * 81, "admin"), ("ok", "Ok", "owner")],
)
def test_what_is_no_login_name_or_role_is_refused(database, clock, login, name, role):
    with pytest.raises(MalformedInput), database.session() as session:
        add_staff(session, login, name, role, "-", clock)


def test_a_code_is_used_up_with_all_before_it(database, rita):
    with database.session() as session:
        set_password(session, rita, "another hash", one_time=False)
        set_totp(session, rita, "KEY", 100)
        assert [use_totp_step(session, rita, step) for step in (100, 99, 101, 101, 102)] == [
            False, False, True, False, True,
        ]  # fmt: skip
        assert not account_by_id(session, rita).is_new


def test_only_admins_who_may_sign_in_count(database, rita, clock):
    with database.session() as session:
        admin = add_staff(session, "ada", "Ada", "admin", "-", clock)
        assert active_admins(session) == 1
        disable(session, admin, clock)
        assert active_admins(session) == 0
        enable(session, admin)
        set_role(session, rita, "admin")
        assert active_admins(session) == 2


def test_what_could_open_a_door_is_encrypted(database, rita):
    with database.session() as session:
        set_totp(session, rita, "SECRETKEY", 1)
        row = session.execute(text("SELECT name, password_hash, totp_secret FROM staff")).one()
    assert all(value.startswith("v1.") for value in row)
