"""Issue early warnings, score them when the truth has arrived, let people judge, learn from the past."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np
from django.db import transaction

from dongthuan.analysis.warning.features import HORIZONS, TopicHours
from dongthuan.analysis.warning.line import DAY, FEWEST_HOURS, crosses_within, is_calm, onsets_of
from dongthuan.analysis.warning.model import (
    Chance,
    NotEnough,
    WarningModel,
    brier_skill,
    learn,
    shipped_model,
)
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.models.warnings import EarlyWarning, WarningModelVersion
from dongthuan.apps.monitoring.operations.counting import hour_of
from dongthuan.apps.monitoring.queries.warnings_seen import HOUR, Seen, seen_hours
from dongthuan.apps.monitoring.rules import ACCESS, Act

HISTORY = timedelta(days=42)
MONTH_HOURS = 28 * DAY
LEARNED_FROM = timedelta(days=365)
HELD_BACK = 3  # the last third of the past judges a newly learned model
ALERT_HORIZON, ALERT_AT = 12, 0.2
ALERT_HOLD = timedelta(hours=24)
SCORED_AT_ONCE = 3000


class NotAnAlert(Exception):
    """Only what was shown as a warning is judged."""


def model_in_use() -> WarningModel:
    """Return the newest adopted model, or the one that comes with the product."""
    adopted = WarningModelVersion.objects.filter(is_adopted=True).first()
    return WarningModel.from_dict(adopted.weights) if adopted else shipped_model()


@transaction.atomic
def issue_warnings(*, by: Actor, at: datetime) -> list[EarlyWarning]:
    """Issue the chances of every watched topic at the last full hour; the same ones are stored once.

    Topics with less than two weeks of counts are passed over.
    """
    require(ACCESS, Act.DETECT, by, None)
    end = hour_of(at)
    topics = list(Topic.objects.watched().order_by("pk"))
    seen = seen_hours(topics, start=end - HISTORY, end=end)
    model = model_in_use()
    made = [
        warning
        for row, chances in sorted(_chances(seen, model).items())
        for warning in _as_rows(seen, row, chances, end, model.model_id)
    ]
    EarlyWarning.objects.bulk_create(made, ignore_conflicts=True)
    return list(EarlyWarning.objects.filter(at=end, model_id=model.model_id))


def _chances(seen: Seen, model: WarningModel) -> dict[int, list[Chance]]:
    """Return the chances by row: old topics together, each young one over its own past."""
    length = seen.hours.total.shape[1]
    old = length - MONTH_HOURS
    found: dict[int, list[Chance]] = {}
    known = [(row, first) for row, first in enumerate(seen.firsts) if first is not None]
    if any(first <= old for _row, first in known):
        together = model.warn(seen.hours)
        found = {row: together[row] for row, first in known if first <= old}
    for row, first in known:
        if old < first <= length - FEWEST_HOURS:
            found[row] = model.warn(seen.cut(first))[row]
    return found


def _as_rows(seen: Seen, row: int, chances: list[Chance], end: datetime, model_id: str) -> list[EarlyWarning]:
    topic = seen.topics[row]
    items = int(seen.hours.total[row, -MONTH_HOURS:].sum())
    return [
        EarlyWarning(
            topic=topic,
            at=end,
            horizon_hours=one.horizon,
            probability=one.probability,
            persistence=persistence_of(one),
            line=one.line,
            held=one.held,
            is_above=one.is_above,
            is_alert=_is_alert(topic, one, end),
            reasons=list(one.reasons),
            model_id=model_id,
            item_count=items,
            is_illustrative=topic.is_illustrative,
        )
        for one in chances
    ]


def persistence_of(chance: Chance) -> float:
    """Return the chance by what the window holds alone: an eighth of the fullness squared, at most one half.

    The comparison needs a fixed rule that learns nothing; this one is about right on made-up streams.
    """
    return min(0.5, (chance.held / chance.line) ** 2 / 8) if chance.line else 0.0


def _is_alert(topic: Topic, chance: Chance, end: datetime) -> bool:
    if chance.horizon != ALERT_HORIZON or chance.is_above or chance.probability < ALERT_AT:
        return False
    return not EarlyWarning.objects.alerts().filter(topic=topic, at__gt=end - ALERT_HOLD, at__lt=end).exists()


@transaction.atomic
def score_warnings(*, by: Actor, at: datetime) -> int:
    """Score the warnings whose hours are over, the oldest first; return how many."""
    require(ACCESS, Act.DETECT, by, None)
    end = hour_of(at)
    waiting = EarlyWarning.objects.select_for_update(of=("self",)).filter(
        crossed=None, at__lte=end - HOUR * min(HORIZONS)
    )
    due = [
        one
        for one in waiting.order_by("at", "pk")[:SCORED_AT_ONCE]
        if one.at + HOUR * one.horizon_hours <= end
    ]
    if not due:
        return 0
    topics = list(Topic.objects.filter(pk__in={one.topic_id for one in due}).order_by("pk"))
    seen = seen_hours(topics, start=due[0].at - HISTORY, end=end)
    rows = {topic.pk: row for row, topic in enumerate(topics)}
    onsets = onsets_of(seen.hours.unfavourable)
    for one in due:
        first = int((one.at - seen.start) / HOUR)
        found = np.flatnonzero(onsets[rows[one.topic_id], first : first + one.horizon_hours])
        one.crossed = bool(len(found))
        one.crossed_at = seen.start + HOUR * (first + int(found[0]) + 1) if len(found) else None
        one.scored_at = at
    EarlyWarning.objects.bulk_update(due, ["crossed", "crossed_at", "scored_at"], batch_size=500)
    return len(due)


@transaction.atomic
def judge_warning(*, warning: EarlyWarning, was_right: bool, by: Officer, at: datetime) -> EarlyWarning:
    """Say that an alert was right or wrong; a later judgement replaces an earlier one.

    Raises NotAnAlert.
    """
    warning = EarlyWarning.objects.select_for_update(of=("self",)).select_related("topic").get(pk=warning.pk)
    require(ACCESS, Act.JUDGE_WARNING, by, warning)
    if not warning.is_alert:
        raise NotAnAlert
    verdict = EarlyWarning.Verdict.TRUE if was_right else EarlyWarning.Verdict.FALSE
    former = warning.verdict
    warning.verdict, warning.judged_by, warning.judged_at = verdict, by, at
    warning.save(update_fields=["verdict", "judged_by", "judged_at"])
    details = {"verdict": str(verdict), "former": former}
    audit.note(act=Act.JUDGE_WARNING, actor=by, record=warning, at=at, details=details)
    return warning


@transaction.atomic
def recalibrate(*, by: Actor, at: datetime) -> WarningModelVersion | None:
    """Learn from the agency's own year, starting at the shipped weights; use it if it does better.

    Judged on the last third, which is not learned from. None where there are too few crossings to learn.
    """
    require(ACCESS, Act.DETECT, by, None)
    end = hour_of(at)
    topics = list(Topic.objects.watched().filter(is_illustrative=False).order_by("pk"))
    if not topics:
        return None
    seen = seen_hours(topics, start=end - LEARNED_FROM, end=end)
    firsts = [first for first in seen.firsts if first is not None]
    if not firsts:
        return None
    hours = seen.cut(min(firsts))
    first = hours.total.shape[1] * (HELD_BACK - 1) // HELD_BACK
    former = model_in_use()
    try:
        learned = learn(hours.until(first), origin=f"own-{end:%Y%m}", prior=shipped_model())
    except NotEnough:
        return None
    skill, former_skill = _skills(hours, first, (learned, former))
    return WarningModelVersion.objects.get_or_create(
        model_id=learned.model_id,
        defaults={
            "weights": learned.as_dict(),
            "learned_at": at,
            "topic_count": len(topics),
            "onset_count": int(onsets_of(hours.unfavourable).sum()),
            "skill": skill,
            "former_skill": former_skill,
            "is_adopted": skill > former_skill,
        },
    )[0]


def _skills(hours: TopicHours, first: int, models: Sequence[WarningModel]) -> list[float]:
    """Return each model's Brier skill at the horizon of alerts, over the hours from `first` on."""
    crossed = crosses_within(hours.unfavourable, ALERT_HORIZON)
    rows = is_calm(hours.unfavourable)
    rows[:, :first], rows[:, -ALERT_HORIZON:] = False, False
    usual = float(crossed[:, FEWEST_HOURS:first].mean())
    return [brier_skill(model.chances(hours, ALERT_HORIZON)[rows], crossed[rows], usual) for model in models]
