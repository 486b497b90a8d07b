"""Matters and cards as workbooks: those that one may read."""

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.matters.lifecycle import CardKind
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT
from tests.integration.workbooks import rows_of


def test_matters_and_cards_of_the_units_one_reads(
    client: Client, matter: Matter, institute: Unit, speaker: Officer, neighbour: Officer
) -> None:
    MisinformationCard.objects.create(
        unit=institute, claim="Trạm ngừng đo", source_name="Diễn đàn", seen_at=AT, kind=CardKind.FALSE,
        created_by=speaker, created_at=AT,
    )  # fmt: skip
    client.force_login(speaker)
    assert "xlsx=1" in client.get("/vu-viec/").content.decode()
    assert [row[:2] for row in rows_of(client, "/vu-viec/")] == [(matter.reference, matter.title)]
    assert [row[0] for row in rows_of(client, "/vu-viec/tin-sai-lech/")] == ["Trạm ngừng đo"]
    client.force_login(neighbour)
    assert rows_of(client, "/vu-viec/") == rows_of(client, "/vu-viec/tin-sai-lech/") == []
