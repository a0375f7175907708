"""Contacts: kept as given, replaced when given again, never printed."""

from bot.store.contacts import Contact, load_contact, save_contact


def test_a_contact_comes_back_as_given(database, conversation):
    with database.session() as session:
        assert load_contact(session, conversation) is None
        save_contact(session, conversation, "Ana Sample", "555 0100")
        save_contact(session, conversation, "Ana Sample", "ana@clinic.example")
        assert load_contact(session, conversation) == Contact("Ana Sample", "ana@clinic.example")


def test_printing_a_contact_shows_neither_name_nor_number():
    printed = repr(Contact("Ana Sample", "555 0100"))
    assert "Ana" not in printed
    assert "555" not in printed
