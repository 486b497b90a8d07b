"""A link to answer by is mailed, shown once, and listed; it answers once and until its time."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.notices.models import Message
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.tasks import AnswerLink, Task
from dongthuan.apps.plans.operations.tasks_answering import LINK_LIFE, answer_by_link, make_link
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task
from tests.integration.plans.task_cast import NOON, cascaded, fresh

TO = "chi.hoa@tinh.example"


@pytest.fixture
def task(institute: Unit, coordinator: Officer) -> Task:
    """A task of the agency's plan that awaits the institute's answer."""
    plan = a_plan(Unit.objects.get(parent=None), coordinator)
    return a_task(plan, institute, state=TaskState.ASSIGNED, assigned_at=NOON)


def test_the_letter_holds_the_link_and_how_it_answers(
    task: Task, coordinator: Officer, settings: Settings
) -> None:
    settings.SITE_ADDRESS = "https://dt.vien.example"
    link, token = make_link(task=task, recipient=TO, by=coordinator, at=NOON)
    message = Message.objects.get()
    assert (link.message, message.to, message.is_outside) == (message, TO, True)
    assert message.recipient == coordinator
    assert f"https://dt.vien.example/ke-hoach/tra-loi/{token}/" in message.body
    assert "05/03/2026" in message.body  # three days on
    assert task.content in message.body
    assert "bấm" in message.body


def test_the_letter_for_a_units_row_names_who_gave_it(task: Task, coordinator: Officer) -> None:
    (part,) = cascaded(task.plan, [task.lead_unit], coordinator)
    row = part.tasks.get()
    make_link(task=row, recipient=TO, by=coordinator, at=NOON)
    assert f"{task.plan.unit.name} giao đơn vị" in Message.objects.get().body


@pytest.mark.parametrize(
    ("backend", "words"), [("filebased", "chỉ được lưu thành tệp"), ("smtp", "gửi qua thư")]
)
def test_the_page_says_whether_it_is_really_mailed(
    backend: str, words: str, client: Client, task: Task, coordinator: Officer, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = f"django.core.mail.backends.{backend}.EmailBackend"
    client.force_login(coordinator)
    made = client.post(f"/ke-hoach/cong-viec/{task.pk}/duong-dan/", {"recipient": TO})
    assert words in made.content.decode()


def test_a_newer_link_ends_the_older_and_its_letter(task: Task, coordinator: Officer) -> None:
    older, _token = make_link(task=task, recipient=TO, by=coordinator, at=NOON)
    later = NOON + timedelta(minutes=1)
    make_link(task=task, recipient=TO, by=coordinator, at=later)
    older.refresh_from_db()
    assert older.expires_at == later
    assert [message.state for message in Message.objects.order_by("pk")] == ["given_up", "waiting"]


def test_the_page_lists_where_links_stand(client: Client, task: Task, coordinator: Officer) -> None:
    client.force_login(coordinator)
    address = f"/ke-hoach/cong-viec/{task.pk}/"
    made = client.post(f"{address}duong-dan/", {"recipient": TO})
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    assert f"gửi qua thư điện tử tới {TO}" in made.content.decode()
    page = client.get(address).content.decode()
    assert TO in page
    assert "trả lời được đến" in page
    AnswerLink.objects.update(expires_at=clock.now())
    assert "không còn trả lời được" in client.get(address).content.decode()


def test_whoever_may_not_send_links_does_not_see_them(
    client: Client, task: Task, coordinator: Officer, institute_officer: Officer
) -> None:
    make_link(task=task, recipient=TO, by=coordinator, at=NOON)
    client.force_login(institute_officer)
    assert TO not in client.get(f"/ke-hoach/cong-viec/{task.pk}/").content.decode()


def test_a_mail_that_cannot_be_sent_is_said_at_once(client: Client, task: Task, coordinator: Officer) -> None:
    client.force_login(coordinator)
    address = f"/ke-hoach/cong-viec/{task.pk}/duong-dan/"
    for wrong in ("", "khong-phai", "a@b\r\nBcc: x@y.z", "a" * 300 + "@x.vn"):
        assert client.post(address, {"recipient": wrong}).status_code == 400
    assert AnswerLink.objects.count() == Message.objects.count() == 0


def test_an_answer_by_a_link_is_listed(task: Task, coordinator: Officer, system: Officer) -> None:
    link, token = make_link(task=task, recipient=TO, by=coordinator, at=NOON)
    late = NOON + LINK_LIFE - timedelta(seconds=1)
    answer_by_link(token=token, answer="refuse", reason="thiếu người", by=system, at=late)
    link.refresh_from_db()
    assert (link.answer, link.used_at, fresh(task).state) == ("refuse", late, TaskState.REFUSED)
