"""People at the front desk's door, in a real browser."""

import re

import pyotp
from playwright.sync_api import expect

from bot.store.staff import account_by_login

PASSWORD = "seven quiet boats turn"


def test_the_first_admin_gets_from_the_terminals_password_to_the_staff_page(sit_down, desk):
    tab = sit_down().go("/")
    tab.fill(Login="admin", Password=desk.one_time_password)
    tab.press("Sign in")
    tab.fill(New_password=PASSWORD, The_same_again=PASSWORD)
    tab.press("Save and go on")
    picture = tab.page.locator(".qr-box svg")
    expect(picture).to_be_visible()
    assert picture.bounding_box()["width"] > 150
    key = tab.page.locator("code.secret").inner_text().replace(" ", "")
    tab.page.get_by_label(re.compile("six digits")).fill(pyotp.TOTP(key).now())
    tab.press("Finish")
    tab.go("/staff")
    expect(tab.page.get_by_role("heading", name="Staff", exact=True)).to_be_visible()
    tab.fill(Name="Rita Demo", Login="rita")
    tab.press("Add")
    expect(tab.page.get_by_role("heading")).to_have_text("One-time password for Rita Demo")
    assert tab.troubles == []


def test_it_all_works_without_script(sit_down, desk):
    tab = sit_down(java_script_enabled=False).go("/account")
    person = desk.people["auditor"]
    tab.fill(Login=person.login, Password=person.password)
    tab.page.get_by_label("Code from your app").fill(desk.code_of("auditor"))
    tab.press("Sign in")
    expect(tab.page.get_by_role("heading", name="Your account")).to_be_visible()
    tab.press("Lock")
    tab.page.get_by_label(re.compile("^Password of")).fill(person.password)
    tab.press("Unlock")
    tab.press("Sign out")
    expect(tab.page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_the_keyboard_alone_is_enough_to_sign_in(sit_down, desk):
    person = desk.people["clinician"]
    tab = sit_down().go("/account")
    expect(tab.page.get_by_label("Login")).to_be_focused()
    for typed in (person.login, person.password, desk.code_of("clinician")):
        tab.page.keyboard.type(typed)
        tab.page.keyboard.press("Tab")
    tab.page.keyboard.press("Enter")
    expect(tab.page.get_by_role("heading", name="Your account")).to_be_visible()


def test_a_screen_that_nobody_touches_asks_for_the_lock(sit_down):
    tab = sit_down("reception")
    tab.page.clock.install()
    tab.go("/account")
    asked = []
    tab.page.on("request", lambda request: asked.append(request.url.removeprefix(tab.address)))
    tab.page.clock.run_for(595_000)
    assert [each for each in asked if not each.startswith("/static/")] == []
    with tab.page.expect_request("**/unlock?next=%2Faccount"):
        tab.page.clock.run_for(10_000)


def test_writing_keeps_the_session_open(sit_down):
    tab = sit_down("reception")
    tab.page.clock.install()
    tab.go("/account")
    tab.page.clock.run_for(120_000)
    with tab.page.expect_response("**/still-here") as answered:
        tab.page.get_by_label("New password", exact=True).press_sequentially("a")
    assert answered.value.status == 204


def test_a_locked_tab_shows_no_work_when_the_back_button_is_used(sit_down):
    tab = sit_down("reception").go("/account")
    tab.press("Lock")
    expect(tab.page.get_by_role("heading", name="Locked")).to_be_visible()
    tab.page.go_back()
    expect(tab.page.get_by_role("heading", name="Locked")).to_be_visible()


def test_a_page_of_another_site_cannot_add_staff(sit_down, desk):
    tab = sit_down("admin")
    form = (
        f'<form method="post" action="{desk.address}/staff"><input name="login" value="mallory">'
        '<input name="name" value="Mallory"><input name="role" value="admin"><button>Win</button></form>'
    )
    tab.page.route(
        "http://elsewhere.example/*", lambda route: route.fulfill(body=form, content_type="text/html")
    )
    tab.page.goto("http://elsewhere.example/")
    with tab.page.expect_navigation() as went:
        tab.press("Win")
    assert went.value.status == 403
    with desk.database.reading() as session:
        assert account_by_login(session, "mallory") is None


def test_the_front_desk_cannot_be_put_into_a_frame(sit_down, desk):
    tab = sit_down("admin")
    frame = f'<iframe src="{desk.address}/sign-in"></iframe>'
    tab.page.route(
        "http://elsewhere.example/*", lambda route: route.fulfill(body=frame, content_type="text/html")
    )
    tab.page.goto("http://elsewhere.example/")
    expect(tab.page.frame_locator("iframe").locator("html")).to_be_attached()
    assert "Sign in" not in tab.page.frames[-1].content()
    assert tab.page.frames[-1].url.startswith("chrome-error:")
