"""The pages of the register for officers: list, item, steps, a list taken in; and what link checks refuse."""

from io import BytesIO

import pytest
from django.urls import reverse

from dongthuan.apps.disclosure.jobs.links import fault_of
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.publications_sheets import cells_of, rows_of
from tests.integration.disclosure.test_publications import entered, published

pytestmark = pytest.mark.django_db
LIST = """DANH MỤC THÔNG TIN PHẢI ĐƯỢC CÔNG KHAI;;;;;;
Nhóm;Tên văn bản;Số, ký hiệu;Ngày tạo;Thời điểm công khai;Địa chỉ truy cập;Đơn vị phụ trách
d;Kế hoạch năm 2025;01/KH;05/01/2025;10/01/2025;https://vien.example/kh;
k;Quy chế nội bộ;02/QĐ;06/02/2025;;;
z;Nhóm lạ;03;07/02/2025;;;
d;Sai ngày;04;32/01/2025;;;
d;Đơn vị lạ;05;07/02/2025;;ftp://x.example;Viện Không Có
d;Kế hoạch năm 2025;01/KH;05/01/2025;;;
'=1+1;;;;;;
"""


def test_the_list_filters_and_goes_out_as_sheets(
    client, agency, institute, information_officer, other_officer
):
    item = published(agency, information_officer)
    draft = entered(institute, information_officer, title="=HYPERLINK(1)", group="k")
    client.force_login(information_officer)
    address = reverse("disclosure:items")
    both = client.get(address).content.decode()
    assert item.title in both
    assert "=HYPERLINK(1)" in both
    for query, title in (
        ("q=ke+hoach", item.title),
        ("group=k", "=HYPERLINK(1)"),
        ("only=late", "=HYPERLINK(1)"),
    ):
        shown = client.get(f"{address}?{query}").content.decode()
        assert [one in shown for one in (item.title, "=HYPERLINK(1)")].count(True) == 1
        assert title in shown
    assert "'=HYPERLINK(1)" in client.get(f"{address}?csv=1").content.decode("utf-8-sig")
    assert client.get(f"{address}?xlsx=1").content[:2] == b"PK"
    assert client.get(f"{address}?state=x").status_code == 400
    assert client.get(reverse("disclosure:item", args=[9999])).status_code == 404
    client.force_login(other_officer)
    assert "=HYPERLINK(1)" not in client.get(address).content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(item.get_absolute_url()).status_code == 200


def test_an_item_goes_through_its_steps(client, agency, information_officer):
    client.force_login(information_officer)
    given = {
        "unit": agency.pk,
        "title": "Quy chế",
        "created_on": "2026-03-02",
        "group": "k",
        "form": "portal",
    }
    assert client.post(reverse("disclosure:item-add"), given | {"group": "z"}).status_code == 400
    assert client.post(reverse("disclosure:item-add"), given).status_code == 302
    item = PublicInformation.objects.get()
    step = lambda slug: reverse("disclosure:item-step", args=[item.pk, slug])  # noqa: E731  # shorter than five addresses
    refused = client.post(step("cong-khai"), {"version": item.version})
    assert refused.status_code == 400
    assert "địa chỉ truy cập hoặc tệp" in refused.content.decode()
    file = BytesIO("Nội dung quy chế".encode())
    file.name = "quy-che.txt"
    assert client.post(step("giu-tep"), {"file": file}).status_code == 302
    assert client.get(reverse("disclosure:item-file", args=[item.pk])).status_code == 200
    item.refresh_from_db()
    assert client.post(step("cong-khai"), {"version": item.version}).status_code == 302
    assert client.post(step("bao-sai"), {"said": "Sai tên", "contact": "x@thu.example"}).status_code == 302
    notice = item.notices.get()
    page = client.get(item.get_absolute_url()).content.decode()
    assert "x@thu.example" in page
    answer = reverse("disclosure:notice-answer", args=[item.pk, notice.pk])
    assert client.post(answer, {"outcome": "right_public", "answer": ""}).status_code == 400
    assert client.post(answer, {"outcome": "right_public", "answer": "Tên đúng"}).status_code == 302
    item.refresh_from_db()
    assert client.post(step("rut"), {"version": 0, "reason": "Nhầm"}).status_code == 400
    assert client.post(step("rut"), {"version": item.version, "reason": "Nhầm"}).status_code == 302
    assert client.post(step("khong-co"), {}).status_code == 404


def test_a_list_is_looked_over_then_taken_in(client, agency, information_officer):
    rows = rows_of(cells_of(LIST.encode(), "danh-muc.csv"))
    assert [row.number for row in rows] == [3, 4, 5, 6, 7, 8, 9]
    client.force_login(information_officer)
    address = reverse("disclosure:items-import")
    assert client.get(address).status_code == 200
    file = BytesIO(LIST.encode())
    file.name = "danh-muc.csv"
    preview = client.post(address, {"file": file, "unit": agency.pk})
    assert (preview.context["good_count"], preview.context["bad_count"]) == (2, 5)
    assert not PublicInformation.objects.exists()
    taken = client.post(address, {"rows": preview.context["packed"]})
    assert taken.status_code == 302
    public, waiting = PublicInformation.objects.order_by("created_on")
    assert (public.state, waiting.state) == ("published", "draft")
    assert public.clock is not None
    assert public.clock.is_late is False
    assert client.post(address, {"rows": "forged"}).status_code == 302
    assert PublicInformation.objects.count() == 2
    bad = BytesIO(b"a,b\n1,2\n")
    bad.name = "x.csv"
    assert client.post(address, {"file": bad, "unit": agency.pk}).status_code == 400


def test_coverage_is_a_page_whose_figures_are_lists(client, agency, information_officer, other_officer):
    published(agency, information_officer)
    client.force_login(information_officer)
    address = reverse("disclosure:coverage")
    page = client.get(address).content.decode()
    assert "?group=d&amp;state=published" in page
    assert client.post(address, {"group": "d", "months": "6"}).status_code == 302
    client.force_login(other_officer)
    assert client.post(address, {"group": "d", "months": "6"}).status_code == 403


def test_the_guard_refuses_addresses_of_the_house():
    assert fault_of("http://127.0.0.1/").startswith("Refused")
    assert fault_of("file:///etc/passwd").startswith("Refused")
