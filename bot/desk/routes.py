"""Every route of the front desk, with the roles that may use it. What is not here is not there."""

from __future__ import annotations

from bot.desk import (
    account,
    alerts,
    analytics_page,
    audit_page,
    case_changes,
    case_page,
    clinic_page,
    content_page,
    exports,
    person_data_page,
    probes,
    queue_page,
    retention_page,
    saved_views,
    sign_in,
    staff_page,
    talk_page,
    welcome,
)
from bot.desk.calls import answering, call_page, ending, new_call, taking_back
from bot.desk.home import home
from bot.desk.live_queue import queue_events
from bot.desk.recognised import Standing
from bot.desk.route import ANALYSTS, CASE_READERS, CASE_WORKERS, CLINICIANS, EVERYBODY, DeskRoute
from bot.store.staff import Role

ADMIN: frozenset[Role] = frozenset({"admin"})
AUDIT: frozenset[Role] = frozenset({"admin", "auditor"})
NEW: frozenset[Standing] = frozenset({"new"})
ANY: frozenset[Standing] = frozenset({"in", "locked", "new"})

ROUTES: tuple[DeskRoute, ...] = (
    DeskRoute("GET", "/healthz", probes.alive, None, is_activity=False),
    DeskRoute("GET", "/readyz", probes.ready, None, is_activity=False),
    DeskRoute("GET", "/", home, EVERYBODY),
    DeskRoute("GET", "/queue", queue_page.queue, CASE_READERS),
    DeskRoute("POST", "/queue/search", queue_page.search, CASE_READERS),
    DeskRoute("POST", "/queue/rows", queue_page.rows, CASE_READERS, is_activity=False),
    DeskRoute("GET", "/queue/events", queue_events, CASE_READERS, is_activity=False),
    DeskRoute("GET", "/queue.csv", exports.queue_csv, CLINICIANS),
    DeskRoute("POST", "/queue/views", saved_views.save, CASE_READERS),
    DeskRoute("POST", "/queue/views/{view_id}/drop", saved_views.drop, CASE_READERS),
    DeskRoute("POST", "/alerts/{alert_id}/seen", alerts.see, CASE_WORKERS),
    DeskRoute("GET", "/calls/new", new_call.show_new_call, CASE_WORKERS),
    DeskRoute("POST", "/calls", new_call.begin, CASE_WORKERS),
    DeskRoute("GET", "/calls/{conversation_id}", call_page.show_call, CASE_WORKERS),
    DeskRoute("POST", "/calls/{conversation_id}/answer", answering.answer, CASE_WORKERS),
    DeskRoute("POST", "/calls/{conversation_id}/consent", answering.consent, CASE_WORKERS),
    DeskRoute("POST", "/calls/{conversation_id}/back", taking_back.back, CASE_WORKERS),
    DeskRoute("POST", "/calls/{conversation_id}/unhear", taking_back.unhear, CASE_WORKERS),
    DeskRoute("POST", "/calls/{conversation_id}/contact", ending.hand_over, CASE_WORKERS),
    DeskRoute("POST", "/calls/{conversation_id}/stop", ending.stop, CASE_WORKERS),
    DeskRoute("GET", "/analytics", analytics_page.analytics, ANALYSTS),
    DeskRoute("GET", "/cases/{conversation_id}", case_page.show_case, CASE_READERS),
    DeskRoute("GET", "/cases/{conversation_id}/print", case_page.print_case, CASE_READERS),
    DeskRoute(
        "POST", "/cases/{conversation_id}/presence", case_page.say_present, CASE_READERS, is_activity=False
    ),
    DeskRoute("POST", "/cases/{conversation_id}/copied", exports.copied, CASE_READERS),
    DeskRoute("GET", "/cases/{conversation_id}/note.pdf", exports.case_pdf, CASE_READERS),
    DeskRoute("GET", "/cases/{conversation_id}/case.csv", exports.case_csv, CASE_READERS),
    DeskRoute("POST", "/cases/{conversation_id}/status", case_changes.change_status, CASE_WORKERS),
    DeskRoute("POST", "/cases/{conversation_id}/owner", case_changes.change_owner, CASE_WORKERS),
    DeskRoute("POST", "/cases/{conversation_id}/attempts", case_changes.log_attempt, CASE_WORKERS),
    DeskRoute("POST", "/cases/{conversation_id}/raise", case_changes.raise_urgency, CASE_WORKERS),
    DeskRoute("POST", "/cases/{conversation_id}/lower", case_changes.lower_urgency, CLINICIANS),
    DeskRoute("POST", "/cases/{conversation_id}/professional", case_changes.change_professional, CLINICIANS),
    DeskRoute("POST", "/cases/{conversation_id}/take-over", talk_page.take_over, CASE_WORKERS),
    DeskRoute("POST", "/cases/{conversation_id}/reply", talk_page.reply, CASE_WORKERS),
    DeskRoute("POST", "/cases/{conversation_id}/hand-back", talk_page.hand_back, CASE_WORKERS),
    DeskRoute("POST", "/cases/{conversation_id}/talk", talk_page.talk, CASE_READERS, is_activity=False),
    DeskRoute(
        "GET", "/cases/{conversation_id}/events", talk_page.talk_events, CASE_READERS, is_activity=False
    ),
    DeskRoute("GET", "/cases/{conversation_id}/data", person_data_page.show_data, ADMIN),
    DeskRoute("GET", "/cases/{conversation_id}/data.json", person_data_page.export, ADMIN),
    DeskRoute("POST", "/cases/{conversation_id}/erase", person_data_page.erase, ADMIN),
    DeskRoute("GET", "/sign-in", sign_in.show_sign_in, None),
    DeskRoute("POST", "/sign-in", sign_in.do_sign_in, None),
    DeskRoute("POST", "/sign-out", sign_in.sign_out, EVERYBODY, ANY),
    DeskRoute("POST", "/lock", sign_in.do_lock, EVERYBODY),
    DeskRoute("GET", "/unlock", sign_in.show_unlock, EVERYBODY, ANY, is_activity=False),
    DeskRoute("POST", "/unlock", sign_in.do_unlock, EVERYBODY, ANY, is_activity=False),
    DeskRoute("POST", "/still-here", sign_in.still_here, EVERYBODY),
    DeskRoute("GET", "/welcome", welcome.show_welcome, EVERYBODY, NEW),
    DeskRoute("POST", "/welcome/password", welcome.choose_password, EVERYBODY, NEW),
    DeskRoute("POST", "/welcome/app", welcome.prove_app, EVERYBODY, NEW),
    DeskRoute("GET", "/account", account.show_account, EVERYBODY),
    DeskRoute("POST", "/account", account.change_password, EVERYBODY),
    DeskRoute("GET", "/staff", staff_page.show_staff, ADMIN),
    DeskRoute("POST", "/staff", staff_page.add, ADMIN),
    DeskRoute("POST", "/staff/{staff_id}/disable", staff_page.disable, ADMIN),
    DeskRoute("POST", "/staff/{staff_id}/enable", staff_page.enable, ADMIN),
    DeskRoute("POST", "/staff/{staff_id}/reset", staff_page.reset, ADMIN),
    DeskRoute("POST", "/staff/{staff_id}/role", staff_page.give_role, ADMIN),
    DeskRoute("GET", "/clinic", clinic_page.show_clinic, EVERYBODY),
    DeskRoute("POST", "/clinic", clinic_page.save, ADMIN),
    DeskRoute("POST", "/clinic/restore/{number}", clinic_page.restore, ADMIN),
    DeskRoute("GET", "/content", content_page.show_content, EVERYBODY),
    DeskRoute("GET", "/audit", audit_page.show_audit, AUDIT),
    DeskRoute("POST", "/audit/check", audit_page.check_audit, AUDIT),
    DeskRoute("POST", "/retention", retention_page.run_now, ADMIN),
)
