"""A member of staff and a person in the widget write with each other: real chat, real desk, one database."""

from datetime import timedelta

from playwright.sync_api import expect

from bot.store.clock import utc_now
from bot.store.take_overs import take_over
from bot.store.turns import StoredTurns
from tests.browser.desk.test_account_pages import is_fine
from tests.browser.prepared import CHEST
from tests.browser.wcag import violations

RITA = "Demo reception"


def ago(**time):
    return lambda: utc_now() - timedelta(**time)


def standing(tab):
    return tab.page.locator("#talk-status")


def replies(tab, text):
    tab.page.get_by_label("Your reply").fill(text)
    tab.page.keyboard.press("Control+Enter")
    expect(tab.page.get_by_label("Your reply")).to_have_value("")


def test_they_write_with_each_other_and_the_guide_goes_on_afterwards(visit, asked, sits):
    token, case = asked
    visitor = visit(token=token).open()
    expect(visitor.options.first).to_be_visible()
    rita = sits("reception", case)
    rita.press("Take over the conversation")
    with_whom = visitor.chat.locator(".with")
    expect(with_whom).to_have_text(f"You are writing with {RITA}.")
    expect(visitor.options).to_have_count(0)
    replies(rita, "Does it hurt on stairs?")
    staff = visitor.chat.locator(".message.staff")
    expect(staff).to_contain_text("Does it hurt on stairs?")
    expect(staff.locator(".by")).to_be_visible()
    expect(staff.locator(".by")).to_contain_text(f"{RITA}, ")
    announced = visitor.chat.locator("[aria-live=polite]")
    expect(announced).to_contain_text(f"{RITA}, ")

    rita.page.get_by_label("Your reply").press_sequentially("I see. Come")
    visitor.say("Only going down")
    expect(rita.page.locator("#talk-log")).to_contain_text("Only going down")
    expect(rita.page.locator("#talk-news")).to_contain_text("Person: Only going down")
    expect(standing(rita)).to_contain_text("They wait for your reply,")
    expect(rita.page.get_by_label("Your reply")).to_have_value("I see. Come")
    expect(rita.page.get_by_label("Your reply")).to_be_focused()
    visitor.settle()
    expect(visitor.chat.locator(".message").last).to_contain_text("Only going down")
    is_fine(rita.page)
    assert violations(visitor.page) == []

    rita.press("Hand back to Signpost")
    expect(visitor.options.first).to_be_visible()
    expect(with_whom).to_be_empty()
    visitor.choose("18 to 49")
    visitor.settle()
    expect(visitor.chat.locator(".message.question").last).not_to_contain_text("How old")
    assert visitor.troubles == [] and rita.troubles == []


def test_a_reply_to_a_closed_chat_is_counted_on_its_launcher(visit, asked, sits):
    token, case = asked
    visitor = visit(token=token).open()
    rita = sits("reception", case)
    rita.press("Take over the conversation")
    expect(visitor.chat.locator(".with")).to_contain_text(RITA)
    visitor.say("Hello?")
    visitor.settle()
    visitor.button("Close the chat").click()
    replies(rita, "Are you there?")
    expect(visitor.launcher).to_have_attribute("data-unread", "1")
    visitor.open()
    expect(visitor.chat.locator(".message.staff")).to_contain_text("Are you there?")


def test_two_at_once_see_who_has_it_with_script_and_without(asked, sits):
    _, case = asked
    rita, vera = sits("reception", case), sits("clinician", case)
    plain = sits("clinician", case, java_script_enabled=False)
    rita.press("Take over the conversation")
    expect(standing(vera)).to_contain_text(f"{RITA} is writing with them.")
    expect(vera.page.get_by_role("button", name="Take over the conversation")).to_have_count(0)
    plain.press("Take over the conversation")
    expect(plain.page.get_by_role("alert")).to_contain_text(f"{RITA} has this conversation")
    expect(sits("reception", "/queue").page.get_by_text(f"with {RITA}").first).to_be_visible()
    plain.press("Hand back to Signpost")
    plain.press("Take over the conversation")
    plain.page.get_by_label("Your reply").fill("Now it is me.")
    plain.press("Send")
    expect(plain.page.get_by_text("Your reply is sent.")).to_be_visible()
    expect(standing(vera)).to_contain_text("You are writing with them.")
    is_fine(rita.page)


def test_what_was_typed_is_kept_when_somebody_else_hands_it_back(asked, sits):
    _, case = asked
    rita = sits("reception", case)
    rita.press("Take over the conversation")
    rita.page.get_by_label("Your reply").fill("One more thing")
    sits("clinician", case).press("Hand back to Signpost")
    expect(rita.page.get_by_text("Not sent: One more thing")).to_be_visible()
    expect(rita.page.get_by_role("button", name="Take over the conversation")).to_be_visible()


def test_who_was_left_without_an_answer_gets_the_guide_back(visit, asked, beside):
    token, case = asked
    conversation = case.rpartition("/")[2]
    with beside.database.session() as session:
        take_over(session, conversation, beside.people["reception"].id, ago(minutes=30))
    log = StoredTurns(beside.database, clock=ago(minutes=20))
    log.claim(conversation, "early", "are you there?")
    said = {"from": "person", "kind": "text", "text": "are you there?"}
    log.finish(conversation, "early", said, [], "with_person", True)
    visitor = visit(token=token).open()
    expect(visitor.options).to_have_count(0)
    visitor.say("18 to 49")
    expect(visitor.log).to_contain_text("has answered yet.")
    expect(visitor.options.first).to_be_visible()
    expect(visitor.chat.locator(".with")).to_be_empty()
    assert visitor.troubles == []


def test_danger_told_to_staff_is_answered_at_once_and_the_desk_is_alarmed(visit, asked, sits):
    token, case = asked
    visitor = visit(token=token).open()
    rita = sits("reception", case)
    rita.press("Take over the conversation")
    expect(visitor.chat.locator(".with")).to_contain_text(RITA)
    visitor.say(CHEST)
    expect(visitor.emergency).to_contain_text("911")
    expect(visitor.chat.locator(".with")).to_contain_text(RITA)
    expect(rita.page.locator("#talk-log")).to_contain_text("911")
    queue = sits("reception", "/queue")
    expect(queue.page.get_by_text("wrote of danger").first).to_be_visible()
    rita.press("Hand back to Signpost")
    expect(visitor.chat.locator(".with")).to_be_empty()
    expect(visitor.options).to_have_count(0)
