"""A whole conversation in a real browser: by mouse, by keyboard alone, with second thoughts."""

from playwright.sync_api import expect

from tests.browser.prepared import ACTIVE, CHEST, KNEE

MOST_KEYS = 60


def test_by_mouse_from_the_launcher_to_the_result(visit):
    visitor = visit().open()

    visitor.until_result(KNEE)

    card = visitor.result
    expect(card.get_by_role("heading", level=3)).to_have_text("A good first stop: a physical therapist.")
    expect(card).to_contain_text("They can't diagnose")
    expect(card).to_contain_text("This is not a diagnosis.")
    expect(card.get_by_role("link", name="Call the clinic")).to_have_attribute("href", "tel:5550100")
    card.get_by_text("How this came about").click()
    expect(card).to_contain_text("Why not the others")
    assert visitor.troubles == []


def tab_to(visitor, wanted):
    for _ in range(MOST_KEYS):
        visitor.page.keyboard.press("Tab")
        if wanted in visitor.focused():
            return
    raise AssertionError(f"{wanted} is not reached by Tab; at {visitor.focused()}")


def test_by_keyboard_alone(visit):
    visitor = visit()
    keys = visitor.page.keyboard
    tab_to(visitor, "launcher")
    keys.press("Enter")
    visitor.settle()
    for _ in range(MOST_KEYS):
        visitor.settle()
        if visitor.result.count():
            break
        labels = visitor.options.all_inner_texts()
        if not labels:
            assert "textarea" in visitor.focused() or "h2" in visitor.focused()
            keys.type(KNEE)
            keys.press("Enter")
            continue
        if "input" not in visitor.focused():
            tab_to(visitor, "input")
        if visitor.button("None of these").count():
            for _ in range(MOST_KEYS):
                keys.press("Tab")
                if visitor.evaluate_in_chat("(root) => root.activeElement?.textContent") == "None of these":
                    break
            keys.press("Space")
            continue
        wanted = next((name for name in ("18 to 49", "None") if name in labels), labels[0])
        keys.press("Space")
        for _ in range(labels.index(wanted)):
            keys.press("ArrowDown")
        tab_to(visitor, "button.")
        keys.press("Enter")

    expect(visitor.result).to_contain_text("physical therapist")
    assert "result" in visitor.focused()


def test_choosing_by_key_sends_nothing_until_continue_is_pressed(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()
    said = visitor.bubbles.count()
    visitor.options.first.locator("input").focus()

    for key in ("Space", "ArrowDown", "ArrowDown", "Enter"):
        visitor.page.keyboard.press(key)

    expect(visitor.chat.get_by_label("18 to 49")).to_be_checked()
    assert visitor.bubbles.count() == said
    visitor.button("Continue").click()
    visitor.settle()
    expect(visitor.bubbles).to_have_count(said + 1)


def test_continue_without_an_answer_says_what_to_do(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()

    visitor.button("Continue").click()

    expect(visitor.status).to_have_text("Pick an answer first, or type your own.")


def test_pain_is_a_scale_of_eleven_real_radio_buttons(visit, prepared):
    visitor = visit(token=prepared.at("pain", opening=ACTIVE, pain="not_sure")).open()
    expect(visitor.chat.get_by_role("radio")).to_have_count(11)

    visitor.choose("2")
    visitor.settle()

    expect(visitor.bubbles.last).to_contain_text("2")


def test_every_question_says_why_it_is_asked_and_takes_free_text(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()

    visitor.chat.get_by_text("Why do you ask?").click()
    expect(visitor.chat.locator("form.question details p")).to_be_visible()
    visitor.say("I am 34")
    visitor.settle()

    expect(visitor.bubbles.last).to_contain_text("I am 34")
    expect(visitor.chat.get_by_text("How old")).to_have_count(1)


def test_several_are_ticked_and_sent_together(visit, prepared):
    visitor = visit(token=prepared.at("general_signs")).open()
    labels = visitor.options.all_inner_texts()

    for label in labels[-2:]:
        visitor.chat.get_by_label(label, exact=True).check()
    visitor.button("Continue").click()
    visitor.settle()

    for label in labels[-2:]:
        expect(visitor.bubbles.last).to_contain_text(label)


def test_not_sure_is_an_answer(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()

    visitor.button("Not sure").click()
    visitor.settle()

    expect(visitor.bubbles.last).to_contain_text("Not sure")


def test_an_emergency_is_an_alert_with_the_focus_and_buttons_that_call(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()

    visitor.say(CHEST)
    visitor.settle()

    expect(visitor.chat.get_by_role("alert")).to_contain_text("Call 911 now")
    expect(visitor.emergency.get_by_role("link", name="Call 911")).to_have_attribute("href", "tel:911")
    assert "emergency" in visitor.focused()
    expect(visitor.chat.locator("form.question")).to_have_count(0)


def test_a_crisis_names_its_line_as_a_button_too(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()

    visitor.say("I want to end my life")
    visitor.settle()

    expect(visitor.emergency.get_by_role("link", name="Call 988")).to_have_attribute("href", "tel:988")


def test_an_earlier_answer_can_be_changed_and_what_follows_is_said(visit, prepared):
    visitor = visit(token=prepared.at("summary_ok")).open()
    before = visitor.chat.locator(".message.question").last.inner_text()
    assert "18 to 49" in before

    visitor.chat.get_by_role("button", name="Change this answer: 18 to 49").click()
    visitor.settle()
    expect(visitor.chat.get_by_label("50 to 64")).to_be_visible()
    visitor.choose("50 to 64")
    visitor.settle()
    while visitor.button("None of these").count():
        visitor.button("None of these").click()
        visitor.settle()

    expect(visitor.chat.locator(".message.question").last).to_contain_text("50 to 64")
