"""Talking with a person from the case page: who has it, what is said to whom, and what is refused with which words."""

import asyncio

import pytest

from bot.desk.live_version import LiveVersion
from bot.store.conversations import erase_conversation
from bot.store.talk_version import talk_version
from bot.store.turns import StoredTurns
from tests.desk.audit_of import audit_of
from tests.desk.talked import QUESTION, SAID, messages_in, waiting
from tests.store.front_desk import Clinic


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.fixture
def case(clinic):
    return waiting(clinic, "web")


def test_a_conversation_is_taken_over_answered_and_handed_back(clinic, case, signed_in):
    rita = signed_in()
    here = f"/cases/{case}"
    assert "Take over the conversation" in rita.get(here).text
    assert rita.post(f"{here}/take-over").headers["location"] == f"{here}?done=taken_over#talk-box"
    assert "You are writing with them." in rita.get(here).text
    assert rita.post(f"{here}/reply", reply="Does it hurt now?").status_code == 303
    clinic.clock.turn(minutes=1)
    rita.post(f"{here}/hand-back")
    messages, state = messages_in(clinic, case)
    assert state == "asking"
    began, reply, ended, again = messages[2:]
    assert began["text"].startswith("Demo Reception from Riverside Clinic is with you now.")
    assert (began["kind"], began["by"]) == ("text", "Demo Reception")
    assert (reply["from"], reply["by"], reply["text"]) == ("staff", "Demo Reception", "Does it hurt now?")
    assert (ended["from"], ended["kind"]) == ("bot", "text")
    assert again["question"] == QUESTION["question"] and again["id"] != messages[1]["id"]
    done = [action for action, _ in audit_of(clinic.database, rita.staff_id)]
    assert done == ["case_viewed", "taken_over", "case_viewed", "staff_replied", "handed_back"]
    shown = rita.get(here).text
    for words in ("Took over the conversation, Demo Reception", "Handed back to Signpost, Demo Reception"):
        assert words in shown


def test_a_finished_conversation_goes_back_without_a_question(clinic, case, signed_in):
    StoredTurns(clinic.database, clock=clinic.clock).finish(case, "t9", None, [], "done", True)
    rita = signed_in()
    rita.post(f"/cases/{case}/take-over")
    rita.post(f"/cases/{case}/hand-back")
    messages, state = messages_in(clinic, case)
    assert state == "done"
    assert [message["kind"] for message in messages[2:]] == ["text", "text"]


def test_the_second_to_take_it_over_is_told_who_has_it_and_may_read_and_hand_back(clinic, case, signed_in):
    rita, vera = signed_in(), signed_in("clinician")
    rita.post(f"/cases/{case}/take-over")
    refused = vera.post(f"/cases/{case}/take-over")
    assert refused.status_code == 409
    assert "Demo Reception has this conversation and writes with them." in refused.text
    assert "Demo Reception is writing with them." in refused.text
    refused = vera.post(f"/cases/{case}/reply", reply="Me too.")
    assert refused.status_code == 409
    assert "Nothing was sent. You do not have this conversation any more." in refused.text
    assert "Not sent: <q>Me too.</q>" in refused.text
    assert vera.post(f"/cases/{case}/hand-back").status_code == 303
    assert messages_in(clinic, case)[1] == "asking"


def test_a_press_too_many_does_nothing_twice(clinic, case, signed_in):
    rita = signed_in()
    for _ in range(2):
        rita.post(f"/cases/{case}/take-over")
        rita.post(f"/cases/{case}/reply", reply="Hello.", reply_id="0123456789abcdef")
    for _ in range(2):
        rita.post(f"/cases/{case}/hand-back")
    assert [each["kind"] for each in messages_in(clinic, case)[0][2:]] == [
        "text", "text", "text", "question",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["", "   ", "x" * 1_001])
def test_a_reply_of_nothing_or_of_too_much_is_refused_and_kept(case, signed_in, text):
    rita = signed_in()
    rita.post(f"/cases/{case}/take-over")
    refused = rita.post(f"/cases/{case}/reply", reply=text)
    assert refused.status_code == 400
    assert "A reply has 1 to 1,000 characters." in refused.text
    assert text.strip() in refused.text


def test_what_is_over_or_erased_or_never_was_here_cannot_be_taken_over(clinic, case, signed_in):
    rita = signed_in()
    by_phone = clinic.screened(channel="desk")
    assert "Talk with them here" not in rita.get(f"/cases/{by_phone}").text
    refused = rita.post(f"/cases/{by_phone}/take-over")
    assert refused.status_code == 409 and "Call the person instead." in refused.text
    StoredTurns(clinic.database).finish(case, "t9", None, [], "ended", True)
    assert "This conversation has ended." in rita.get(f"/cases/{case}").text
    with clinic.database.session() as session:
        erase_conversation(session, case)
    assert rita.post(f"/cases/{case}/take-over").status_code == 404
    assert rita.post("/cases/web:nobody/take-over").status_code == 404


def test_an_admin_reads_and_does_not_write(case, signed_in):
    signed_in().post(f"/cases/{case}/take-over")
    shown = signed_in("admin").get(f"/cases/{case}").text
    assert "Demo Reception is writing with them." in shown
    assert "/hand-back" not in shown and "/take-over" not in shown and 'name="reply"' not in shown


def test_an_open_page_is_given_what_was_said_and_that_somebody_waits(clinic, case, signed_in):
    rita = signed_in()
    rita.post(f"/cases/{case}/take-over")
    clinic.clock.turn(minutes=1)
    log = StoredTurns(clinic.database, clock=clinic.clock)
    log.claim(case, "t1", "it is <b>worse</b>")
    log.finish(case, "t1", {**SAID, "text": "it is <b>worse</b>"}, [], "with_person", True)
    clinic.clock.turn(minutes=3)
    shown = rita.post(f"/cases/{case}/talk").text
    assert "it is &lt;b&gt;worse&lt;/b&gt;" in shown
    assert "They wait for your reply," in shown and "3 min" in shown
    assert audit_of(clinic.database, rita.staff_id)[-1] == ("case_viewed", "live=1")
    rows = rita.get("/queue").text
    assert "with Demo Reception" in rows and "waits for your reply," in rows
    assert "waits for a reply," in signed_in("clinician").get("/queue").text


def test_a_page_hears_of_each_message_and_each_change_of_hands(clinic, case, signed_in):
    vera = signed_in("clinician")
    here = f"/cases/{case}"
    steps = iter(
        (
            lambda: vera.post(f"{here}/take-over"),
            lambda: vera.post(f"{here}/reply", reply="Hello."),
            lambda: vera.post(f"{here}/hand-back"),
        )
    )

    async def versions():
        live = LiveVersion(clinic.database, lambda session: talk_version(session, case), "talk", 0.01)
        seen = []
        async for line in live.signals(20.0):
            if line.startswith("event: talk\ndata: "):
                seen.append(line)
                step = next(steps, None)
                if step is None:
                    return seen
                await asyncio.to_thread(step)
        return seen

    assert len(set(asyncio.run(versions()))) == 4


def test_the_signals_are_for_those_who_may_see_the_case(case, nobody, signed_in):
    path = f"/cases/{case}/events"
    assert nobody.get(path, accept="text/event-stream").status_code == 401
    assert signed_in("auditor").get(path, accept="text/event-stream").status_code == 403
