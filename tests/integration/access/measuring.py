"""The secret planted in a running campaign of one institute and in a state-funded task of it."""

from datetime import date
from decimal import Decimal

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.measurement.operations import campaigns
from dongthuan.apps.measurement.operations.science import ScienceContent, save_science_task
from dongthuan.apps.units.models import Unit


def plant_measuring(*, day: date, office: Officer, secret: str) -> dict[str, dict[str, object]]:
    """Plant the secret; return the keys by which each kind of address opens the institute's record."""
    at, unit = clock.now(), Unit.objects.get(code="VLDC")
    content = campaigns.CampaignContent(unit, secret, day, day, secret, secret, secret)
    row = campaigns.prepare(content=content, by=office, at=at)
    wanted = campaigns.ObjectiveContent("outcome", secret, "hand", Decimal(1), secret, Decimal(2), secret)
    row = campaigns.set_objective(campaign=row, content=wanted, version=row.version, by=office, at=at)
    row = campaigns.start(campaign=row, version=row.version, by=office, at=at)
    one = row.objectives.get()
    result = campaigns.ResultContent(one, Decimal(2), day, secret, secret)
    campaigns.note_result(campaign=row, content=result, by=office, at=at)
    task = ScienceContent(unit, secret, 2025, secret, told_on=day, evidence="https://bao.example/")
    listed = save_science_task(task=None, content=task, version=0, by=office, at=at)
    return {
        "measurement": {"pk": row.pk, "objective_pk": one.pk, "slug": "bao-cao"},
        "measurement:science-edit": {"pk": listed.pk},
    }
