"""Cases: the last one saved is the one loaded."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.store.cases import load_case, save_case
from bot.store.conversations import open_conversation

ANSWERS = st.dictionaries(
    st.text(max_size=20), st.none() | st.text(max_size=40) | st.lists(st.text(max_size=10), max_size=3)
)


def test_a_conversation_without_a_case_has_none(database, conversation):
    with database.reading() as session:
        assert load_case(session, conversation) is None


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=ANSWERS)
def test_saving_then_loading_gives_the_same_case(sqlite_database, case):
    with sqlite_database.session() as session:
        conversation = open_conversation(session, "web", "en-US")
        save_case(session, conversation, case)
        assert load_case(session, conversation) == case


def test_a_later_case_takes_the_place_of_the_earlier(database, conversation):
    for region in ("knee", "hip"):
        with database.session() as session:
            save_case(session, conversation, {"region": region})
    with database.reading() as session:
        assert load_case(session, conversation) == {"region": "hip"}
