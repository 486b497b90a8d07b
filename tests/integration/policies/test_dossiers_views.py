"""Pages of dossiers and consultations: who sees what, what is typed is kept, every figure opens its rows."""

import json
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.policies.dossiers_lifecycle import Stage
from dongthuan.apps.policies.jobs import dossiers as jobs
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import CriterionWording, PolicyDossier
from dongthuan.apps.policies.operations.opinions import OpinionContent, give_opinion
from dongthuan.apps.units.models import Unit
from tests.integration.policies.dossier_cast import DAYS, a_consultation, a_dossier, opened, with_version


def page(officer: Officer, name: str, *args: object, **query: str) -> tuple[int, str]:
    """Return the status and words of a page as an officer sees it."""
    client = Client()
    client.force_login(officer)
    response = client.get(reverse(f"policies:{name}", args=args), query)
    return response.status_code, response.content.decode("utf-8", "replace")


def post(officer: Officer, name: str, *args: object, **told: object) -> tuple[int, str]:
    """Return the status and words after a form was sent."""
    client = Client()
    client.force_login(officer)
    response = client.post(reverse(f"policies:{name}", args=args), told)
    return response.status_code, response.content.decode("utf-8", "replace")


@pytest.fixture
def at() -> datetime:
    """The present, as the pages read it."""
    return clock.now()


@pytest.fixture
def dossier(drafter: Officer, at: datetime) -> PolicyDossier:
    """A draft on which comments are about to be gathered."""
    return a_dossier(drafter, at=at - 20 * DAYS, stage=Stage.CONSULTING)


def test_the_board_shows_each_stage_and_its_sheet_the_same_rows(
    dossier: PolicyDossier, drafter: Officer, institute_officer: Officer, outsider: Officer
) -> None:
    act = dossier.communication_acts.get(key="press")
    type(act).objects.filter(pk=act.pk).update(due_on=act.dossier.created_at.date())
    status, words = page(drafter, "dossiers")
    assert (status, words.count("board-column")) == (200, len(Stage))
    assert dossier.title in words
    assert "1 hoạt động quá hạn" in words
    assert dossier.title in page(drafter, "dossiers", late="on", q="quy che dung chung")[1]
    assert dossier.title not in page(drafter, "dossiers", stage="proposal")[1]
    assert page(drafter, "dossiers", xlsx="1")[0] == 200
    assert page(drafter, "dossiers", stage="x")[0] == 400
    for officer in (institute_officer, outsider):
        assert dossier.title not in page(officer, "dossiers")[1]
        assert page(officer, "dossier", dossier.pk)[0] == 404


def test_a_dossier_is_opened_edited_and_moved_by_pages(
    drafter: Officer, agency: Unit, outsider: Officer
) -> None:
    told = {"title": "Dự thảo mới", "kind": "decision", "unit": agency.pk, "drafter": drafter.pk}
    assert post(outsider, "dossier-new", **told)[0] == 403
    assert post(drafter, "dossier-new", **(told | {"title": ""}))[0] == 400
    assert post(drafter, "dossier-new", **told)[0] == 302
    made = PolicyDossier.objects.get()
    status, words = post(drafter, "dossier-edit", made.pk, **(told | {"title": "Tên giữ lại", "version": 9}))
    assert (status, "Tên giữ lại" in words) == (400, True)  # somebody was faster: what was typed is kept
    step = {"to": "drafting", "version": 1}
    assert post(drafter, "dossier-step", made.pk, "chuyen-giai-doan", **step)[0] == 302
    back = {"to": "proposal", "version": 2, "note": ""}
    status, words = post(drafter, "dossier-step", made.pk, "chuyen-giai-doan", **back)
    assert (status, "lý do" in words) == (400, True)
    assert post(drafter, "dossier-step", made.pk, "khong-co")[0] == 404
    assert page(drafter, "dossier", 2**62)[0] == 404


def test_the_page_of_a_dossier_shows_its_parts(
    dossier: PolicyDossier, drafter: Officer, coordinator: Officer, agency: Unit, at: datetime
) -> None:
    topic = Topic.objects.create(slug="thu", name="Chủ đề thử", phrases=["thử"])
    dossier.topics.add(topic)
    told = {"series": "volume", "step": "day", "made_at": at, "method": "ets", "model_id": "v1"}
    told |= {"mean": [3.0], "low_80": [1.0], "high_80": [5.0], "low_95": [0.0], "high_95": [6.0]}
    start = at.replace(hour=0, minute=0, second=0, microsecond=0)
    forecast = Forecast.objects.create(
        topic=topic, start_at=start, history_count=40, is_naive_better=True, **told
    )
    assert post(drafter, "dossier-step", dossier.pk, "du-bao", forecast=forecast.pk, note="Sẽ tăng")[0] == 302
    impact = {"head": "social", "side": "cost", "text": "Tốn giờ", "bearer": "Người dân"}
    assert post(drafter, "impact-new", dossier.pk, **impact)[0] == 302
    scenario = {"objection": "Tốn kém", "answer": "Không", "evidence": "Số liệu", "owner": drafter.pk}
    assert post(drafter, "scenario-new", dossier.pk, **scenario)[0] == 302
    content = OpinionContent(agency, "criticism", "Thiếu quyền lợi")  # type: ignore[arg-type]  # as a form gives it
    opinion = give_opinion(dossier=dossier, content=content, by=coordinator.on(at.date()), at=at)
    verdict = {"verdict": "accepted", "reason": "Đã bổ sung", "version": 1}
    assert post(drafter, "opinion-answer", opinion.pk, **verdict)[0] == 302
    status, words = page(drafter, "dossier", dossier.pk)
    assert status == 200
    for shown in ("Tốn giờ", "Tốn kém", "Thiếu quyền lợi", "Đã bổ sung", "phiên bản v1", "40 tin bài"):
        assert shown in words, shown
    assert "cách đoán đơn giản" in words  # the naive guess did better, and the page says so
    for name, part in (("impact", dossier.impacts.get()), ("scenario", dossier.scenarios.get())):
        assert page(drafter, name, part.pk)[0] == 200
    summed_up(dossier, drafter)
    put_aside(dossier, drafter)


def summed_up(dossier: PolicyDossier, drafter: Officer) -> None:
    """The summary tells every part, as DOCX and as PDF."""
    assert post(drafter, "dossier-summary", dossier.pk)[0] == 302
    paper = OfficialDocument.objects.get(record_key=str(dossier.pk))
    told = json.dumps(paper.body, ensure_ascii=False)
    for words in (
        "Tốn giờ",
        "Tốn kém",
        "Thiếu quyền lợi: ",
        "Đã bổ sung",
        "mô hình v1",
        "40 tin",
        "Khoảng 80 %",
    ):
        assert words.removesuffix(": ") in told, words
    assert "Lấy ý kiến" in told
    client = Client()
    client.force_login(drafter)
    for kind, mark in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert b"".join(client.get(reverse("documents:file", args=[paper.pk, kind]))).startswith(mark)


def put_aside(dossier: PolicyDossier, drafter: Officer) -> None:
    """A scenario put aside is not used and may be taken up again; an impact taken out stays in the record."""
    scenario, impact = dossier.scenarios.get(), dossier.impacts.get()
    assert post(drafter, "scenario-drop", scenario.pk, version=scenario.version)[0] == 302
    words = page(drafter, "dossier", dossier.pk)[1]
    assert "1 kịch bản đã bỏ" in words
    assert (
        post(drafter, "scenario-drop", scenario.pk, version=scenario.version)[0] == 302
    )  # too late: said there
    scenario.refresh_from_db()
    assert post(drafter, "scenario-restore", scenario.pk, version=scenario.version)[0] == 302
    scenario.refresh_from_db()
    assert scenario.dropped_at is None
    assert post(drafter, "impact-remove", impact.pk, version=impact.version)[0] == 302
    assert not dossier.impacts.exists()
    entry = Entry.objects.filter(act="policies.write_impact").order_by("-id").first()
    assert entry is not None
    assert entry.details["text"] == "Tốn giờ"


def test_an_act_is_planned_done_and_urged_on(
    dossier: PolicyDossier, drafter: Officer, system: Officer, at: datetime
) -> None:
    act = dossier.communication_acts.get(key="press")
    plan = {"owner": drafter.pk, "due_on": at.date().isoformat(), "version": act.version}
    assert post(drafter, "act-edit", act.pk, **plan)[0] == 302
    jobs.remind()
    assert Notice.objects.filter(recipient=drafter, record_type="policies.communicationact").exists()
    assert page(drafter, "act", act.pk)[0] == 200
    done = {"done_at": (at - DAYS).strftime("%Y-%m-%dT%H:%M"), "evidence": "", "version": act.version + 1}
    assert post(drafter, "act-step", act.pk, "da-lam", **done)[0] == 400
    assert post(drafter, "act-step", act.pk, "da-lam", **(done | {"evidence": "Ảnh"}))[0] == 302
    act.refresh_from_db()
    assert not act.is_pending


def test_coverage_and_criteria_pages(
    dossier: PolicyDossier, drafter: Officer, legal_officer: Officer, other_legal_officer: Officer
) -> None:
    status, words = page(drafter, "coverage", year=str(dossier.created_at.year))
    assert (status, dossier.title in words) == (200, True)
    assert "Chưa xác định được dự thảo nào" in words  # no share where no draft is known to be in scope
    assert dossier.title not in page(drafter, "coverage", scope="in")[1]
    assert page(drafter, "coverage", xlsx="1")[0] == 200
    told = {"text": "Tiêu chí thử", "source": "QĐ 407"}
    assert post(drafter, "criteria", **told)[0] == 403
    assert post(legal_officer, "criteria", **told)[0] == 302
    wording = CriterionWording.objects.get()
    assert post(legal_officer, "wording-confirm", wording.pk, reason="Đã đọc")[0] == 403
    assert post(other_legal_officer, "wording-confirm", wording.pk, reason="Đã đọc")[0] == 302
    assert "Tiêu chí thử" in page(drafter, "criteria")[1]


def test_a_consultation_is_set_up_opened_by_another_and_closed_by_the_job(
    dossier: PolicyDossier, drafter: Officer, unit_officer: Officer, leader: Officer, at: datetime
) -> None:
    told = {
        "title": "Lấy ý kiến",
        "purpose": "Hoàn thiện",
        "responsible": drafter.pk,
        "questions": "A? | gợi ý\nB?",
    }
    assert "C01" in page(drafter, "consultation-new", dossier.pk)[1]  # no length is guessed: the page says so
    assert post(drafter, "consultation-new", dossier.pk, **told)[0] == 302
    made = Consultation.objects.get()
    assert [row.hint for row in made.questions.all()] == ["gợi ý", ""]
    assert "Còn thiếu" in page(drafter, "consultation", made.pk)[1]
    moment = "%Y-%m-%dT%H:%M"
    whole = told | {
        "opens_at": at.strftime(moment),
        "closes_at": (at + 30 * DAYS).strftime(moment),
        "legal_basis": "Kế hoạch",
        "contact": "Văn phòng",
        "moderation_policy": "Không xúc phạm",
        "version": made.version,
    }
    assert post(drafter, "consultation-edit", made.pk, **whole)[0] == 302
    with_version(made, drafter, at=at)
    assert post(drafter, "consultation-step", made.pk, "ra-soat", version=2)[0] == 403
    assert post(unit_officer, "consultation-step", made.pk, "mo", version=2)[0] == 403
    assert post(leader, "consultation-step", made.pk, "mo", version=2)[0] == 400  # not looked through yet
    assert post(unit_officer, "consultation-step", made.pk, "ra-soat", version=2)[0] == 302
    client = Client()
    client.force_login(leader)
    assert "Lấy ý kiến" in client.get(reverse("desk:home")).content.decode()  # it waits for the leader
    assert post(leader, "consultation-step", made.pk, "mo", version=3)[0] == 302
    made.refresh_from_db()
    assert made.state == "open"
    later = {"closes_at": (at + 40 * DAYS).strftime(moment), "reason": "Bão lũ", "version": made.version}
    assert post(drafter, "consultation-step", made.pk, "gia-han", **later)[0] == 302
    assert "Bão lũ" in page(drafter, "consultation", made.pk)[1]


def test_the_job_closes_what_is_over(
    dossier: PolicyDossier, drafter: Officer, unit_officer: Officer, leader: Officer, at: datetime
) -> None:
    begun = at - 10 * DAYS
    for officer in (unit_officer, leader):
        officer.on(begun.date())
    made = a_consultation(dossier, drafter, at=begun, closes_at=at - DAYS)
    opened(made, checker=unit_officer, opener=leader, at=begun)
    jobs.close_due()
    made.refresh_from_db()
    assert (made.state, made.closed_at) == ("closed", at - DAYS)
