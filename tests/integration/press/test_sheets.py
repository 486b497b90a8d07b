"""The lists of the press office as workbooks: what one sees on the page; taking personal data is noted."""

from datetime import date

from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.models.contacts import Contact, ContactList
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import NOON
from tests.integration.press.desk_cast import a_line, an_inquiry
from tests.integration.workbooks import rows_of

DESK = ("yeu-cau/?state=all", "tra-loi/", "thu-den/", "thong-diep/?state=all", "cai-chinh/")
REGISTERS = ("co-quan/", "phong-vien/", "danh-sach/", "kenh/", "phat-ngon/", "hop-bao/")


def test_the_registers_give_their_rows_and_who_took_addresses_is_noted(
    client: Client, agency: Unit, outlet: Outlet, head: Spokesperson, coordinator: Officer
) -> None:
    name = "Lý Văn Tin (minh hoạ)"
    kept = {"source": "card", "keep_until": date(2199, 1, 1), "changed_at": NOON}
    journalist = Journalist.objects.create(full_name=name, outlet=outlet, email="tin@bao.example", **kept)
    contacts = ContactList.objects.create(name="Báo ngày", unit=agency)
    Contact.objects.create(contact_list=contacts, journalist=journalist, added_at=NOON)
    OfficialChannel.objects.create(
        name="Cổng", platform="portal", url="https://cq.example", unit=agency, changed_at=NOON
    )
    client.force_login(coordinator)
    base = "/bao-chi/"
    assert [(row[0], row[5]) for row in rows_of(client, f"{base}co-quan/")] == [("Báo Thử", 1)]
    assert [row[:2] for row in rows_of(client, f"{base}phong-vien/")] == [(name, "Báo Thử")]
    assert [row[:3] for row in rows_of(client, f"{base}danh-sach/")] == [("Báo ngày", agency.label, 1)]
    assert rows_of(client, f"{base}danh-sach/{contacts.pk}/") == [(name, "Báo Thử", "tin@bao.example")]
    assert [row[0] for row in rows_of(client, f"{base}kenh/")] == ["Cổng"]
    assert [row[1] for row in rows_of(client, f"{base}phat-ngon/")] == [head.full_name]
    assert rows_of(client, f"{base}hop-bao/") == []
    noted = Entry.objects.filter(act="press.take_out").order_by("pk").values_list("details", flat=True)
    assert [one["register"] for one in noted] == ["press.read_journalists", "press.read_contacts"]
    assert name not in str(list(noted))


def test_the_desk_gives_only_what_one_may_read(
    client: Client, institute: Unit, institute_officer: Officer, spokesperson: Officer, leader: Officer
) -> None:
    an_inquiry(spokesperson)
    an_inquiry(spokesperson, unit=institute, topic="Của viện")
    a_line(spokesperson, approver=leader)
    client.force_login(spokesperson)
    assert len(rows_of(client, "/bao-chi/yeu-cau/?state=all")) == 2
    assert [row[2] for row in rows_of(client, "/bao-chi/thong-diep/?state=all")] == [
        "Kinh phí của trạm quan trắc là 2 tỷ đồng."
    ]
    client.force_login(institute_officer)
    assert [row[1] for row in rows_of(client, "/bao-chi/yeu-cau/?state=all")] == ["Của viện"]


def test_each_page_offers_its_sheet(client: Client, spokesperson: Officer, outsider: Officer) -> None:
    client.force_login(spokesperson)
    for address in DESK + REGISTERS:
        assert "xlsx=1" in client.get(f"/bao-chi/{address}").content.decode(), address
        rows_of(client, f"/bao-chi/{address}")
    client.force_login(outsider)
    for address in REGISTERS:
        assert client.get(f"/bao-chi/{address}?xlsx=1").status_code == 403, address
