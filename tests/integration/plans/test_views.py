"""Pages of plans: who gets in, the way from a file to a draft, and what a form answers."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.plans.models.directives import Directive, Plan
from dongthuan.apps.units.models import Unit


def hand_in(client: Client, data: bytes, unit: Unit, name: str = "ke-hoach.txt"):
    given = {"file": SimpleUploadedFile(name, data), "unit": unit.pk}
    return client.post("/ke-hoach/doc-van-ban/", given)


def address(plan: Plan, rest: str = "") -> str:
    return f"/ke-hoach/{plan.pk}/{rest}"


def test_a_stranger_is_sent_to_sign_in(client: Client, plan: Plan) -> None:
    for path in ("/ke-hoach/", "/ke-hoach/doc-van-ban/", address(plan), address(plan, "tep/")):
        assert client.get(path).status_code == 302


@pytest.mark.parametrize(
    ("name", "shown", "may_hand_in", "duty_page"),
    [
        ("coordinator", 200, 200, 200),
        ("unit_officer", 200, 200, 200),
        ("leader", 200, 403, 403),
        ("spokesperson", 200, 403, 403),
        ("institute_officer", 404, 200, 404),
        ("outsider", 404, 403, 404),
    ],
)
def test_who_gets_in(name, shown, may_hand_in, duty_page, client, plan, request) -> None:
    client.force_login(request.getfixturevalue(name))
    duty = plan.duties.first()
    assert client.get(address(plan)).status_code == shown
    assert client.get("/ke-hoach/doc-van-ban/").status_code == may_hand_in
    assert client.get(address(plan, f"nhiem-vu/{duty.pk}/")).status_code == duty_page
    refused = {200: 302}.get(duty_page, duty_page)
    assert client.post(address(plan, f"nhiem-vu/{duty.pk}/bo/"), {"version": 1}).status_code == refused


def test_from_a_file_to_a_draft(client: Client, coordinator: Officer, document: bytes) -> None:
    client.force_login(coordinator)
    answer = hand_in(client, document, Unit.objects.get())
    page = client.get(answer.url).content.decode()
    plan = Plan.objects.get()
    assert answer.url == address(plan)
    for words in (
        "II.6b",
        "Văn phòng Viện Hàn lâm",
        "407/QĐ-TTg",
        "Số thứ tự 6 bị dùng hai lần",
        "suy ra từ mục III.1",
    ):
        assert words in page
    typed = {
        "version": 1,
        "ref": "II.1",
        "text": "Tuyên truyền",
        "leads": "Viện A\nViện B",
        "partners": "Viện B",
    }
    assert client.post(address(plan, f"nhiem-vu/{plan.duties.first().pk}/"), typed).status_code == 302
    assert client.post(address(plan, "luu/"), {"version": 2, "title": "Kế hoạch"}).status_code == 302
    plan.refresh_from_db()
    assert (plan.state, plan.version) == ("draft", 3)
    assert [a.name for a in plan.duties.first().actors.all()] == ["Viện A", "Viện B"]
    assert "Kế hoạch" in client.get("/ke-hoach/").content.decode()


def test_the_same_file_links_to_the_first(
    client: Client, coordinator: Officer, plan: Plan, document: bytes
) -> None:
    client.force_login(coordinator)
    page = hand_in(client, document, plan.unit).content.decode()
    assert f'href="{address(plan)}"' in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("[TỐI MẬT]\nKẾ HOẠCH\nI. NHIỆM VỤ\n1. Việc.".encode(), "TỐI MẬT"),
        (b"", "Tệp không có nội dung"),
        (b"PK\x03\x04", "bị hỏng"),
        (b"\x89PNG\r\n\x1a\n", "bản quét"),
    ],
)
def test_a_refused_file_says_why_and_is_not_kept(client, coordinator, data, said) -> None:
    client.force_login(coordinator)
    answer = hand_in(client, data, Unit.objects.get())
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not Directive.objects.exists()


def test_nobody_hands_in_for_another_unit(client, institute_officer, document) -> None:
    client.force_login(institute_officer)
    assert hand_in(client, document, Unit.objects.get(parent__isnull=True)).status_code == 400
    assert not Directive.objects.exists()


def test_what_was_overtaken_is_said(client: Client, coordinator: Officer, plan: Plan) -> None:
    client.force_login(coordinator)
    client.post(address(plan, "luu/"), {"version": 1, "title": "Một"})
    page = client.post(address(plan, "luu/"), {"version": 1, "title": "Hai"}, follow=True).content.decode()
    assert "người khác sửa kế hoạch" in page
    plan.refresh_from_db()
    assert plan.title == "Một"


def test_the_file_comes_back_as_it_was(client: Client, leader: Officer, plan: Plan, document: bytes) -> None:
    client.force_login(leader)
    answer = client.get(address(plan, "tep/"))
    assert b"".join(answer.streaming_content) == document
    assert answer["Content-Disposition"].startswith("attachment")


def test_move_undo_and_discard(client: Client, coordinator: Officer, plan: Plan) -> None:
    client.force_login(coordinator)
    second = plan.duties.all()[1]
    client.post(address(plan, f"nhiem-vu/{second.pk}/len/"), {"version": 1})
    assert plan.duties.first() == second
    client.post(address(plan, "hoan-tac/"), {"version": 2})
    assert plan.duties.first() != second
    client.post(address(plan, "bo/"), {"version": 3})
    assert "Đã hủy bỏ" in client.get("/ke-hoach/?discarded=1").content.decode()


@pytest.mark.parametrize(
    "typed", [{}, {"version": "x"}, {"version": 2**40}, {"version": 1, "ref": "", "text": ""}]
)
def test_a_form_that_is_not_whole_changes_nothing(client, coordinator, plan, typed) -> None:
    client.force_login(coordinator)
    assert client.post(address(plan, "nhiem-vu/them/"), typed).status_code == 200
    client.post(address(plan, "bo/"), typed if typed.get("version") != 1 else {})
    plan.refresh_from_db()
    assert (plan.version, plan.state) == (1, "read")


@pytest.mark.parametrize("path", ["99999999999999999999/", "1/nhiem-vu/99999999999999999999/", "0/"])
def test_a_key_beyond_the_database_is_not_found(client: Client, coordinator: Officer, path: str) -> None:
    client.force_login(coordinator)
    assert client.get(f"/ke-hoach/{path}").status_code == 404


def test_markup_in_a_plan_is_only_text(client: Client, coordinator: Officer) -> None:
    client.force_login(coordinator)
    data = "KẾ HOẠCH\n<script>alert(1)</script>\nI. NHIỆM VỤ\n1. Văn phòng viết <b>tin</b>.".encode()
    page = client.get(hand_in(client, data, Unit.objects.get()).url).content.decode()
    assert "<script>alert" not in page
    assert "&lt;b&gt;tin" in page


def test_the_pages_ask_the_database_a_few_times(
    client, coordinator, plan, django_assert_max_num_queries
) -> None:
    client.force_login(coordinator)
    with django_assert_max_num_queries(20):
        client.get(address(plan))
    with django_assert_max_num_queries(10):
        client.get("/ke-hoach/")
