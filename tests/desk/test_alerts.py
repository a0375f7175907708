"""What nobody at the desk has seen yet stands above the queue until somebody says they are on it."""

from bot.store.alerts import raise_alert, unseen_alerts
from bot.store.queue_version import queue_version
from tests.desk.audit_of import audit_of
from tests.store.front_desk import Clinic

WORDS = "A text about an emergency did not reach the person. Call them."


def raised(database, clock):
    clinic = Clinic(database, clock)
    conversation = clinic.screened("T0")
    with database.session() as session:
        raise_alert(session, conversation, "emergency_text_undelivered", clock)
        return conversation, unseen_alerts(session)[0].id


def test_an_alert_is_shown_in_words_with_its_case(signed_in, database, clock):
    conversation, _ = raised(database, clock)
    page = signed_in().get("/queue").text
    assert WORDS in page
    assert f'href="/cases/{conversation}"' in page


def test_an_alert_changes_the_version_that_an_open_queue_listens_to(database, clock):
    with database.reading() as session:
        before = queue_version(session)
    raised(database, clock)
    with database.reading() as session:
        assert queue_version(session) != before


def test_it_goes_once_somebody_is_on_it_and_the_audit_says_who(signed_in, database, clock):
    _, alert = raised(database, clock)
    rita = signed_in()
    assert rita.post(f"/alerts/{alert}/seen").headers["location"] == "/queue"
    assert WORDS not in rita.get("/queue").text
    assert ("alert_seen", f"alert={alert}") in audit_of(database, rita.staff_id)


def test_an_admin_sees_it_and_leaves_it_to_who_works_on_cases(signed_in, database, clock):
    _, alert = raised(database, clock)
    admin = signed_in("admin")
    page = admin.get("/queue").text
    assert WORDS in page
    assert "I am on it" not in page
    assert admin.post(f"/alerts/{alert}/seen").status_code == 403


def test_an_alert_that_never_was_is_said_to_be_missing(signed_in):
    assert signed_in().post("/alerts/one/seen").status_code == 404


def test_a_text_of_staff_that_did_not_arrive_is_told_in_plain_words(signed_in, database, clock):
    conversation = Clinic(database, clock).screened("T4")
    with database.session() as session:
        raise_alert(session, conversation, "staff_text_undelivered", clock)
    assert "A text from staff did not reach the person. Call them." in signed_in().get("/queue").text
