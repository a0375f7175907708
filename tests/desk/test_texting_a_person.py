"""Writing with somebody who texts: what reaches the phone, and what is refused when nothing would."""

import pytest
from sqlalchemy import select

from bot.store.conversations import get_state
from bot.store.sms_numbers import StoredNumber, load_number, note_number, save_number, set_opted_out
from bot.store.sms_outbox import sms_outbox
from tests.desk.talked import messages_in, waiting
from tests.store.front_desk import Clinic

PHONE = "+15005550006"


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def texting(clinic):
    conversation = waiting(clinic, "sms")
    with clinic.database.session() as session:
        note_number(session, "n1", PHONE)
        save_number(session, "n1", StoredNumber(PHONE, conversation, pending="resume"))
    return conversation


def texts_to(clinic):
    with clinic.database.reading() as session:
        query = select(sms_outbox.c.text, sms_outbox.c.recipient).order_by(sms_outbox.c.number)
        found = session.execute(query).all()
    assert {recipient for _, recipient in found} <= {PHONE}
    return [text for text, _ in found]


def test_a_phone_gets_every_notice_and_every_reply_with_who_wrote_it_and_the_menu_counts(
    clinic, texting, signed_in
):
    rita = signed_in()
    rita.post(f"/cases/{texting}/take-over")
    rita.post(f"/cases/{texting}/reply", reply="Does it hurt now? \u2013 say more")
    rita.post(f"/cases/{texting}/hand-back")
    began, reply, ended, menu = texts_to(clinic)
    assert began.startswith("Demo Reception from Riverside Clinic is with you now and reads your texts.")
    assert reply == "Demo Reception, Riverside Clinic: Does it hurt now? - say more"
    assert ended.startswith("This is the automated guide of Riverside Clinic again.")
    assert "\n1 Under 18" in menu
    with clinic.database.reading() as session:
        known = load_number(session, "n1")
    assert (known.asked, known.pending) == (messages_in(clinic, texting)[0][-1]["id"], None)


def test_a_long_reply_goes_out_in_several_texts(clinic, texting, signed_in):
    rita = signed_in()
    rita.post(f"/cases/{texting}/take-over")
    rita.post(f"/cases/{texting}/reply", reply="Please tell me more. " * 40)
    texts = texts_to(clinic)[1:]
    assert len(texts) == 3 and all(len(text) <= 306 for text in texts)


def test_who_stopped_texts_is_called_and_the_page_says_so_before_anybody_types(clinic, texting, signed_in):
    rita = signed_in()
    rita.post(f"/cases/{texting}/take-over")
    with clinic.database.session() as session:
        set_opted_out(session, "n1", True, clinic.clock())
    refused = rita.post(f"/cases/{texting}/reply", reply="Hello?")
    assert refused.status_code == 409
    assert "They stopped texts. Call them." in refused.text and "Not sent: <q>Hello?</q>" in refused.text
    assert rita.post(f"/cases/{texting}/hand-back").status_code == 303
    shown = rita.get(f"/cases/{texting}").text
    assert "They stopped texts. Call them." in shown and "Take over the conversation" not in shown
    assert rita.post(f"/cases/{texting}/take-over").status_code == 409
    assert len(texts_to(clinic)) == 1
    with clinic.database.reading() as session:
        assert get_state(session, texting) == "asking"
