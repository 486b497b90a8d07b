"""Inquiries from the portal: followed by a code that is nowhere kept, limited; files may not lie."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.models.inquiries import Door, Inquiry, PortalKnock
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations import inquiries_portal as operations
from dongthuan.apps.press.queries.inquiries import by_tracking_code, sent_answer_of, turned_away
from tests.integration.press.desk_cast import AT, HOUR

PDF = b"%PDF-1.4\n%%EOF\n"


def asked(system: Officer, *, at: Any = AT, **changed: Any) -> tuple[Inquiry, str]:
    told: dict[str, Any] = {
        "name": "Lý Văn Tin",
        "email": "Tin@bao.example",
        "outlet": "Báo Thử",
        "topic": "Trạm quan trắc",
        "questions": "Kinh phí là bao nhiêu?",
        "address": "203.0.113.7",
    }
    content = operations.PortalInquiry(**(told | changed))
    return operations.receive_from_portal(content=content, by=system, at=at)


def test_a_code_follows_the_inquiry_and_is_nowhere_kept(system: Officer, outlet: Outlet) -> None:
    inquiry, code = asked(system)
    assert by_tracking_code(code) == inquiry
    assert by_tracking_code(code.lower().replace("-", " ")) == inquiry
    assert by_tracking_code("AAAA-AAAA-AAAA") is None
    assert by_tracking_code("") is None
    assert code.replace("-", "") not in str(Inquiry.objects.filter(pk=inquiry.pk).values().get())
    assert (inquiry.outlet, inquiry.channel, inquiry.state) == (outlet, "portal", "received")
    assert sent_answer_of(inquiry) is None


def test_a_flood_from_one_address_is_stopped_and_ends_by_the_hour(system: Officer) -> None:
    for _ in range(operations.MOST_AN_HOUR):
        asked(system)
    with pytest.raises(operations.TooManyKnocks):
        asked(system)
    asked(system, address="203.0.113.8")
    asked(system, at=AT + HOUR + timedelta(seconds=1))
    assert Inquiry.objects.count() == operations.MOST_AN_HOUR + 2


def test_a_flood_from_everywhere_makes_wait_and_shuts_nobody_out(system: Officer) -> None:
    """Each beyond the quiet hour waits longer, from whatever network; one page sends one question."""
    rows = [
        PortalKnock(address_hash=str(n), network_hash=str(n), at=AT) for n in range(operations.QUIET + 30)
    ]
    PortalKnock.objects.bulk_create(rows)
    with pytest.raises(operations.WaitLonger) as fault:
        asked(system, shown_at=AT - timedelta(seconds=20), stamp="trang-1")
    assert fault.value.seconds == 40
    asked(system, shown_at=AT - timedelta(seconds=60), stamp="trang-1")
    with pytest.raises(operations.PageUsed):
        asked(system, shown_at=AT - timedelta(seconds=90), stamp="trang-1", address="198.51.100.4")
    assert operations.wait_now(10_000) == operations.LONGEST_WAIT
    assert operations.wait_now(operations.QUIET) == timedelta()


def test_one_network_has_its_own_limit(system: Officer) -> None:
    for n in range(operations.MOST_OF_NETWORK):
        with transaction.atomic():
            operations.knock(f"203.0.113.{n}", AT)
    with pytest.raises(operations.TooManyOfNetwork) as fault:
        asked(system, address="203.0.113.200")
    operations.note_turned_away(fault=fault.value, by=system, at=AT)
    operations.note_turned_away(fault=fault.value, by=system, at=AT)
    (row,) = turned_away(on=AT.date())
    assert (row.reason, row.count) == ("network", 2)
    asked(system, address="198.51.100.4")
    assert operations.network_of("2001:db8:1:2::5") == "2001:db8:1::/48"


def test_each_form_of_the_portal_has_its_own_budget(system: Officer) -> None:
    for door in (Door.REQUEST, Door.NOTICE):
        for n in range(operations.MOST_AN_HOUR):
            operations.knock("203.0.113.7", AT, door=door, stamp=f"{door}-{n}")
    with pytest.raises(operations.TooManyKnocks):
        operations.knock("203.0.113.7", AT, door=Door.REQUEST)
    asked(system)
    rows = [PortalKnock(address_hash=str(n), door=Door.REQUEST, at=AT) for n in range(operations.QUIET * 2)]
    PortalKnock.objects.bulk_create(rows)
    asked(system, address="198.51.100.4", shown_at=AT, stamp="trang")  # nobody waits for another form
    fault = operations.TooManyKnocks()
    operations.note_turned_away(fault=fault, door=Door.REQUEST, by=system, at=AT)
    assert not turned_away(on=AT.date())
    assert [row.count for row in turned_away(on=AT.date(), doors=(Door.REQUEST,))] == [1]


def test_addresses_are_only_hashes_and_forgotten_after_a_day(system: Officer) -> None:
    asked(system)
    assert "203.0.113.7" not in str(list(PortalKnock.objects.values()))
    assert operations.forget_knocks(by=system, at=AT + timedelta(hours=23)) == 0
    assert operations.forget_knocks(by=system, at=AT + timedelta(hours=24)) == 1


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ([("anh.png", b"MZ\x90\x00")], FileRefused),
        ([("thu.exe", b"MZ\x90\x00")], FileRefused),
        ([("a.pdf", PDF)] * 6, operations.TooManyFiles),
        ([("a.txt", "TUYỆT MẬT\nKế hoạch".encode())], SecretMark),
    ],
)
def test_files_that_may_not_be_kept_leave_no_trace(
    files: list[tuple[str, bytes]], error: type[Exception], system: Officer
) -> None:
    with pytest.raises(error):
        asked(system, files=files)
    assert not Inquiry.objects.exists()


def test_good_files_are_kept(system: Officer) -> None:
    inquiry, _code = asked(system, files=[("a.pdf", PDF)])
    assert [file.name for file in attachments_of(inquiry)] == ["a.pdf"]


def test_nobody_but_the_system_takes_in_from_outside(coordinator: Officer) -> None:
    with pytest.raises(NotAllowed):
        asked(coordinator)
