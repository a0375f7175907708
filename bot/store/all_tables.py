"""Every table there is. The schema knows a table once its module is imported; this imports them all."""

from bot.store.alerts import alerts
from bot.store.audit import audit
from bot.store.calls import calls
from bot.store.case_work import case_work
from bot.store.cases import cases
from bot.store.clinic_versions import clinic_versions
from bot.store.contact_attempts import contact_attempts
from bot.store.contacts import contacts
from bot.store.conversations import conversations
from bot.store.messages import messages
from bot.store.overrides import overrides
from bot.store.presence import presence
from bot.store.results import results
from bot.store.saved_views import saved_views
from bot.store.sign_in_attempts import sign_in_attempts
from bot.store.sms_inbox import sms_inbox
from bot.store.sms_links import sms_links
from bot.store.sms_numbers import sms_numbers
from bot.store.sms_outbox import sms_outbox
from bot.store.staff import staff
from bot.store.staff_sessions import staff_sessions
from bot.store.take_overs import take_overs
from bot.store.tracker_events import tracker_events
from bot.store.turn_rows import turns

ALL_TABLES = (
    alerts,
    audit,
    calls,
    case_work,
    cases,
    clinic_versions,
    contact_attempts,
    contacts,
    conversations,
    messages,
    overrides,
    presence,
    results,
    saved_views,
    sign_in_attempts,
    sms_inbox,
    sms_links,
    sms_numbers,
    sms_outbox,
    staff,
    staff_sessions,
    take_overs,
    tracker_events,
    turns,
)
