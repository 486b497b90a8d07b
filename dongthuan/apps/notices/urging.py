"""Write the steps of a batch of deadlines: reminders and their notices, in one transaction."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Model
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dongthuan.analysis.text import nfc
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.notices.audiences import Staff
from dongthuan.apps.notices.models import Notice, Reminder, Settled
from dongthuan.apps.notices.reminding import Audience, Deadline, Step
from dongthuan.apps.notices.series import Decision, Firing, decided

KIND = "remind.deadline"
LOCK = 0x6E68_6163  # "nhac": one writer of reminders at a time, held until its transaction ends
STALE = timedelta(minutes=10)  # so long a list of open records may be old by the time it is worked on
EVERY_PURPOSE = "*"
FiresOn = Callable[[date, int], date]
Series = tuple[str, str, str]
Written = tuple[Reminder, Notice | None]
_WORDS, _FATE = ("title", "body", "url"), ("mail", "read_at", "withdrawn_at", "is_binding")
_NOTICE_AGAIN = (*_WORDS, *_FATE, "queued_at", "not_before")
_REMINDER_AGAIN = ("title", "url", "audience", "fires_on", "at", "state", "notice")


def lock_reminders() -> None:
    """Wait until no other transaction writes reminders; the unique keys would hold without it too."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])


def series_of(record: Model, purpose: str) -> Series:
    """Return what names the reminders of one deadline, whatever its day."""
    return record._meta.label_lower, str(record.pk), purpose


@dataclass(frozen=True, slots=True)
class Urging:
    """What all batches of one call share."""

    staff: Staff
    steps: tuple[Step, ...]
    fires_on: FiresOn
    at: datetime

    @transaction.atomic
    def batch(self, deadlines: list[Deadline]) -> int:
        """Tell what is due of these deadlines; returns how many notices were queued."""
        lock_reminders()
        named = {series_of(one.record, one.purpose): one for one in deadlines}
        settled = settled_since(named, since=self.at - STALE)
        wanted = {key: one for key, one in named.items() if not settled & {key, (*key[:2], EVERY_PURPOSE)}}
        known = known_reminders(wanted)
        moved = [row for key, rows in known.items() for row in rows if row.due_on != wanted[key].due_on]
        take_back(moved, at=self.at)
        fresh: list[Written] = []
        overtaken: list[int] = []
        for key, deadline in wanted.items():
            rows = [row for row in known.get(key, []) if row.due_on == deadline.due_on]
            here = {(row.step, row.recipient_id): row for row in rows}
            told = {of: row.state for of, row in here.items()}
            for decision in decided(self._firings(deadline), told):
                to = decision.firing.recipient.pk
                fresh.append(self._written(deadline, decision, here.get((decision.firing.step.code, to))))
                if decision.state == Reminder.State.SENT:
                    overtaken += [row.notice_id for row in rows if row.recipient_id == to and row.notice_id]
        overtake(overtaken, at=self.at)
        store(fresh)
        return sum(notice is not None for _row, notice in fresh)

    def _firings(self, deadline: Deadline) -> Iterator[Firing]:
        today = local_day(self.at)
        for step in self.steps:
            fires_on = self.fires_on(deadline.due_on, step.offset)
            if fires_on <= today:
                for officer in self.staff.told(deadline, step.audience):
                    yield Firing(step, fires_on, officer, step.audience)

    def _written(self, deadline: Deadline, decision: Decision, row: Reminder | None) -> Written:
        """Return the reminder, and its notice where it is told; rows withdrawn before are taken up again."""
        firing = decision.firing
        if row is None:
            label, key, purpose = series_of(deadline.record, deadline.purpose)
            row = Reminder(record_type=label, record_key=key, purpose=purpose, step=firing.step.code)
            row.due_on, row.recipient = deadline.due_on, firing.recipient
        row.title, row.url = nfc(deadline.title)[:300], deadline.url[:500]
        row.audience, row.fires_on, row.at = firing.audience, firing.fires_on, self.at
        row.state = decision.state
        return row, self._notice(deadline, decision, row) if row.state == Reminder.State.SENT else None

    def _notice(self, deadline: Deadline, decision: Decision, row: Reminder) -> Notice:
        audience = decision.firing.audience
        is_late = local_day(self.at) > deadline.due_on
        notice = row.notice or Notice(kind=KIND, record_type=row.record_type, record_key=row.record_key)
        notice.recipient = decision.firing.recipient
        series = f"{row.record_type}:{row.record_key}:{row.purpose}"
        notice.key = f"remind:{series}:{row.due_on.isoformat()}:{row.step}"
        with translation.override(settings.LANGUAGE_CODE):
            notice.title = _title(deadline, is_late=is_late)
            notice.body = _body(self.staff.labels.get(deadline.unit_id, ""), audience, decision.overtaken)
        notice.url, notice.queued_at, notice.not_before = row.url, self.at, self.at
        notice.mail, notice.read_at, notice.withdrawn_at = Notice.Mail.WAITING, None, None
        notice.is_binding = is_late and audience == Audience.OWNER
        return notice


def store(written: list[Written]) -> None:
    """Write reminders and their notices; four statements, however many they are."""
    notices = [notice for _row, notice in written if notice is not None]
    Notice.objects.bulk_create([one for one in notices if one.pk is None])
    Notice.objects.bulk_update([one for one in notices if one.pk is not None], _NOTICE_AGAIN)
    for row, notice in written:
        row.notice = notice or row.notice
    Reminder.objects.bulk_create([row for row, _notice in written if row.pk is None])
    Reminder.objects.bulk_update([row for row, _notice in written if row.pk is not None], _REMINDER_AGAIN)


def known_reminders(wanted: Iterable[Series]) -> dict[Series, list[Reminder]]:
    """Return the reminders on record of each deadline; one query a kind of record."""
    keys: dict[str, set[str]] = {}
    for label, key, _purpose in wanted:
        keys.setdefault(label, set()).add(key)
    found: dict[Series, list[Reminder]] = {}
    for label, of_label in keys.items():
        rows = Reminder.objects.filter(record_type=label, record_key__in=of_label).select_related("notice")
        for row in rows:
            found.setdefault((label, row.record_key, row.purpose), []).append(row)
    return found


def overtake(notice_keys: list[int], *, at: datetime) -> None:
    """Let earlier reminders of a record rest where a later one is told: one line a record, not four."""
    if not notice_keys:
        return
    unread = Notice.objects.filter(pk__in=notice_keys).unread()
    waiting = set(unread.waiting_for_mail().values_list("pk", flat=True))
    Reminder.objects.filter(notice_id__in=waiting).update(state=Reminder.State.SUPERSEDED)
    unread.update(withdrawn_at=at)
    Notice.objects.filter(pk__in=waiting).update(mail=Notice.Mail.SUPERSEDED)


def settled_since(wanted: Iterable[Series], *, since: datetime) -> set[Series]:
    """Return which of these were settled not long ago; one query."""
    keys = {key for _label, key, _purpose in wanted}
    recent = Settled.objects.filter(record_key__in=keys, at__gte=since)
    return set(recent.values_list("record_type", "record_key", "purpose"))


def take_back(reminders: Iterable[Reminder], *, at: datetime) -> int:
    """Withdraw what of these reminders still asks for attention; returns how many notices.

    What waits for the mail is dropped from it; what was mailed no longer counts as unread.
    """
    keys = [row.notice_id for row in reminders if row.state == Reminder.State.SENT and row.notice_id]
    if not keys:
        return 0
    notices = Notice.objects.filter(pk__in=keys)
    dropped = set(notices.waiting_for_mail().values_list("pk", flat=True))
    unread = set(notices.unread().values_list("pk", flat=True))
    Reminder.objects.filter(notice_id__in=dropped & unread).update(state=Reminder.State.WITHDRAWN)
    notices.filter(pk__in=dropped).update(mail=Notice.Mail.WITHDRAWN)
    notices.filter(pk__in=unread).update(withdrawn_at=at)
    return len(dropped | unread)


def _title(deadline: Deadline, *, is_late: bool) -> str:
    words = _("Overdue, was due on %(day)s: %(title)s") if is_late else _("Due on %(day)s: %(title)s")
    return nfc(words % {"day": date_format(deadline.due_on, "d/m/Y"), "title": deadline.title})[:300]


def _body(unit: str, audience: Audience, overtaken: int) -> str:
    lines = []
    if audience != Audience.OWNER and unit:
        lines.append(_("Responsible unit: %(unit)s.") % {"unit": unit})
    if overtaken:
        words = ngettext(
            "%(n)d earlier reminder was not sent by itself; this one stands for it.",
            "%(n)d earlier reminders were not sent by themselves; this one stands for them.",
            overtaken,
        )
        lines.append(words % {"n": overtaken})
    return "\n".join(lines)
