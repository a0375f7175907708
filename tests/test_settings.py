"""Settings: what is refused, and that secrets do not show."""

import base64

import pytest

from bot.settings import Settings, SettingsError, read_settings, settings

KEY = base64.urlsafe_b64encode(bytes(range(32))).decode()


def given(**variables: str) -> Settings:
    return read_settings({"SIGNPOST_KEY": KEY, **variables})


def test_a_key_alone_gives_the_defaults() -> None:
    found = given()
    assert found.mode == "clinic"
    assert found.clinic_file.name == "clinic.yml"
    assert (found.clinic_name, found.clinic_phone, found.locale) == ("", "", "")
    assert (found.host, found.port) == ("127.0.0.1", 5005)
    assert found.database_url == "sqlite:///var/signpost.db"
    assert found.allowed_origins == ()
    assert (found.turn_seconds, found.retention_days) == (20.0, 30)
    assert (found.desk_host, found.desk_port, found.desk_origin) == ("127.0.0.1", 5006, "")
    assert found.desk_idle_minutes == 10


def test_a_blank_variable_counts_as_unset() -> None:
    assert given(SIGNPOST_PORT=" ").port == 5005


def test_origins_are_read_as_a_list() -> None:
    found = given(SIGNPOST_ALLOWED_ORIGINS="https://clinic.example, http://localhost:8080")
    assert found.allowed_origins == ("https://clinic.example", "http://localhost:8080")


@pytest.mark.parametrize(
    "key", ["", "short", "!" * 44, "é" * 44, base64.urlsafe_b64encode(b"x" * 31).decode()]
)
def test_a_missing_or_malformed_key_is_refused_without_repeating_it(key: str) -> None:
    with pytest.raises(SettingsError) as refused:
        read_settings({"SIGNPOST_KEY": key})
    assert "SIGNPOST_KEY" in str(refused.value)
    assert "set it to 32 random bytes" in str(refused.value)
    assert not key or key not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SIGNPOST_MODE", "production"),
        ("SIGNPOST_DATABASE_URL", "mysql://user:secret@host/name"),
        ("SIGNPOST_CLINIC", "no/such/file.yml"),
        ("SIGNPOST_LOCALE", "english please"),
        ("SIGNPOST_PORT", "70000"),
        ("SIGNPOST_PORT", "http"),
        ("SIGNPOST_ALLOWED_ORIGINS", "*"),
        ("SIGNPOST_ALLOWED_ORIGINS", "https://clinic.example/"),
        ("SIGNPOST_TURN_SECONDS", "0"),
        ("SIGNPOST_TURN_SECONDS", "soon"),
        ("SIGNPOST_RETENTION_DAYS", "0"),
        ("SIGNPOST_DESK_PORT", "70000"),
        ("SIGNPOST_DESK_IDLE_MINUTES", "0"),
        ("SIGNPOST_DESK_ORIGIN", "https://desk.clinic.example/"),
    ],
)
def test_a_bad_value_is_refused_by_the_name_of_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name}") as refused:
        given(**{name: value})
    assert "secret" not in str(refused.value)


def test_a_front_desk_that_others_can_reach_needs_its_address() -> None:
    with pytest.raises(SettingsError, match="^SIGNPOST_DESK_ORIGIN is missing"):
        given(SIGNPOST_DESK_HOST="0.0.0.0")
    address = "https://desk.clinic.example"
    assert given(SIGNPOST_DESK_HOST="0.0.0.0", SIGNPOST_DESK_ORIGIN=address).desk_origin == address


def test_neither_the_key_nor_a_password_shows_when_settings_are_printed() -> None:
    printed = repr(given(SIGNPOST_DATABASE_URL="postgresql://signpost:hunter2@db/signpost"))
    assert KEY not in printed
    assert "hunter2" not in printed


def test_the_settings_of_the_process_are_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    settings.cache_clear()
    monkeypatch.setenv("SIGNPOST_KEY", KEY)
    monkeypatch.setenv("SIGNPOST_PORT", "6001")
    try:
        first = settings()
        monkeypatch.setenv("SIGNPOST_PORT", "6002")
        assert settings() is first
        assert first.port == 6001
    finally:
        settings.cache_clear()
