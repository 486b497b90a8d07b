"""The columns of notices, messages and reminders as sheets."""

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.sheets import Column, Columns
from dongthuan.apps.notices.models import Message, Notice, Reminder
from dongthuan.apps.notices.reminding import AUDIENCE_WORDS, STEP_WORDS, Audience
from dongthuan.apps.notices.wording import FAULTS, group_of

MESSAGES: Columns[Message] = (
    Column(_("Written"), lambda row: row.queued_at, 18),
    Column(_("Recipient"), lambda row: row.recipient.full_name, 28),
    Column(_("Address"), lambda row: row.to, 30),
    Column(_("Subject"), lambda row: row.subject, 60),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Attempts"), lambda row: row.attempts),
    Column(_("Sent"), lambda row: row.sent_at, 18),
    Column(_("What went wrong"), lambda row: FAULTS.get(row.fault, row.fault), 30),
    Column(_("What the server said"), lambda row: row.error, 50),
)
REMINDERS: Columns[Reminder] = (
    Column(_("Reminded"), lambda row: row.at, 18),
    Column(_("What falls due"), lambda row: row.title, 60),
    Column(_("Due"), lambda row: row.due_on, 14),
    Column(_("Step"), lambda row: STEP_WORDS.get(row.step, row.step), 28),
    Column(_("Told"), lambda row: row.recipient.full_name, 28),
    Column(_("As"), lambda row: AUDIENCE_WORDS.get(Audience(row.audience), row.audience), 24),
    Column(_("State"), lambda row: row.get_state_display(), 18),
    Column(_("Read at"), lambda row: row.notice.read_at if row.notice else None, 18),
)
NOTICES: Columns[Notice] = (
    Column(_("When"), lambda row: row.queued_at, 18),
    Column(_("Kind"), lambda row: group_of(row.kind).label, 24),
    Column(_("Notice"), lambda row: row.title, 60),
    Column(_("Details"), lambda row: row.body, 80),
    Column(_("Read at"), lambda row: row.read_at, 18),
)
