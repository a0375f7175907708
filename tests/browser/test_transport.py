"""Nothing is lost and nothing counts twice: over a lost network, a reload, a restart and two tabs."""

from playwright.sync_api import expect

from tests.browser.prepared import KNEE


def sent_turns(visitor):
    """The bodies of every POST of a turn, as they are made."""
    bodies = []
    visitor.page.on(
        "request",
        lambda request: bodies.append(request.post_data) if request.url.endswith("/turns") else None,
    )
    return bodies


def test_offline_an_answer_waits_says_so_and_is_sent_once(visit, prepared):
    token = prepared.at("reason")
    visitor = visit(token=token).open()
    visitor.page.context.set_offline(True)
    visitor.say(KNEE)
    expect(visitor.status).to_contain_text("Not sent yet")
    expect(visitor.chat.locator(".message.unsent")).to_have_count(1)

    visitor.page.context.set_offline(False)
    visitor.settle()

    expect(visitor.chat.locator(".message.unsent")).to_have_count(0)
    assert prepared.said(token).count(KNEE) == 1


def test_several_answers_wait_in_their_order(visit, prepared):
    token = prepared.at("age")
    visitor = visit(token=token).open()
    visitor.page.context.set_offline(True)
    visitor.say("What is a physical therapist?")
    visitor.say("I am 34")
    expect(visitor.chat.locator(".message.unsent")).to_have_count(1)

    visitor.page.context.set_offline(False)
    visitor.settle()

    assert prepared.said(token)[-2:] == ["What is a physical therapist?", "I am 34"]
    expect(visitor.bubbles.last).to_contain_text("I am 34")


def test_a_reply_that_was_lost_on_the_way_is_fetched_under_the_same_id(visit, prepared):
    token = prepared.at("reason")
    visitor = visit(token=token).open()
    bodies = sent_turns(visitor)
    lost = []

    def lose_the_first(route):
        if lost:
            route.continue_()
            return
        lost.append(route.fetch())
        route.abort()

    visitor.page.route("**/chat/turns", lose_the_first)
    visitor.say(KNEE)
    visitor.chat.locator(".message.unsent").wait_for()
    visitor.button("Try now").click()
    visitor.settle()

    assert len(bodies) == 2
    assert bodies[0] == bodies[1]
    assert prepared.said(token).count(KNEE) == 1
    expect(visitor.log.get_by_text(KNEE)).to_have_count(1)


def test_pressing_twice_sends_once(visit, prepared):
    token = prepared.at("age")
    visitor = visit(token=token).open()
    visitor.chat.get_by_label("18 to 49").check()

    visitor.evaluate_in_chat(
        """(root) => {
          const button = [...root.querySelectorAll("button")].find((each) => each.textContent === "Continue");
          button.click();
          button.click();
        }"""
    )
    visitor.settle()

    assert prepared.said(token).count("18 to 49") == 1


def test_a_reload_goes_on_where_it_was(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()
    before = visitor.chat.locator(".message").all_inner_texts()

    visitor.page.reload()
    visitor.open()

    assert visitor.chat.locator(".message").all_inner_texts() == before
    expect(visitor.chat.get_by_label("18 to 49")).to_be_visible()


def test_a_reload_keeps_what_was_not_sent(visit, prepared):
    token = prepared.at("reason")
    visitor = visit(token=token).open()
    visitor.page.route("**/chat/turns", lambda route: route.abort())
    visitor.say(KNEE)
    visitor.chat.locator(".message.unsent").wait_for()

    visitor.page.unroute("**/chat/turns")
    visitor.page.reload()
    visitor.open()
    visitor.settle()

    assert prepared.said(token).count(KNEE) == 1
    assert visitor.kept()["turns"] == []


def test_a_restarted_server_answers_what_was_said_meanwhile(visit, prepared, server):
    token = prepared.at("reason")
    visitor = visit(token=token).open()
    server.stop()
    visitor.say(KNEE)
    visitor.chat.locator(".message.unsent").wait_for()

    server.start()
    visitor.button("Try now").click()
    visitor.settle()

    assert prepared.said(token).count(KNEE) == 1
    expect(visitor.log.get_by_text("First, your safety")).to_be_visible()


def test_two_tabs_of_one_conversation_show_the_same(visit, prepared):
    token = prepared.at("age")
    one = visit(token=token).open()
    other = visit(token=token, context=one.page.context).open()

    one.choose("18 to 49")
    one.settle()
    expect(other.bubbles.last).to_contain_text("18 to 49")
    expect(other.options.first).to_have_text(one.options.first.inner_text())
    other.button("None of these").click()
    other.settle()

    expect(one.bubbles.last).to_contain_text("None of these")
    assert one.chat.locator(".message").all_inner_texts() == other.chat.locator(".message").all_inner_texts()


def test_a_reply_to_a_conversation_that_was_left_is_dropped(visit, prepared):
    visitor = visit(token=prepared.at("age")).open()
    held = []
    visitor.page.route("**/chat/turns", lambda route: held.append((route, route.fetch())))
    visitor.choose("18 to 49")
    expect(visitor.status).to_have_text("One moment...")
    visitor.button("Start over").click()
    visitor.button("Press again to start over").click()
    expect(visitor.log.get_by_text("OK to go on?")).to_be_visible()

    for route, response in held:
        route.fulfill(response=response)
    visitor.settle()

    expect(visitor.bubbles).to_have_count(0)
    expect(visitor.chat.locator(".message.question")).to_have_count(1)


def test_what_comes_while_it_is_closed_is_counted_on_the_launcher(visit, prepared):
    token = prepared.at("age")
    visitor = visit(token=token).open()
    visitor.page.keyboard.press("Escape")

    prepared.call("POST", "turns", token, {"turn_id": "elsewhere", "text": "do I have a torn meniscus?"})

    expect(visitor.launcher).to_have_attribute("data-unread", "3")
    visitor.launcher.click()
    expect(visitor.bubbles.last).to_contain_text("torn meniscus")
    assert visitor.launcher.get_attribute("data-unread") is None
