"""Pages of clocks, rules and the calendar: who sees them, what they say, what they refuse."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.calendars import CalendarChange
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.queries.calendars import working_calendar
from dongthuan.apps.common import clock as present
from dongthuan.apps.units.models import Unit
from dongthuan.law.ics import calendar_as_ics
from tests.integration.clocks.conftest import Opener


@pytest.fixture
def running(open_clock: Opener) -> Clock:
    """A clock that started yesterday and is far from its end."""
    now = present.now()
    return open_clock(name="P15", facts=None, start_at=now - timedelta(days=1), at=now)


def signed_in(client: Client, officer: Officer) -> Client:
    client.force_login(officer)
    return client


def html_of(client: Client, name: str, *args: object, status: int = 200, **query: str) -> str:
    answer = client.get(reverse(f"clocks:{name}", args=args), query)
    assert answer.status_code == status
    return answer.content.decode()


PAGES = ["list", "open", "rules", "calendar", "redatings"]


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_signs_in_first(client: Client, system: Officer, name: str) -> None:
    assert client.get(reverse(f"clocks:{name}")).status_code == 302


@pytest.mark.parametrize("name", ["open", "rules", "calendar", "redatings"])
def test_without_a_role_nothing_is_read(client: Client, outsider: Officer, name: str) -> None:
    assert signed_in(client, outsider).get(reverse(f"clocks:{name}")).status_code == 403


def test_another_units_clock_is_not_there(client: Client, running: Clock, neighbour: Officer) -> None:
    signed_in(client, neighbour)
    html_of(client, "clock", running.pk, status=404)
    assert running.title not in html_of(client, "list")
    assert client.post(reverse("clocks:act", args=[running.pk, "xong"])).status_code == 404


def test_the_page_says_what_is_left_and_why(client: Client, running: Clock, clerk: Officer) -> None:
    html = html_of(signed_in(client, clerk), "clock", running.pk)
    assert "ngày làm việc" in html
    assert "Vì sao là ngày này?" in html
    assert running.instrument in html
    assert running.calendar_version in html
    assert html.count("<li>") > 3


def test_an_unverified_rule_is_marked(client: Client, open_clock: Opener, clerk: Officer) -> None:
    now = present.now()
    clock = open_clock(name="A16", facts=None, start_at=now, at=now)
    assert "V2" in html_of(signed_in(client, clerk), "clock", clock.pk)


def test_the_list_filters_and_costs_the_same_for_many(
    client: Client,
    open_clock: Opener,
    clerk: Officer,
    institute: Unit,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    now = present.now()
    for number in range(60):
        started = now - timedelta(days=number, hours=1)
        open_clock(name="P15", facts=None, start_at=started, at=now, title=f"Việc {number}")
    signed_in(client, clerk)
    with django_assert_max_num_queries(14):
        html = html_of(client, "list")
    assert html.index("Việc 59<") < html.index("Việc 58<")
    assert "Việc 5<" not in html
    older = html.split('rel="next" href="?page=')[1].split('"')[0]
    assert "Việc 5<" in html_of(client, "list", page=older)
    assert "Việc 0<" not in html_of(client, "list", is_overdue="on")
    assert "Việc 59<" not in html_of(client, "list", unit=str(institute.pk))
    assert "Việc 59<" not in html_of(client, "list", state="done")
    assert "Việc 33<" in html_of(client, "list", q="33", rule="press.answer.opinion")
    html_of(client, "list", unit="9" * 30, state="x", page="%00", rule="?")


def test_a_clock_is_tried_then_opened(client: Client, clerk: Officer, office: Unit) -> None:
    signed_in(client, clerk)
    typed = {
        "name": "access.answer.network.complex",
        "channel": "network",
        "complexity": "complex",
        "start_at": "31/12/2025 09:00",
        "start_reason": "Nhận yêu cầu hợp lệ",
        "title": "Yêu cầu số 7",
        "unit": office.pk,
    }
    tried = client.post(reverse("clocks:open"), typed | {"try": "1"})
    assert tried.status_code == 200
    assert "22/01/2026" in tried.content.decode()  # 2/1 off, 10/1 worked
    assert not Clock.objects.exists()
    assert client.post(reverse("clocks:open"), typed).status_code == 302
    assert Clock.objects.get().due_on == date(2026, 1, 22)


def test_a_missing_figure_is_told_on_the_form(client: Client, clerk: Officer, office: Unit) -> None:
    typed = {
        "name": "access.answer.network.complex",
        "start_at": "2026-10-01T09:00",
        "start_reason": "Nhận",
        "title": "Yêu cầu",
        "unit": office.pk,
    }
    answer = signed_in(client, clerk).post(reverse("clocks:open"), typed)
    assert answer.status_code == 400
    assert "Yêu cầu" in answer.content.decode()


def test_an_officer_opens_clocks_for_his_unit_only(
    client: Client, clerk: Officer, institute: Unit, leader: Officer
) -> None:
    typed = {
        "name": "press.answer.opinion",
        "start_at": "2026-10-01T09:00",
        "start_reason": "Nhận",
        "title": "x",
        "unit": institute.pk,
    }
    assert signed_in(client, clerk).post(reverse("clocks:open"), typed).status_code == 400
    html_of(signed_in(client, leader), "open", status=403)


def test_acts_are_done_by_the_page_and_refusals_keep_what_was_typed(
    client: Client, running: Clock, clerk: Officer
) -> None:
    signed_in(client, clerk)
    pause = reverse("clocks:act", args=[running.pk, "tam-dung"])
    assert client.post(pause, {"version": 1, "reason": "Chờ bổ sung"}).status_code == 302
    stale = client.post(
        reverse("clocks:act", args=[running.pk, "xong"]), {"version": 1, "done_at": "2026-01-01T00:00"}
    )
    assert stale.status_code == 400
    assert "2026-01-01T00:00" in stale.content.decode()
    resume = reverse("clocks:act", args=[running.pk, "chay-tiep"])
    assert client.post(resume, {"version": 2}).status_code == 302
    extend = reverse("clocks:act", args=[running.pk, "gia-han"])
    refused = client.post(extend, {"version": 3, "amount": 5, "unit": "days", "reason": "Vì"})
    assert refused.status_code == 400
    cancel = reverse("clocks:act", args=[running.pk, "huy"])
    assert client.post(cancel, {"version": 3, "reason": "x"}).status_code == 403
    done = reverse("clocks:act", args=[running.pk, "xong"])
    assert client.post(done, {"version": 3}).status_code == 302
    running.refresh_from_db()
    assert running.is_late is False
    html_of(client, "clock", running.pk)


def test_rules_of_a_day_and_its_search(client: Client, leader: Officer) -> None:
    signed_in(client, leader)
    old, new = html_of(client, "rules", on="2026-08-31"), html_of(client, "rules", on="2026-09-01")
    assert "A08" in old
    assert "A08" not in new
    assert "A17" in new
    assert "P02" not in html_of(client, "rules", on="2026-09-01", q="đính chính")
    html_of(client, "rules", on="x", q="\x00")
    assert "chưa biết" in new.casefold()


def test_a_rule_is_proposed_by_one_and_approved_by_another(
    client: Client, legal: Officer, second_legal: Officer, clerk: Officer, running: Clock
) -> None:
    html_of(signed_in(client, clerk), "rule-propose", status=403)
    signed_in(client, legal)
    address = reverse("clocks:rule-propose") + "?key=press.answer.opinion&since=2026-07-01"
    form = client.get(address).context["form"]
    typed = {name: value for name, value in form.initial.items() if value is not None}
    assert client.post(address, typed).status_code == 400  # no ground
    assert client.post(address, typed | {"amount": 20, "ground": "Đối chiếu"}).status_code == 302
    version = RuleVersion.objects.get()
    assert client.post(reverse("clocks:rule-approve", args=[version.pk])).status_code == 403
    signed_in(client, second_legal)
    html_of(client, "rule-version", version.pk)
    approved = client.post(reverse("clocks:rule-approve", args=[version.pk]), follow=True)
    assert running.title in approved.content.decode()
    assert Clock.objects.get(pk=running.pk).amount == 20
    assert "20 ngày làm việc" in html_of(client, "rule", "press.answer.opinion")


def test_a_faulty_rule_is_refused_beside_its_fields(client: Client, legal: Officer) -> None:
    signed_in(client, legal)
    address = reverse("clocks:rule-propose") + "?key=press.answer.opinion&since=2026-07-01"
    typed = {n: v for n, v in client.get(address).context["form"].initial.items() if v is not None}
    for wrong in (
        {"key": "Một khóa"},
        {"cap": 3},
        {"valid_to": "2020-01-01"},
        {"unit": ""},
        {"amount": "9" * 40},
    ):
        assert client.post(address, typed | wrong | {"ground": "x"}).status_code == 400
    assert not RuleVersion.objects.exists()


def test_a_correction_begins_with_the_case_it_is_about(client: Client, legal: Officer) -> None:
    signed_in(client, legal)
    page = html_of(client, "rule", "press.statement.first")
    assert "case=.opinions." in page
    for case, alias in ((".event.", "P02"), (".opinions.", "P03")):
        given = {"key": "press.statement.first", "since": "2026-07-01", "case": case}
        form = client.get(reverse("clocks:rule-propose"), given).context["form"]
        assert form.initial["alias"] == alias


def test_a_rejection_has_a_reason_and_stays(client: Client, legal: Officer, leader: Officer) -> None:
    signed_in(client, legal)
    address = reverse("clocks:rule-propose") + "?key=press.answer.opinion&since=2026-07-01"
    typed = {n: v for n, v in client.get(address).context["form"].initial.items() if v is not None}
    client.post(address, typed | {"ground": "x"})
    version = RuleVersion.objects.get()
    signed_in(client, leader)
    reject = reverse("clocks:rule-reject", args=[version.pk])
    assert client.post(reject, {"reason": ""}).status_code == 400
    assert client.post(reject, {"reason": "Chưa thấy bản có chữ ký"}).status_code == 302
    assert "Chưa thấy bản có chữ ký" in html_of(client, "rule-version", version.pk)


def test_a_year_is_shown_with_what_is_not_sure(client: Client, clerk: Officer) -> None:
    signed_in(client, clerk)
    html = html_of(client, "calendar", year="2026")
    assert html.count('class="card cal-month"') == 12
    assert "is-unconfirmed" in html
    assert "is-worked" in html
    assert "dự kiến" in html_of(client, "calendar", year="2027").casefold()
    for year in ("0", "99999999999", "x"):
        html_of(client, "calendar", year=year)


def test_a_swap_is_one_act_signed_by_another(
    client: Client, coordinator: Officer, legal: Officer, clerk: Officer
) -> None:
    swap = reverse("clocks:calendar-propose", args=["hoan-doi"])
    typed = {"day_off": "05/03/2027", "day_worked": "13/03/2027", "ground": "Công văn 9/VPCP"}
    assert signed_in(client, clerk).post(swap, typed).status_code == 403
    signed_in(client, coordinator)
    assert client.post(swap, typed | {"day_worked": "05/03/2027"}).status_code == 400
    assert client.post(swap, typed).status_code == 302
    change = CalendarChange.objects.get()
    sign = reverse("clocks:calendar-sign", args=[change.pk])
    assert client.post(sign).status_code == 403
    assert working_calendar().is_working(date(2027, 3, 5))
    signed_in(client, legal)
    html_of(client, "calendar-change", change.pk)
    assert client.post(sign).status_code == 302
    calendar = working_calendar()
    assert (calendar.is_working(date(2027, 3, 5)), calendar.is_working(date(2027, 3, 13))) == (False, True)
    assert "Công văn 9/VPCP" in calendar.why_off(date(2027, 3, 5))


def test_the_unconfirmed_day_is_switched_off_and_a_year_settled(
    client: Client, coordinator: Officer, legal: Officer
) -> None:
    assert not working_calendar().is_working(date(2026, 11, 24))
    for way, typed in (
        ("chua-xac-nhan", {"with_unconfirmed": "no", "ground": "Chưa có luật"}),
        ("cong-bo", {"settled_through": "2027", "ground": "Thông báo 1/TB"}),
    ):
        signed_in(client, coordinator).post(reverse("clocks:calendar-propose", args=[way]), typed)
        change = CalendarChange.objects.get(state="proposed")
        signed_in(client, legal).post(reverse("clocks:calendar-sign", args=[change.pk]))
    calendar = working_calendar()
    assert calendar.is_working(date(2026, 11, 24))
    assert not calendar.is_estimated(date(2027, 3, 1))
    html_of(client, "calendar-propose", "khac", status=404)


def test_a_file_is_looked_at_before_it_is_proposed(client: Client, coordinator: Officer) -> None:
    signed_in(client, coordinator)
    address = reverse("clocks:calendar-import")
    text = calendar_as_ics(working_calendar(), [2026]).replace(b"20260302", b"20260302")
    extra = text.replace(
        b"END:VCALENDAR",
        b"BEGIN:VEVENT\r\nUID:x\r\nDTSTART;VALUE=DATE:20260316\r\nSUMMARY:Ngh\xe1\xbb\x89\r\nEND:VEVENT\r\nEND:VCALENDAR",
    )
    file = SimpleUploadedFile("a.ics", extra)
    shown = client.post(address, {"file": file, "ground": "Thông báo 3"})
    assert "16/03/2026" in shown.content.decode()
    assert not CalendarChange.objects.exists()
    confirmed = shown.context["confirmed"].initial
    assert client.post(address, {"days": "giả", "ground": "x"}).status_code == 302
    assert not CalendarChange.objects.exists()
    assert client.post(address, confirmed).status_code == 302
    assert [day.day for day in CalendarChange.objects.get().days.all()] == [date(2026, 3, 16)]
    broken = client.post(address, {"file": SimpleUploadedFile("a.ics", b"\x00\xff"), "ground": "x"})
    assert broken.status_code == 200


def test_the_calendar_is_exported(client: Client, clerk: Officer) -> None:
    answer = signed_in(client, clerk).get(reverse("clocks:calendar-export"), {"year": "2026"})
    assert answer["Content-Type"].startswith("text/calendar")
    assert b"20260102" in answer.content
    assert b"20260110" in answer.content
