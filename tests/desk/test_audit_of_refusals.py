"""A refused form answers with the whole page: that is a look at the case, and a line in the audit."""

import pytest

from tests.desk.audit_of import audit_of
from tests.desk.talked import waiting
from tests.store.front_desk import Clinic

REFUSED = ("case_viewed", "refused=1")


@pytest.fixture
def clinic(database, clock):
    return Clinic(database, clock)


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"version": "7"}, 409), ({"version": "0", "how": "pigeon"}, 400), ({}, 400)],
)
def test_a_change_that_was_refused_shows_the_case_and_says_so(clinic, signed_in, fields, status):
    conversation = clinic.screened()
    clinic.leaves(conversation, "Ana Sample")
    rita = signed_in()
    answer = rita.post(f"/cases/{conversation}/attempts", **{"how": "phone", "outcome": "spoke", **fields})
    assert answer.status_code == status
    assert "Ana Sample" in answer.text
    assert audit_of(clinic.database, rita.staff_id) == [REFUSED]


def test_a_reply_that_was_refused_shows_the_case_and_says_so(clinic, signed_in):
    conversation = waiting(clinic, "web")
    rita = signed_in()
    answer = rita.post(f"/cases/{conversation}/reply", reply="Hello.")
    assert answer.status_code == 409
    assert "my knee hurts" in answer.text
    assert audit_of(clinic.database, rita.staff_id) == [REFUSED]


def test_a_case_that_is_not_there_was_not_looked_at(clinic, signed_in):
    rita = signed_in()
    assert rita.post("/cases/web:none/attempts", version="7", how="phone", outcome="spoke").status_code == 404
    assert audit_of(clinic.database, rita.staff_id) == []


def test_a_search_is_a_line_wherever_its_words_are_posted(clinic, signed_in):
    clinic.leaves(clinic.screened(), "Ana Sample")
    rita = signed_in()
    assert "Ana Sample" in rita.post("/queue/rows", words="ana").text
    rita.post("/queue/rows", words=" ")
    assert audit_of(clinic.database, rita.staff_id) == [("queue_searched", "live=1")]
