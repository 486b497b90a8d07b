"""Entries of the law's lists: proposed by one, decided by another, laid over what is shipped."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from dongthuan.apps.clocks.operations.deciding import AlreadyDecided
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.models.law_lists import ListEntry
from dongthuan.apps.disclosure.operations.law_lists import (
    EndsBeforeStart,
    EntryContent,
    approve_entry,
    propose_entry,
    reject_entry,
)
from dongthuan.apps.disclosure.queries.law_lists import list_of, sorted_by
from dongthuan.apps.press.operations.versions import NoReason
from dongthuan.law.openness import Kind
from tests.integration.disclosure.requests_cast import NEW_LAW

pytestmark = pytest.mark.django_db
NEW_DAY = NEW_LAW.date()
ENTRY = EntryContent(
    "group", "1", "Nhóm thử (minh hoạ)", "Luật mới", "Điều 14", "Công báo", date(2026, 9, 1), "V1"
)


def test_an_entry_holds_once_another_officer_approved_it(
    information_officer, legal_officer, second_legal_officer
):
    assert sorted_by(Kind.GROUP, NEW_DAY)[1]
    entry = propose_entry(content=ENTRY, by=legal_officer, at=NEW_LAW)
    assert not list_of(Kind.GROUP, NEW_DAY).is_known
    for officer in (legal_officer, information_officer):
        with pytest.raises(NotAllowed):
            approve_entry(entry=entry, by=officer, at=NEW_LAW)
    approve_entry(entry=entry, by=second_legal_officer, at=NEW_LAW)
    found, is_provisional = sorted_by(Kind.GROUP, NEW_DAY)
    assert ([one.key for one in found.entries], found.is_complete, is_provisional) == (["1"], False, False)
    assert len(list_of(Kind.GROUP, date(2026, 8, 31)).entries) == 15
    with pytest.raises(AlreadyDecided):
        reject_entry(entry=entry, reason="Nhầm", by=second_legal_officer, at=NEW_LAW)


def test_what_is_rejected_never_holds_and_nobody_decides_alone(legal_officer, second_legal_officer):
    entry = propose_entry(content=ENTRY, by=legal_officer, at=NEW_LAW)
    with pytest.raises(NoReason):
        reject_entry(entry=entry, reason=" ", by=second_legal_officer, at=NEW_LAW)
    reject_entry(entry=entry, reason="Sai điều", by=second_legal_officer, at=NEW_LAW)
    assert not list_of(Kind.GROUP, NEW_DAY).is_known
    with pytest.raises(IntegrityError), transaction.atomic():
        ListEntry.objects.filter(pk=entry.pk).update(decided_by=legal_officer.pk)
    with pytest.raises(EndsBeforeStart):
        propose_entry(
            content=EntryContent(
                *["group", "2", "x", "l", "đ", "n"], date(2026, 9, 1), "V1", date(2026, 9, 1)
            ),
            by=legal_officer,
            at=NEW_LAW,
        )


def test_the_pages_say_what_is_unknown_and_take_an_entry_in(client, legal_officer, second_legal_officer):
    client.force_login(legal_officer)
    page = client.get(f"{reverse('disclosure:law-lists')}?day=2026-11-02").content.decode()
    assert "Máy không đoán" in page
    old = client.get(f"{reverse('disclosure:law-lists')}?{urlencode({'day': '01/03/2026'})}").content.decode()
    assert "Máy không đoán" not in old
    assert "Điều 17 khoản 1 điểm đ" in old
    given = {
        name: getattr(ENTRY, name) for name in ("kind", "key", "title", "instrument", "article", "source")
    }
    given |= {"valid_from": "2026-09-01", "verified": "V1"}
    assert client.get(reverse("disclosure:law-entry-add") + "?kind=group&key=a").status_code == 200
    assert client.post(reverse("disclosure:law-entry-add"), given | {"article": ""}).status_code == 400
    assert client.post(reverse("disclosure:law-entry-add"), given).status_code == 302
    entry = ListEntry.objects.get()
    address = reverse("disclosure:law-entry", args=[entry.pk])
    assert client.post(address, {"approve": "1"}).status_code == 403
    client.force_login(second_legal_officer)
    assert client.post(address, {}).status_code == 400
    assert client.post(address, {"approve": "1"}).status_code == 302
    assert list_of(Kind.GROUP, NEW_DAY).is_known
    assert client.get(address).status_code == 200
