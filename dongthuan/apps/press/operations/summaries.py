"""Morning and evening: each who works with the press is told how the desk stands; and what ends soon."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import away_on, stand_ins_of
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.notices import operations as notices
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.queries.inquiries import DayOfDesk, day_of_desk, ending_within

TOLD = (Role.SPOKESPERSON, Role.COORDINATOR)
HALF_DAY = timedelta(hours=14)
ALARM_HOURS = 2


def sum_up(*, is_morning: bool, language: str, by: Actor, at: datetime) -> int:
    """Queue one summary for each who works at the desk, once a morning and once an evening; returns how many.

    Nothing is sent where nothing is open and nothing happened.
    """
    require(DESK_ACCESS, DeskAct.SUM_UP, by, None)
    on = local_day(at)
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    people = Officer.objects.filter(in_force, roles__role__in=TOLD, is_active=True).distinct().order_by("pk")
    count = 0
    for officer in people:
        count += _tell(officer.on(on), is_morning=is_morning, language=language, at=at)
    return count


@transaction.atomic
def _tell(officer: Officer, *, is_morning: bool, language: str, at: datetime) -> bool:
    day = day_of_desk(officer, since=at - HALF_DAY, at=at)
    if not (day.open_count or day.received_count or day.answered_count or day.waiting_mail_count):
        return False
    with translation.override(language):
        title = _("Press desk this morning") if is_morning else _("Press desk at the end of the day")
        body = "\n".join(_lines(day, is_morning=is_morning))
    when = "morning" if is_morning else "evening"
    notice = notices.queue(
        kind="press.summary",
        recipient=officer,
        title=title,
        body=body,
        at=at,
        url=reverse("press:inquiries"),
        key=f"press.summary:{when}:{local_day(at)}",
        is_urgent=True,
    )
    return notice is not None


def _lines(day: DayOfDesk, *, is_morning: bool) -> list[str]:
    """Return the summary line by line, in the language that is set."""
    lines = [
        _("Open: %(open)s; past their deadline: %(late)s; nobody answers for: %(unowned)s.")
        % {"open": day.open_count, "late": len(day.overdue), "unowned": day.unowned_count},
        _("Mail that waits: %(mail)s.") % {"mail": day.waiting_mail_count},
    ]
    if not is_morning:
        told = {"in": day.received_count, "out": day.answered_count, "no": day.refused_count}
        lines.append(_("Today: %(in)s received, %(out)s answered, %(no)s refused.") % told)
    lines += [_line(_("Late"), row) for row in day.overdue]
    lines += [_line(_("Within 24 hours"), row) for row in day.near]
    return lines


def _line(label: str, row: Inquiry) -> str:
    governing: datetime | None = getattr(row, "governing_at", None)
    until = timezone.localtime(governing).strftime("%H:%M %d/%m/%Y") if governing else "–"
    owner = row.owner.full_name if row.owner else _("nobody answers for it")
    return f"{label}: {row.symbol} {row.topic} · {until} · {owner}"


@transaction.atomic
def sound_alarms(*, by: Actor, at: datetime) -> int:
    """Tell whoever answers for an inquiry, once, that its deadline comes within two hours or has passed.

    Who stands in is told too, where the one who answers is away. Where nobody does, the spokespersons are.
    Returns how many notices were queued.
    """
    require(DESK_ACCESS, DeskAct.SUM_UP, by, None)
    on = local_day(at)
    away = away_on(on)
    count = 0
    for inquiry in ending_within(at=at, hours=ALARM_HOURS).order_by("pk")[:500]:
        owners = [inquiry.owner] if inquiry.owner else spokespersons_on(on)
        people = stand_ins_of(owners, away)
        for person in people:
            count += _alarm(inquiry, person, at=at)
    return count


def _alarm(inquiry: Inquiry, person: Officer, *, at: datetime) -> bool:
    governing: datetime = inquiry.governing_at  # type: ignore[attr-defined]  # added by with_deadline
    is_past = governing <= at
    words = (
        gettext_lazy("The deadline of an inquiry has passed: {topic}")
        if is_past
        else gettext_lazy("An inquiry must be answered within two hours: {topic}")
    )
    key = f"press.{'late' if is_past else 'near'}:{inquiry.pk}:{governing.isoformat()}"
    notice = notices.queue(
        kind="press.deadline",
        recipient=person,
        title=format_lazy(words, topic=inquiry.topic),
        at=at,
        record=inquiry,
        url=inquiry.get_absolute_url(),
        key=key,
        is_urgent=True,
    )
    return notice is not None


def spokespersons_on(on: date) -> list[Officer]:
    """Return the spokespersons of a day, who answer where nobody else does."""
    in_force = Q(roles__start_on__lte=on) & (Q(roles__end_on__isnull=True) | Q(roles__end_on__gt=on))
    rows = Officer.objects.filter(in_force, roles__role=Role.SPOKESPERSON, is_active=True)
    return list(rows.distinct().order_by("pk")[:20])
