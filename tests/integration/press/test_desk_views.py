"""The pages of the desk: doors, forms that keep what was typed, acts, files, lists without a query a row."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.common import clock
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.queries.statistics import inquiries_between, no_requests_between
from dongthuan.apps.units.models import Unit
from tests.integration.press.desk_cast import HOUR, a_draft, a_line, an_inquiry, in_hand

DAY = timedelta(days=1)
MAIL = (
    "From: Lý Văn Tin <tin@bao.example>\nSubject: Hỏi về trạm quan trắc\n"
    "Date: Mon, 07 Sep 2026 08:00:00 +0700\n\nKinh phí là bao nhiêu?\n"
)
LISTS = ["press:inquiries", "press:answers", "press:lines", "press:mails"]


def signed_in(client: Client, officer: Officer) -> Client:
    client.force_login(officer)
    return client


@pytest.fixture
def desk(client: Client, spokesperson: Officer) -> Client:
    """A browser of the spokesperson."""
    return signed_in(client, spokesperson)


@pytest.fixture
def inquiry(spokesperson: Officer) -> Inquiry:
    """An inquiry of today that the spokesperson answers for."""
    now = clock.now()
    spokesperson.on(clock.local_day(now))
    return in_hand(spokesperson, at=now, received_at=now - HOUR, journalist_deadline_at=now + HOUR)


@pytest.mark.parametrize("name", LISTS)
def test_lists_ask_for_sign_in_and_are_shown(name: str, client: Client, spokesperson: Officer) -> None:
    assert client.get(reverse(name)).status_code == 302
    assert signed_in(client, spokesperson).get(reverse(name)).status_code == 200


def test_what_one_may_not_see_is_not_there(
    client: Client, inquiry: Inquiry, institute_officer: Officer
) -> None:
    signed_in(client, institute_officer)
    for name in ("press:inquiry", "press:inquiry-edit", "press:answer-new"):
        assert client.get(reverse(name, args=[inquiry.pk])).status_code == 404
    assert client.get(reverse("press:inquiry", args=[2**62])).status_code == 404


def test_what_one_sees_but_may_not_do_is_refused(
    client: Client, inquiry: Inquiry, legal_officer: Officer
) -> None:
    signed_in(client, legal_officer)
    assert client.get(reverse("press:inquiry", args=[inquiry.pk])).status_code == 200
    assert client.get(reverse("press:inquiry-edit", args=[inquiry.pk])).status_code == 403
    assert client.post(reverse("press:inquiry-close", args=[inquiry.pk])).status_code == 403
    assert client.get(reverse("press:mails")).status_code == 403
    assert client.get(reverse("press:inquiry-new")).status_code == 403


def test_an_inquiry_is_recorded_and_what_was_typed_is_kept(desk: Client, agency: Unit) -> None:
    now = clock.now()
    typed = {
        "topic": "Kinh phí trạm quan trắc",
        "questions": "Bao nhiêu?",
        "channel": "phone",
        "received_at": (now - HOUR).strftime("%Y-%m-%dT%H:%M"),
        "basis": "request",
        "outlet_name": "Báo Minh Hoạ",
        "unit": agency.pk,
    }
    refused = desk.post(reverse("press:inquiry-new"), typed | {"received_at": "05/03/2126 10:00"})
    assert refused.status_code == 400
    assert "Kinh phí trạm quan trắc" in refused.content.decode()
    done = desk.post(reverse("press:inquiry-new"), typed)
    assert done.status_code == 302
    assert Inquiry.objects.get().topic == "Kinh phí trạm quan trắc"


def test_an_inquiry_goes_its_whole_way_on_pages(
    client: Client,
    inquiry: Inquiry,
    spokesperson: Officer,
    legal_officer: Officer,
    leader: Officer,
    head: Spokesperson,
) -> None:
    desk = signed_in(client, spokesperson)
    page = desk.get(reverse("press:inquiry", args=[inquiry.pk])).content.decode()
    assert reverse("press:answer-new", args=[inquiry.pk]) in page
    drafted = desk.post(
        reverse("press:answer-new", args=[inquiry.pk]),
        {"text": "Kinh phí là 2 tỷ đồng.", "speaker": head.officer_id},
    )
    answer = Answer.objects.get()
    assert drafted.url == answer.get_absolute_url()  # type: ignore[attr-defined]
    asked = desk.post(
        reverse("press:answer-clear", args=[answer.pk]),
        {
            "version": answer.version,
            "due_at": (clock.now() + timedelta(hours=7 + 2)).strftime("%Y-%m-%dT%H:%M"),
            "secrecy": legal_officer.pk,
            "leader": leader.pk,
        },
    )
    assert asked.status_code == 302, asked.content.decode()
    assert Clearance.objects.get().text == "Kinh phí là 2 tỷ đồng."
    answer.refresh_from_db()
    refused = desk.post(
        reverse("press:answer-send", args=[answer.pk]), {"version": answer.version, "how": "mail"}
    )
    assert refused.status_code == 400
    assert desk.get(answer.get_absolute_url()).status_code == 200


def test_a_wrong_version_is_said_in_words(desk: Client, inquiry: Inquiry) -> None:
    url = reverse("press:inquiry-close", args=[inquiry.pk])
    page = desk.post(url, {"version": 1, "outcome": "withdrawn", "reason": "Báo rút câu hỏi"})
    assert page.status_code == 400
    assert "Báo rút câu hỏi" in page.content.decode()
    inquiry.refresh_from_db()
    assert inquiry.is_open


def test_a_refusal_on_the_page(desk: Client, inquiry: Inquiry) -> None:
    url = reverse("press:inquiry-refuse", args=[inquiry.pk])
    assert desk.post(url, {"version": inquiry.version, "ground": "xxx", "how": "mail"}).status_code == 400
    told = {"version": inquiry.version, "ground": "private", "reason": "Bí mật cá nhân", "how": "mail"}
    assert desk.post(url, told).status_code == 302
    page = desk.get(reverse("press:inquiry", args=[inquiry.pk])).content.decode()
    assert "Điều 31 khoản 2" in page


def test_a_mail_becomes_an_inquiry(desk: Client, agency: Unit) -> None:
    handed = SimpleUploadedFile("thu.eml", MAIL.encode())
    taken = desk.post(reverse("press:mail-upload"), {"file": handed})
    mail = IncomingMail.objects.get()
    assert taken.url == mail.get_absolute_url()  # type: ignore[attr-defined]
    assert mail.state == "quarantined"
    page = desk.get(mail.get_absolute_url()).content.decode()
    assert "Kinh phí là bao nhiêu?" in page
    form = desk.get(reverse("press:inquiry-new") + f"?mail={mail.pk}").content.decode()
    assert "Hỏi về trạm quan trắc" in form
    now = clock.now()
    typed = {
        "topic": "Hỏi về trạm quan trắc",
        "questions": "Kinh phí là bao nhiêu?",
        "channel": "mail",
        "received_at": (now - HOUR).strftime("%Y-%m-%dT%H:%M"),
        "basis": "request",
        "outlet_name": "Báo Minh Hoạ",
        "unit": agency.pk,
    }
    assert desk.post(reverse("press:inquiry-new") + f"?mail={mail.pk}", typed).status_code == 302
    mail.refresh_from_db()
    assert mail.inquiry == Inquiry.objects.get()
    again = desk.post(reverse("press:mail-upload"), {"file": SimpleUploadedFile("t.eml", MAIL.encode())})
    assert again.url == mail.get_absolute_url()  # type: ignore[attr-defined]


def test_a_mail_is_put_aside_with_a_reason_and_comes_back(desk: Client) -> None:
    desk.post(reverse("press:mail-upload"), {"file": SimpleUploadedFile("thu.eml", MAIL.encode())})
    mail = IncomingMail.objects.get()
    desk.post(reverse("press:mail-discard", args=[mail.pk]), {"reason": ""})
    mail.refresh_from_db()
    assert mail.state == "quarantined"
    desk.post(reverse("press:mail-discard", args=[mail.pk]), {"reason": "Thư quảng cáo"})
    mail.refresh_from_db()
    assert mail.state == "discarded"
    assert "Thư quảng cáo" in desk.get(mail.get_absolute_url()).content.decode()
    desk.post(reverse("press:mail-take-back", args=[mail.pk]))
    mail.refresh_from_db()
    assert mail.state == "quarantined"


def test_a_line_is_written_and_approved_by_another(
    client: Client, spokesperson: Officer, leader: Officer, agency: Unit
) -> None:
    desk = signed_in(client, spokesperson)
    typed = {
        "kind": "message",
        "title": "Kinh phí trạm quan trắc",
        "text": "Kinh phí là 2 tỷ đồng.",
        "topics": "kinh phí\nquan trắc",
        "valid_from": "2026-01-01",
        "valid_until": "2099-01-01",
        "owner": spokesperson.pk,
        "unit": agency.pk,
    }
    assert desk.post(reverse("press:line-new"), typed).status_code == 302
    line = Line.objects.get()
    assert desk.post(reverse("press:line-approve", args=[line.pk]), {"version": 1}).status_code == 403
    signed_in(client, leader).post(reverse("press:line-approve", args=[line.pk]), {"version": 1})
    line.refresh_from_db()
    assert line.state == "approved"
    page = client.get(reverse("press:lines") + "?topic=kinh+phí").content.decode()
    assert line.title in page


@pytest.mark.parametrize(
    "query", ["?state=xxx", "?page=%00", "?q=%00%27%22", "?unit=999999999999", "?state=all&page=zzz"]
)
def test_odd_queries_are_no_fault(desk: Client, query: str) -> None:
    for name in LISTS:
        assert desk.get(reverse(name) + query).status_code in {200, 400}


def test_odd_keys_are_no_fault(desk: Client, inquiry: Inquiry) -> None:
    for query in ("?parent=abc", "?parent=99999999999999999999", "?mail=²", "?mail=7"):
        assert desk.get(reverse("press:inquiry-new") + query).status_code in {200, 404}


@pytest.mark.parametrize("name", LISTS)
def test_a_longer_list_asks_no_more(name: str, desk: Client, spokesperson: Officer, leader: Officer) -> None:
    def fill(count: int) -> int:
        for _ in range(count):
            a_line(spokesperson, approver=leader)
            an_inquiry(spokesperson)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert desk.get(reverse(name)).status_code == 200
        return len(asked)

    fill(1)
    assert fill(1) == fill(4)


def test_the_draft_stands_beside_what_was_said(
    desk: Client, inquiry: Inquiry, spokesperson: Officer, coordinator: Officer
) -> None:
    now = clock.now()
    day = clock.local_day(now)
    line = a_line(
        spokesperson.on(day),
        approver=coordinator.on(day),
        at=now,
        valid_from=day,
        valid_until=day + timedelta(9),
    )
    page = desk.get(reverse("press:answer-new", args=[inquiry.pk])).content.decode()
    assert line.title in page
    draft = a_draft(inquiry, spokesperson.on(day), "Kinh phí của trạm quan trắc là 3 tỷ đồng.", at=now)
    shown = desk.get(draft.get_absolute_url()).content.decode()
    assert "3 tỷ đồng" in shown
    assert "2 tỷ đồng" in shown
    flag = draft.flags.get()
    desk.post(
        reverse("press:flag-decide", args=[draft.pk, flag.pk]), {"decision": "explained", "reason": "Mới"}
    )
    flag.refresh_from_db()
    assert flag.state == "explained"
    desk.post(reverse("press:answer-line", args=[draft.pk, line.pk]))
    assert "trạm quan trắc" in desk.get(line.get_absolute_url()).content.decode()
    assert line.uses.count() == 1


def test_a_file_is_kept_with_an_inquiry_unless_it_lies(desk: Client, inquiry: Inquiry) -> None:
    url = reverse("press:inquiry-attach", args=[inquiry.pk])
    desk.post(url, {"file": SimpleUploadedFile("anh.png", b"MZ\x90\x00")})
    assert not attachments_of(inquiry).exists()
    desk.post(url, {"file": SimpleUploadedFile("cong-van.pdf", b"%PDF-1.4\n%%EOF\n")})
    kept = attachments_of(inquiry).get()
    page = desk.get(inquiry.get_absolute_url()).content.decode()
    assert reverse("press:inquiry-file", args=[inquiry.pk, kept.pk]) in page
    given = desk.get(reverse("press:inquiry-file", args=[inquiry.pk, kept.pk]))
    assert given["Content-Disposition"].startswith("attachment")


def test_a_hint_stands_with_its_own_act_alone(desk: Client, inquiry: Inquiry, spokesperson: Officer) -> None:
    page = desk.get(inquiry.get_absolute_url()).content.decode()
    assert page.count("Chỉ theo căn cứ luật định") == 1
    now = clock.now()
    answer = a_draft(inquiry, spokesperson, at=now)
    acts = desk.get(answer.get_absolute_url()).content.decode().partition('id="acts"')[2]
    dropping = acts.partition(reverse("press:answer-drop", args=[answer.pk]))[2].partition("</form>")[0]
    assert dropping
    assert 'class="text-secondary"' not in dropping


def test_only_what_is_no_request_is_closed_and_the_report_leaves_it_out(
    desk: Client, inquiry: Inquiry, spokesperson: Officer
) -> None:
    other = an_inquiry(spokesperson, at=clock.now(), received_at=clock.now() - HOUR)
    url = reverse("press:inquiry-close", args=[inquiry.pk])
    told = {"version": inquiry.version, "reason": "thôi"}
    assert desk.post(url, told).status_code == 400
    assert desk.post(url, told | {"outcome": "duplicate"}).status_code == 400
    assert desk.post(url, told | {"outcome": "duplicate", "repeats": other.pk}).status_code == 302
    assert other.symbol in desk.get(inquiry.get_absolute_url()).content.decode()
    on = clock.local_day(clock.now())
    assert list(inquiries_between(on - DAY, on + DAY)) == [other]
    assert list(no_requests_between(on - DAY, on + DAY)) == [inquiry]


def test_a_request_of_nobody_is_asked_who_it_is_from(desk: Client, agency: Unit) -> None:
    page = desk.post(reverse("press:inquiry-new"), {"topic": "Kinh phí", "unit": agency.pk})
    assert page.status_code == 400
    assert page.context["form"].has_error("journalist_name")
