"""Briefings: who may, sending, confirming, a quiz answered once, who is informed, and the pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import give_role
from dongthuan.apps.awareness.forms import Quiz
from dongthuan.apps.awareness.models import Briefing, Reading
from dongthuan.apps.awareness.operations import briefings, reading
from dongthuan.apps.awareness.queries import awaited_deadlines, informed_by_unit
from dongthuan.apps.awareness.rules import ACCESS, Act
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.common.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.notices.operations import remind
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import DAY, FIRST_DAY, NOON, newcomer

pytestmark = pytest.mark.django_db
QUIZ = "Ai phát ngôn?\n* Người được giao\n- Ai cũng được\n\nBao lâu?\n- Một tuần\n* Một ngày"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def institute(system: Officer) -> Unit:
    """A unit below the agency."""
    agency = Unit.objects.get(parent__isnull=True)
    return Unit.objects.create(code="V", name="Viện Thử", kind="institute", parent=agency, start_on=FIRST_DAY)


def _of(institute: Unit, name: str, role: Role, system: Officer) -> Officer:
    officer = newcomer(name, f"Ông {name}", system)
    give_role(officer=officer, role=role, unit=institute, start_on=FIRST_DAY, by=system, at=NOON)
    return officer.on(DAY)


@pytest.fixture
def head(institute: Unit, system: Officer) -> Officer:
    """Leads the institute."""
    return _of(institute, "truong", Role.LEADER, system)


@pytest.fixture
def worker(institute: Unit, system: Officer) -> Officer:
    """Works there."""
    return _of(institute, "vien", Role.UNIT_OFFICER, system)


def written(by: Officer, unit: Unit, **more: Any) -> Briefing:
    """Write a briefing with a quiz."""
    given: dict[str, Any] = {"title": "Chỉ thị 07", "due_on": DAY + timedelta(days=7), "body": "Nội dung"}
    given["questions"] = Quiz().clean(QUIZ)
    content = briefings.BriefingContent(unit=unit, **(given | more))
    return briefings.write_briefing(briefing=None, content=content, version=0, by=by, at=NOON)


@pytest.fixture
def sent(head: Officer, worker: Officer, institute: Unit) -> Briefing:
    """A briefing of the institute for its own people."""
    row = written(head, institute, units=[institute])
    return briefings.send_briefing(briefing=row, version=1, by=head, at=NOON)


def test_who_may(
    sent: Briefing,
    head: Officer,
    worker: Officer,
    coordinator: Officer,
    leader: Officer,
    unit_officer: Officer,
    outsider: Officer,
) -> None:
    assert set(ACCESS) == set(Act)
    cast = (head, worker, coordinator, leader, unit_officer, outsider)
    for act in (Act.WRITE, Act.SEND, Act.WITHDRAW, Act.REPORT):
        assert [one for one in cast if ACCESS[act](one, sent)] == [head, coordinator, leader]
    readers = [head, worker, coordinator, leader]
    assert [one for one in cast if ACCESS[Act.READ](one, sent)] == readers
    assert [one for one in cast if Briefing.objects.visible_to(one).exists()] == readers
    Briefing.objects.update(is_material=True)  # the library is open to every officer
    sent.refresh_from_db()
    assert [one for one in cast if ACCESS[Act.READ](one, sent)] == [*readers, unit_officer]
    assert [one for one in cast if Briefing.objects.visible_to(one).exists()] == [*readers, unit_officer]
    own = sent.readings.get(officer=worker)
    for act in (Act.CONFIRM, Act.ANSWER):
        assert [one for one in cast if ACCESS[act](one, own)] == [worker]


def test_a_head_briefs_the_own_unit_alone(head: Officer, institute: Unit) -> None:
    with pytest.raises(NotAllowed):
        written(head, Unit.objects.get(parent__isnull=True))


def test_what_is_refused_before_it_is_sent(head: Officer, institute: Unit) -> None:
    for more, refusal in (
        ({"body": " "}, briefings.NothingToRead),
        ({"due_on": DAY - timedelta(days=1)}, briefings.DuePast),
        ({"roles": [Role.SPOKESPERSON]}, briefings.NobodyAsked),
    ):
        row = written(head, institute, units=[institute], **more)
        with pytest.raises(refusal):
            briefings.send_briefing(briefing=row, version=1, by=head, at=NOON)
    assert not Reading.objects.exists()


def test_it_is_told_once_confirmed_and_answered_once(sent: Briefing, worker: Officer, head: Officer) -> None:
    assert {one.officer_id for one in sent.readings.all()} == {worker.pk, head.pk}
    assert (briefings.tell_readers(at=NOON), briefings.tell_readers(at=NOON)) == (2, 0)
    own = sent.readings.get(officer=worker)
    with pytest.raises(reading.NotConfirmed):
        reading.answer(reading=own, answers=[0, 1], by=worker, at=NOON)
    with pytest.raises(NotAllowed):
        reading.confirm(reading=own, by=head, at=NOON)
    reading.confirm(reading=own, by=worker, at=NOON)
    for wrong in ([0], [0, 2], [0, -1]):
        with pytest.raises(reading.NotTheQuestions):
            reading.answer(reading=own, answers=wrong, by=worker, at=NOON)
    assert reading.answer(reading=own, answers=[0, 0], by=worker, at=NOON).right_count == 1
    with pytest.raises(reading.AnsweredAlready):
        reading.answer(reading=own, answers=[0, 1], by=worker, at=NOON)
    (row,) = informed_by_unit(sent.readings.all())
    assert (row.asked, row.confirmed, row.share, row.is_met, row.mean_right) == (2, 1, 0.5, False, 1.0)


def test_who_has_not_confirmed_is_urged_on(sent: Briefing, worker: Officer, head: Officer) -> None:
    briefings.tell_readers(at=NOON)
    reading.confirm(reading=sent.readings.get(officer=head), by=head, at=NOON)
    at = NOON + timedelta(days=7)

    def run() -> int:
        return remind(
            deadlines=awaited_deadlines(since=DAY),
            fires_on=lambda day, offset: day + timedelta(days=offset),
            at=at,
        )

    assert (run(), run()) == (1, 0)
    notice = Notice.objects.get(kind="remind.deadline")
    assert notice.recipient == worker
    briefings.withdraw_briefing(briefing=sent, reason="Sai văn bản", version=2, by=head, at=at)
    notice.refresh_from_db()
    assert notice.withdrawn_at is not None
    assert list(awaited_deadlines(since=DAY)) == []


def test_what_was_sent_stands_until_withdrawn_with_a_reason(
    sent: Briefing, head: Officer, worker: Officer, institute: Unit
) -> None:
    content = briefings.BriefingContent(institute, "Khác", DAY)
    with pytest.raises(briefings.AlreadySent):
        briefings.write_briefing(briefing=sent, content=content, version=2, by=head, at=NOON)
    with pytest.raises(NoReason):
        briefings.withdraw_briefing(briefing=sent, reason=" ", version=2, by=head, at=NOON)
    briefings.withdraw_briefing(briefing=sent, reason="Sai", version=2, by=head, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        briefings.send_again(briefing=sent, version=2, by=head, at=NOON)
    own = sent.readings.get(officer=worker)
    with pytest.raises(briefings.NotSent):
        reading.confirm(reading=own, by=worker, at=NOON)
    briefings.send_again(briefing=sent, version=3, by=head, at=NOON)
    reading.confirm(reading=own, by=worker, at=NOON)


@pytest.mark.parametrize(
    "text", ["Hỏi?", "Hỏi?\n* A", "Hỏi?\n- A\n- B", "Hỏi?\n* A\n* B", "Hỏi?\n* A\nB", "Hỏi?\n* A\n-"]
)
def test_a_quiz_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Exception, match="hai lựa chọn"):
        Quiz().clean(text)


def test_from_writing_to_the_report_on_the_pages(
    client: Client, coordinator: Officer, worker: Officer
) -> None:
    client.force_login(coordinator)
    for page in ("", "tai-lieu/", "da-gui/", "ket-qua/", "moi/"):
        assert client.get(f"/quan-triet/{page}").status_code == 200, page
    form = {"unit": Unit.objects.get(parent__isnull=True).pk, "title": "Luật mới", "due_on": "09/03/2026"}
    form |= {"questions": QUIZ, "is_material": "on"}
    bad = client.post("/quan-triet/moi/", form | {"questions": "Hỏi?"})
    assert bad.status_code == 400
    file = SimpleUploadedFile("luat.txt", b"Dieu 1")
    client.post("/quan-triet/moi/", form | {"file": file})
    row = Briefing.objects.get()
    page = row.get_absolute_url()
    assert client.get(f"{page}sua/").status_code == 200
    client.post(f"{page}gui/", {"version": 1})
    assert row.readings.count() == 2
    client.post(f"{page}xac-nhan/")
    assert client.post(f"{page}tra-loi/", {"q0": "0"}).status_code == 400
    client.post(f"{page}tra-loi/", {"q0": "0", "q1": "0"})
    assert "Đúng 1/2 câu" in client.get(page).content.decode()
    again = client.post(f"{page}tra-loi/", {"q0": "0", "q1": "1"}, follow=True)
    assert "câu trả lời đầu tiên được giữ" in again.content.decode()
    assert b"".join(client.get(f"{page}tep/").streaming_content) == b"Dieu 1"  # type: ignore[attr-defined]  # a file
    assert "50" in client.get("/quan-triet/ket-qua/").content.decode()
    assert client.get("/quan-triet/ket-qua/?xlsx=1").status_code == 200
    client.post(f"{page}bao-cao/")
    assert "1/2" in str(OfficialDocument.objects.get().body)


def test_a_reader_sees_neither_drafts_nor_who_is_informed(
    client: Client, worker: Officer, sent: Briefing, head: Officer, institute: Unit
) -> None:
    draft = written(head, institute)
    client.force_login(worker)
    assert "Chỉ thị 07" in client.get("/quan-triet/").content.decode()
    assert client.get(sent.get_absolute_url()).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get("/quan-triet/ket-qua/").status_code == 403
    assert client.get("/quan-triet/da-gui/").status_code == 403
