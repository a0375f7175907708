"""A call at the front desk in a real browser: by keyboard alone, and without script."""

import pytest
from playwright.sync_api import expect

from bot.store.clock import utc_now
from bot.store.queue import read_queue
from bot.store.queue_filter import QueueFilter
from tests.browser.desk.caller import KNEE_CALM, Keyboard

MOST_PRESSES = 12


@pytest.fixture
def keys(sit_down):
    return Keyboard(sit_down("reception"))


def newest(desk, tier):
    with desk.database.reading() as session:
        cases = read_queue(session, QueueFilter(statuses=(), tier=tier), utc_now()).cases
    return max((each for each in cases if each.channel == "desk"), key=lambda each: each.waiting_since)


def test_the_danger_check_takes_at_most_twelve_keys_from_the_queue(keys):
    keys.tab.go("/queue")
    keys.go("n")
    keys.press("1")
    keys.go("Enter")
    keys.reads("First, your safety. Do you have any of these right now?")
    keys.go("0")
    keys.reads("Where in your body is it?")
    keys.go(*KNEE_CALM[1:])
    keys.reads("No danger sign told so far")
    keys.reads("This is not an all-clear.")
    assert keys.presses <= MOST_PRESSES
    assert keys.tab.troubles == []


@pytest.mark.parametrize("region", ["d", "g", "5"], ids=["hip", "calf", "lower back"])
def test_even_the_longest_danger_check_stays_within_twelve_keys(keys, region):
    keys.begins()
    keys.go("0", region)
    while keys.page.get_by_role("checkbox").count():
        keys.go("0")
    keys.reads("No danger sign told so far")
    assert keys.presses + 1 <= MOST_PRESSES


def test_a_whole_call_by_keyboard_into_the_queue(keys, desk):
    keys.begins(relationship="3", words="her knee has been sore")
    keys.reads('I will say "you". I mean the person who has the problem.')
    keys.go("0", "0", "0", "0", "Enter")
    keys.reads("Is that OK?")
    keys.go("1")
    while not keys.page.get_by_role("heading", name="Read them the result").count():
        # None of a list; the first answer of the rest.
        keys.go("0" if keys.page.get_by_role("checkbox").count() else "1")
    keys.reads("This is not a diagnosis.")
    keys.press("Enter")
    keys.types("Demo Phone Caller")
    keys.press("Tab")
    keys.types("555 010 7788")
    keys.go("Enter")
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text("Demo Phone Caller")
    keys.reads("Call taken by")
    keys.go("u")
    expect(keys.page.get_by_role("link", name="Demo Phone Caller")).to_be_visible()
    assert keys.tab.troubles == []


def test_an_emergency_in_their_words_is_on_the_screen_at_once(keys, desk):
    keys.begins(words="crushing pain in my chest and my left arm")
    keys.reads("Call 911 now")
    keys.press("Enter")
    keys.types("Demo Chest Caller")
    keys.go("Enter")
    keys.reads("No number left")
    found = newest(desk, "T0")
    assert (found.contact.name, found.professional) == ("Demo Chest Caller", None)


def test_an_emergency_is_ticked_and_read_out_with_two_keys(keys):
    keys.begins()
    keys.press("3")
    keys.go("Enter")
    keys.reads("Read this now")


def test_words_are_sent_from_their_field_and_keys_do_nothing_while_they_are_typed(keys):
    keys.begins()
    keys.press("w")
    keys.types("0 u b h 1 2 3 she is fine but has a stiff neck")
    assert keys.page.get_by_role("checkbox", checked=True).count() == 0
    keys.go("Control+Enter")
    keys.reads("First, your safety.")
    keys.reads("Heard in their words: ")
    keys.reads("Neck")


def test_going_on_with_nothing_ticked_is_asked_about_and_a_tick_can_be_taken_back(keys):
    keys.begins()
    keys.go("Enter")
    keys.reads("Tick what they said yes to, or press 0 for none of these.")
    # The lock comes back to the call, and not to the address that a form is sent to.
    assert not keys.page.url.endswith("/answer")
    keys.press("2")
    expect(keys.page.get_by_role("checkbox", name="Trouble breathing")).to_be_checked()
    keys.press("2")
    expect(keys.page.get_by_role("checkbox", name="Trouble breathing")).not_to_be_checked()


@pytest.mark.parametrize("comes_back", ["by itself", "by the Back button"])
def test_a_form_that_never_arrived_can_be_sent_again(keys, comes_back):
    keys.page.clock.install()
    keys.begins()
    sent = []

    def lose_the_first(route):
        sent.append(route.request.url)
        if len(sent) == 1:
            route.abort("aborted")
        else:
            route.continue_()

    keys.page.route("**/answer", lose_the_first)
    with keys.page.expect_request("**/answer"):
        keys.press("0")
    keys.press("0")
    keys.page.wait_for_timeout(200)
    assert len(sent) == 1
    if comes_back == "by itself":
        keys.page.clock.run_for(10_500)
    else:
        keys.page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    keys.press("0")
    keys.reads("Where in your body is it?")


def test_no_single_key_ends_an_emergency(keys):
    keys.begins(words="crushing pain in my chest and my left arm")
    keys.press("0")
    keys.page.wait_for_timeout(300)
    keys.reads("Read this now")
    keys.page.get_by_role("button", name="They leave no name, or hung up").focus()
    keys.go("Enter")
    keys.reads("No contact left")


def test_back_and_hung_up_have_keys(keys):
    keys.begins()
    keys.go("0", "f", "b")
    keys.reads("Where in your body is it?")
    keys.press("h")
    expect(keys.page.get_by_label("Name", exact=True)).to_be_focused()
    keys.press("Escape")
    keys.page.get_by_role("button", name="End the call").focus()
    keys.go("Enter")
    keys.reads("Nothing of this call is kept")
    keys.go("n")
    keys.reads("Who calls?")


def test_the_timer_counts_up_by_itself_and_stops_when_the_check_is_done(keys):
    keys.begins()
    timer = keys.page.get_by_role("timer")
    before = timer.inner_text()
    expect(timer).not_to_have_text(before)
    keys.go(*KNEE_CALM)
    expect(keys.page.get_by_role("timer")).to_have_count(0)
    keys.reads("Danger check took 0:")


def test_it_works_without_script(sit_down, desk):
    tab = sit_down("reception", java_script_enabled=False).go("/calls/new")
    tab.page.get_by_label("The person with the problem").check()
    tab.page.get_by_label("What they say of their own accord").fill("my knee is sore")
    tab.page.get_by_role("button", name="Begin").click()
    for _ in range(4):
        tab.page.get_by_role("button", name="None of these").click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("No danger sign told so far")
    tab.page.get_by_role("link", name="Go on with the questions").click()
    tab.page.get_by_role("button", name="No: keep nothing").click()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Nothing of this call is kept")
