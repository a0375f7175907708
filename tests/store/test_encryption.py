"""Encryption: only the right key, the right place and an unchanged value give the text back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.encryption import Cipher
from bot.store.errors import DamagedRecord, MalformedInput, WrongKey


@given(text=st.text(st.characters(exclude_categories=())))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    cipher = Cipher("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
    assert cipher.decrypt(cipher.encrypt(text, "turns.text"), "turns.text") == text


def test_the_same_text_never_looks_the_same(key: str) -> None:
    cipher = Cipher(key)
    assert cipher.encrypt("my knee", "turns.text") != cipher.encrypt("my knee", "turns.text")


def test_a_wrong_key_is_named_and_says_what_to_do(key: str, other_key: str) -> None:
    stored = Cipher(key).encrypt("my knee", "turns.text")
    with pytest.raises(WrongKey, match="SIGNPOST_KEY") as refused:
        Cipher(other_key).decrypt(stored, "turns.text")
    assert key not in str(refused.value)
    assert other_key not in str(refused.value)


def test_after_a_change_of_key_the_retired_one_still_reads(key: str, other_key: str) -> None:
    stored = Cipher(key).encrypt("my knee", "turns.text")
    changed = Cipher(other_key, retired_keys=[key])
    assert changed.decrypt(stored, "turns.text") == "my knee"
    with pytest.raises(WrongKey):
        Cipher(key).decrypt(changed.encrypt("my hip", "turns.text"), "turns.text")


def test_a_value_moved_to_another_column_is_damaged(key: str) -> None:
    cipher = Cipher(key)
    stored = cipher.encrypt("my knee", "turns.text")
    with pytest.raises(DamagedRecord, match="changed"):
        cipher.decrypt(stored, "contacts.name")


@pytest.mark.parametrize("tail", [-1, -2, -10])
def test_a_changed_or_cut_value_is_damaged(key: str, tail: int) -> None:
    cipher = Cipher(key)
    stored = cipher.encrypt("my knee", "turns.text")
    swapped = "A" if stored[-10] != "A" else "B"
    for damaged in (stored[:-10] + swapped + stored[-9:], stored[:tail], stored[:13]):
        with pytest.raises(DamagedRecord):
            cipher.decrypt(damaged, "turns.text")


def test_plain_text_in_an_encrypted_column_is_not_taken_for_content(key: str) -> None:
    with pytest.raises(DamagedRecord, match="not in encrypted form"):
        Cipher(key).decrypt("my knee", "turns.text")


@pytest.mark.parametrize("bad", ["", "short", "é", "AAAA"])
def test_a_malformed_key_is_refused(bad: str) -> None:
    with pytest.raises(MalformedInput, match="32 bytes"):
        Cipher(bad)


def test_printing_a_cipher_shows_no_key(key: str) -> None:
    assert key not in repr(Cipher(key))
