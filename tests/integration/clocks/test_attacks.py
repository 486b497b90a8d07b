"""What is typed wrong, too large, too early or twice at once does no harm to clocks, rules, calendar."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from threading import Barrier

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.models.clocks import Clock, ClockExtension, ClockPause
from dongthuan.apps.clocks.models.redating import Redating
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations import calendars, clocks, deciding, rulebook
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.units.models import Unit
from dongthuan.law.calendar import DayOverride
from dongthuan.law.packs import shipped_rules
from tests.integration.clocks.conftest import NOW, at

A08 = next(rule for rule in shipped_rules() if rule.alias == "A08")
REVERSED = (
    b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20260301\r\nDTEND;VALUE=DATE:20260201\r\n"
    b"END:VEVENT\r\nEND:VCALENDAR\r\n"
)
OPEN = {
    "name": "access.answer.network.complex",
    "channel": "network",
    "complexity": "complex",
    "start_at": "31/12/2025 09:00",
    "start_reason": "Nhận yêu cầu hợp lệ",
    "title": "Yêu cầu số 7",
}


@pytest.mark.parametrize(
    "wrong",
    [
        {"start_at": "29/02/2025 09:00"},
        {"start_at": "31/04/2026 09:00"},
        {"start_at": "9999-12-31T23:59"},
        {"start_at": "0001-01-01T00:00"},
        {"start_at": "2026-13-01T00:00"},
        {"start_at": "9" * 400},
        {"name": "access.answer\x00"},
        {"name": "../../etc/passwd"},
        {"unit": "9223372036854775808"},
        {"unit": "-1"},
        {"unit": "1\x00"},
        {"owner": "9223372036854775808"},
        {"channel": "fax"},
        {"title": "x" * 100_000},
        {"start_reason": " \u200b\x00"},
        {"start_at": ""},
    ],
    ids=repr,
)
@pytest.mark.parametrize("button", [{}, {"try": "1"}])
def test_no_clock_opens_on_what_cannot_be(
    client: Client, clerk: Officer, office: Unit, wrong: dict[str, str], button: dict[str, str]
) -> None:
    client.force_login(clerk)
    answer = client.post(reverse("clocks:open"), {**OPEN, "unit": str(office.pk), **wrong, **button})
    is_taken = wrong.keys() == {"owner"} and answer.status_code in (200, 302)  # there is no such field
    assert answer.status_code == 400 or is_taken
    assert is_taken or not Clock.objects.exists()


@pytest.mark.parametrize(
    ("way", "wrong"),
    [
        ("gia-han", {"amount": "9223372036854775808", "unit": "days"}),
        ("gia-han", {"amount": "-1", "unit": "days"}),
        ("gia-han", {"amount": "0", "unit": "days"}),
        ("gia-han", {"amount": "1e3", "unit": "days"}),
        ("gia-han", {"amount": "16", "unit": "days"}),
        ("gia-han", {"amount": "1", "unit": "working_days"}),
        ("gia-han", {"amount": "1", "unit": "fortnights"}),
        ("gia-han", {"amount": "1\x00", "unit": "days\x00"}),
        ("gia-han", {"amount": "1", "unit": "days", "version": "9223372036854775808"}),
        ("gia-han", {"amount": "1", "unit": "days", "version": "-1"}),
        ("gia-han", {"amount": "1", "unit": "days", "reason": "\x00"}),
        ("tam-dung", {"start_at": "9999-12-31T23:59"}),
        ("tam-dung", {"start_at": "2020-01-01T00:00"}),
        ("xong", {"done_at": "0001-01-01T00:00"}),
        ("xong", {"done_at": "9999-12-31T00:00"}),
        ("chay-tiep", {}),
        ("huy", {"reason": "đơn vị tự huỷ"}),
    ],
    ids=repr,
)
def test_no_act_on_a_clock_takes_what_cannot_be(
    client: Client, clock: Clock, clerk: Officer, way: str, wrong: dict[str, str]
) -> None:
    client.force_login(clerk)
    held = Clock.objects.values().get()
    typed = {"version": "1", "reason": "vì", **wrong}
    answer = client.post(reverse("clocks:act", args=[clock.pk, way]), typed)
    assert answer.status_code == (403 if way == "huy" else 400)
    assert Clock.objects.values().get() == held
    assert not ClockExtension.objects.exists()
    assert not ClockPause.objects.exists()


@pytest.mark.parametrize(
    "path",
    ["/thoi-han/999999999999999999/", "/thoi-han/9223372036854775808/", "/thoi-han/-1/", "/thoi-han/0/"],
)
def test_no_such_clock(client: Client, clerk: Officer, path: str) -> None:
    client.force_login(clerk)
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00" * 1000,
        b"PK\x03\x04" + b"x" * 1000,
        b"BEGIN:VCALENDAR\r\n" * 10_000,
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:99999999\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:20250229\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:99990101\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        REVERSED,
    ],
    ids=lambda data: repr(data[:60]),
)
def test_a_calendar_file_of_rubbish_proposes_nothing(client: Client, legal: Officer, data: bytes) -> None:
    client.force_login(legal)
    file = SimpleUploadedFile("a.ics", data)
    answer = client.post(reverse("clocks:calendar-import"), {"file": file, "ground": "Thông báo"})
    assert answer.status_code in (200, 400)
    assert "confirmed" not in (answer.context or {}) or not answer.context["confirmed"]
    assert not CalendarChange.objects.exists()


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do acts in threads that start together; return what each gave, or what it raised."""
    gate = Barrier(len(acts))

    def one(act: Callable[[], object]) -> object:
        gate.wait()
        try:
            return act()
        except Exception as fault:  # noqa: BLE001  # the fault is what the test asks for
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(one, acts))


@pytest.mark.django_db(transaction=True)
def test_of_two_approvals_of_a_rule_at_once_one_holds(
    legal: Officer, second_legal: Officer, leader: Officer
) -> None:
    proposal = rulebook.Proposal(replace(A08, amount=12), "Đối chiếu")
    version = rulebook.propose_rule(proposal=proposal, by=legal, at=NOW)
    got = at_once(
        lambda: rulebook.approve_rule(version=version, by=second_legal, at=NOW),
        lambda: rulebook.approve_rule(version=version, by=leader, at=NOW),
    )
    assert sorted(type(one).__name__ for one in got) == ["AlreadyDecided", "Redating"]
    assert RuleVersion.objects.get().state == "approved"
    assert Redating.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_signing_off_and_rejecting_at_once_one_holds(
    legal: Officer, second_legal: Officer, leader: Officer
) -> None:
    day = date(2026, 3, 10)
    proposed = calendars.Proposed(CalendarChange.Kind.DAY, "CV 1", (DayOverride(day, False, "Nghỉ bù"),))
    change = calendars.propose_change(proposed=proposed, by=legal, at=NOW)
    got = at_once(
        lambda: calendars.sign_off_change(change=change, by=leader, at=NOW),
        lambda: calendars.reject_change(change=change, reason="không", by=second_legal, at=NOW),
    )
    assert sum(isinstance(one, deciding.AlreadyDecided) for one in got) == 1
    held = CalendarChange.objects.get()
    assert working_calendar().is_working(day) == (held.state == "rejected")
    assert Redating.objects.count() == (held.state == "approved")


@pytest.mark.django_db(transaction=True)
def test_of_two_extensions_at_once_one_holds(clock: Clock, clerk: Officer, legal: Officer) -> None:
    got = at_once(
        *(
            lambda by=by: clocks.extend_clock(
                clock=Clock.objects.get(pk=clock.pk), amount=10, unit="days", reason="vì", by=by, at=at(4)
            )
            for by in (clerk, legal)
        )
    )
    assert sum(isinstance(one, Exception) for one in got) == 1
    assert ClockExtension.objects.count() == 1
    assert Clock.objects.get().version == 2
