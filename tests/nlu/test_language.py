"""Which language a message is in: by its words, with English as the one that is read."""

from pathlib import Path

import pytest

from bot.nlu.language import ENGLISH, OTHER_LANGUAGE, SPANISH, language_of, load_languages
from bot.triage.lexicon import LEXICONS, LexiconError


@pytest.mark.parametrize(
    "text",
    [
        "me duele la rodilla",
        "hola necesito ayuda",
        "no hablo ingles",
        "no hablo inglés",
        "tengo diabetes tipo 2 y quiero hacer ejercicio",
        "hace tres semanas que me duele el hombro derecho cuando levanto cosas",
        "3 semanas",
        "¿puedo hablar con alguien?",
        "ME CAÍ Y NO PUEDO MOVER EL BRAZO",
    ],
)
def test_spanish_is_known_in_short_and_long_messages(text: str) -> None:
    assert language_of(text) == SPANISH


@pytest.mark.parametrize(
    "text",
    [
        "j'ai mal au genou depuis trois semaines",
        "ich habe seit drei Wochen Schmerzen im Knie",
        "tenho dor no joelho",
        "ho male al ginocchio",
        "masakit ang tuhod ko",
        "mwen gen doulè nan jenou",
        "tôi bị đau đầu gối",
        "boli mnie kolano",
        "у меня болит колено",
        "我的膝盖疼",
        "ركبتي تؤلمني",
        "मेरे घुटने में दर्द है",
    ],
)
def test_other_languages_and_scripts_are_known(text: str) -> None:
    assert language_of(text) == OTHER_LANGUAGE


@pytest.mark.parametrize(
    "text",
    [
        "my knee hurts",
        "no",
        "me too",
        "hola",
        "adios amigo",
        "my abuela fell and her hip hurts",
        "I do yoga en la playa",
        "I have dolor in my knee since 3 week, can you help",
        "de quervain",
        "plantar fasciitis",
        "no problem",
        "ha ha ha",
        "my nan",
        "do me a favor",
        "San Diego",
        "ACL MCL PCL",
        "",
        "👍",
        "...",
        "7/10",
    ],
)
def test_english_with_a_foreign_word_in_it_stays_english(text: str) -> None:
    assert language_of(text) == ENGLISH


def test_a_thousand_characters_of_anything_have_a_language() -> None:
    for letter in ("a", "ñ", "漢", "1", "\u0301", "😀"):
        assert language_of(letter * 1_000) in (ENGLISH, SPANISH, OTHER_LANGUAGE)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("reply: spanish", "reply: klingon", "klingon"),
        ("usted,", "Usted,", "'Usted' in small letters"),
        ("usted,", "gracias,", "'gracias' is both own and shared"),
        ("id: french", "name: french", "unknown key 'name'"),
    ],
)
def test_a_list_with_a_mistake_is_refused(tmp_path: Path, old: str, new: str, told: str) -> None:
    broken = tmp_path / "languages.yml"
    text = (LEXICONS / "languages.yml").read_text(encoding="utf-8")
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=told):
        load_languages(broken)
