"""What an officer asks of the background about heads: learn new ones, read stored items anew."""

from datetime import datetime

from django.db import transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.tasks import configure_task

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations as audit
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.models.learning import Rereading
from dongthuan.apps.monitoring.rules import ACCESS, Act


class AlreadyAsked(Exception):
    """Stored items are being read anew already."""


@transaction.atomic
def ask_refit(*, by: Officer, at: datetime) -> None:
    """Have heads learned from the corrections; a candidate then waits for a decision."""
    require(ACCESS, Act.REFIT_HEADS, by, None)
    audit.note(act=Act.REFIT_HEADS, actor=by, record=by, at=at, details={"asked": True})
    _defer("monitoring.refit", queue="watching", lock="refit")


@transaction.atomic
def ask_rereading(*, model_id: str, by: Officer, at: datetime) -> Rereading:
    """Have stored items read anew by the heads in use; what people confirmed stays as they said."""
    require(ACCESS, Act.ADOPT_HEADS, by, None)
    if Rereading.objects.filter(ended_at=None).exists():
        raise AlreadyAsked
    made = Rereading.objects.create(model_id=model_id, asked_by=by, asked_at=at)
    audit.note(act=Act.ADOPT_HEADS, actor=by, record=made, at=at, details={"reread": model_id})
    _defer("monitoring.reread", queue="counting", lock="group")
    return made


def _defer(name: str, *, queue: str, lock: str) -> None:
    """Queue a job with the change that asks for it, unless one like it waits already."""
    key = name.rpartition(".")[2]
    job = configure_task(name=name, job_manager=app.job_manager, queue=queue, lock=lock, queueing_lock=key)
    try:
        with transaction.atomic():  # a refusal must not spoil the transaction around it
            job.defer()
    except exceptions.AlreadyEnqueued:
        return
