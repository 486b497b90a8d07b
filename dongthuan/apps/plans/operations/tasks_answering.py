"""A unit's answer to a task that was put before it: by its officers, or through a link that works once."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.files.reasons import reason_given
from dongthuan.apps.notices.outside import mail_outside, take_back_mail
from dongthuan.apps.plans.letters import link_letter
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import AnswerLink, Task
from dongthuan.apps.plans.operations.steps import (
    NoSuchStep,
    locked,
    refuse_carried,
    save_step,
    step_task,
)
from dongthuan.apps.plans.operations.telling import tell_office
from dongthuan.apps.plans.rules import ACCESS, Act

LINK_LIFE = timedelta(days=3)
ACCEPT, REFUSE = "accept", "refuse"


class LinkUnknown(Exception):
    """No such link was ever made."""


class LinkExpired(Exception):
    """The link is past its time."""


class LinkUsed(Exception):
    """The link was used, or the task was answered in another way."""


@transaction.atomic
def accept_task(*, task: Task, version: int, by: Actor, at: datetime) -> Task:
    """Take a task on, and tell the Office. Raises ChangedMeanwhile, NoSuchStep, CarriedBelow."""
    task = locked(task, version)
    require(ACCESS, Act.ACCEPT_TASK, by, task)
    _accept(task, by=by, at=at)
    audit.note(act=Act.ACCEPT_TASK, actor=by, record=task, at=at)
    return task


@transaction.atomic
def refuse_task(*, task: Task, reason: str, version: int, by: Actor, at: datetime) -> Task:
    """Refuse a task with a reason; it comes back to the Office, which is told.

    Raises ChangedMeanwhile, NoReason, NoSuchStep, CarriedBelow.
    """
    task = locked(task, version)
    require(ACCESS, Act.REFUSE_TASK, by, task)
    _refuse(task, reason_given(reason), by=by, at=at)
    audit.note(act=Act.REFUSE_TASK, actor=by, record=task, at=at, ground=task.reason)
    return task


@transaction.atomic
def make_link(*, task: Task, recipient: str, by: Actor, at: datetime) -> tuple[AnswerLink, str]:
    """Make a link by which somebody without a sign-in answers, and mail it; returns it and its token.

    A link made earlier for the task is worthless from now on, and not mailed where it still waited. Of a
    mail that does not arrive `by` and the Office are told. Raises NoSuchStep, CarriedBelow.
    """
    task = locked(task)
    require(ACCESS, Act.SEND_LINK, by, task)
    refuse_carried(task)
    if task.state != TaskState.ASSIGNED:
        raise NoSuchStep(task.state)
    _end_links(task, at=at)
    token = secrets.token_urlsafe(32)
    link = AnswerLink.objects.create(
        task=task,
        token_hash=hash_of(token),
        recipient=recipient,
        made_by_id=by.pk,
        made_at=at,
        expires_at=at + LINK_LIFE,
    )
    letter = link_letter(link, task, token, Officer.objects.get(pk=by.pk))
    link.message = mail_outside(letter=letter, by=by, at=at)
    link.save(update_fields=["message"])
    details = {"link": link.pk, "expires_at": link.expires_at.isoformat()}
    audit.note(act=Act.SEND_LINK, actor=by, record=task, at=at, details=details)
    return link, token


@transaction.atomic
def answer_by_link(*, token: str, answer: str, reason: str, by: Actor, at: datetime) -> Task:
    """Accept or refuse through a link, which is then used up; `by` is the system, for whoever pressed.

    Raises LinkUnknown, LinkExpired, LinkUsed, NoReason.
    """
    link = link_of(token, at=at)
    task = locked(link.task)
    link = AnswerLink.objects.select_for_update().get(pk=link.pk)
    if link.used_at is not None or task.state != TaskState.ASSIGNED:
        raise LinkUsed
    if link.expires_at <= at:  # a newer link took its place while this one waited for the lock
        raise LinkExpired
    act = Act.ACCEPT_TASK if answer == ACCEPT else Act.REFUSE_TASK
    require(ACCESS, act, by, task)
    if act is Act.ACCEPT_TASK:
        _accept(task, by=by, at=at)
    else:
        _refuse(task, reason_given(reason), by=by, at=at)
    link.used_at, link.answer = at, answer
    link.save(update_fields=["used_at", "answer"])
    audit.note(act=act, actor=by, record=task, at=at, ground=task.reason, details={"link": link.pk})
    return task


def link_of(token: str, *, at: datetime) -> AnswerLink:
    """Return the link of a token, still to be used; the hash is looked up, so time tells nothing.

    Raises LinkUnknown, LinkUsed, LinkExpired.
    """
    links = AnswerLink.objects.select_related(
        "task__plan__unit", "task__parent__plan__unit", "task__lead_unit"
    )
    link = links.filter(token_hash=hash_of(token)).first()
    if link is None:
        raise LinkUnknown
    if link.used_at is not None:
        raise LinkUsed
    if link.expires_at <= at:
        raise LinkExpired
    if link.task.state != TaskState.ASSIGNED:
        raise LinkUsed
    return link


def hash_of(token: str) -> str:
    """Return the SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _end_links(task: Task, *, at: datetime) -> None:
    for link in task.answer_links.filter(used_at=None, expires_at__gt=at).select_related("message"):
        link.expires_at = at
        link.save(update_fields=["expires_at"])
        if link.message is not None:
            take_back_mail(message=link.message)


def _accept(task: Task, *, by: Actor, at: datetime) -> None:
    refuse_carried(task)
    step_task(task, TaskState.ACCEPTED)
    task.answered_at, task.reason = at, ""
    save_step(task, "answered_at", "reason", at=at)
    tell_office(task, Act.ACCEPT_TASK, by=by, at=at)


def _refuse(task: Task, reason: str, *, by: Actor, at: datetime) -> None:
    refuse_carried(task)
    step_task(task, TaskState.REFUSED)
    task.answered_at, task.reason = at, reason
    save_step(task, "answered_at", "reason", at=at)
    tell_office(task, Act.REFUSE_TASK, by=by, at=at)
