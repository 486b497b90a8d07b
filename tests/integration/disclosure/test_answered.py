"""An answered request made public: written by one without the person, let out by another, taken back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.answered_rules import ANSWERED_ACCESS, AnsweredAct
from dongthuan.apps.disclosure.models.answered import AnsweredSummary
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.answered import (
    HoldsIdentity,
    NothingSaid,
    SummaryContent,
    propose_summary,
    publish_summary,
    return_summary,
    withdraw_summary,
    write_summary,
)
from dongthuan.apps.disclosure.operations.requests import NoSuchStep
from dongthuan.apps.disclosure.operations.requests_answering import ProvisionContent, provide
from dongthuan.apps.disclosure.operations.requests_classifying import SamePerson
from dongthuan.apps.disclosure.queries.answered import public_answered
from dongthuan.apps.disclosure.requests_lifecycle import ProvisionForm, RequestState
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.operations.versions import ChangedMeanwhile, NoReason
from tests.integration.disclosure.requests_cast import DAY, HOUR, OLD_LAW, answering, valid

pytestmark = pytest.mark.django_db
AT = OLD_LAW + 2 * DAY
WORDS = SummaryContent("Danh mục nhiệm vụ khoa học năm 2025?", "Danh mục có 120 nhiệm vụ, xem tệp kèm theo.")


@pytest.fixture
def answered(information_officer: Officer, institute_officer: Officer) -> InformationRequest:
    """A request whose information was given, with two files."""
    row = answering(
        valid(information_officer), by=institute_officer, checker=information_officer, at=OLD_LAW + HOUR
    )
    files = [("danh-muc.txt", b"120"), ("thu.txt", b"kinh gui")]
    content = ProvisionContent("Danh mục năm 2025", ProvisionForm.PORTAL, files=files)
    provide(request=row, version=row.version, content=content, by=information_officer, at=OLD_LAW + DAY)
    row.refresh_from_db()
    return row


def written(row: InformationRequest, by: Officer, content: SummaryContent = WORDS) -> AnsweredSummary:
    """Return the public words as one officer wrote them."""
    return write_summary(request=row, content=content, version=None, by=by, at=AT)


def let_out(row: InformationRequest, by: Officer, checker: Officer, **more: Any) -> AnsweredSummary:
    """Return a summary that is public."""
    made = written(row, by, **more)
    made = propose_summary(summary=made, version=made.version, by=by, at=AT)
    return publish_summary(summary=made, version=made.version, by=checker, at=AT)


def test_one_writes_another_lets_it_out_and_it_is_taken_back(
    answered: InformationRequest, information_officer: Officer, coordinator: Officer
) -> None:
    by, other = information_officer, coordinator.on(AT.date())
    file = Attachment.objects.get(name="danh-muc.txt")
    made = written(answered, by, SummaryContent(WORDS.question, WORDS.answer, [file.pk]))
    assert not public_answered(at=AT).exists()
    made = propose_summary(summary=made, version=made.version, by=by, at=AT)
    with pytest.raises(SamePerson):
        publish_summary(summary=made, version=made.version, by=by, at=AT)
    with pytest.raises(NoReason):
        return_summary(summary=made, version=made.version, note=" ", by=other, at=AT)
    made = return_summary(summary=made, version=made.version, note="Nói rõ năm", by=other, at=AT)
    made = propose_summary(summary=made, version=made.version, by=by, at=AT)
    with pytest.raises(ChangedMeanwhile):
        publish_summary(summary=made, version=made.version + 1, by=other, at=AT)
    made = publish_summary(summary=made, version=made.version, by=other, at=AT)
    assert [one.files.get() for one in public_answered(at=AT)] == [file]
    assert answered.symbol.split("/")[0] not in made.slug
    with pytest.raises(NoSuchStep):
        write_summary(request=answered, content=WORDS, version=made.version, by=by, at=AT)
    made = withdraw_summary(summary=made, version=made.version, reason="Có người nhận ra", by=by, at=AT)
    assert not public_answered(at=AT + DAY).exists()
    acts = set(Entry.objects.filter(act__contains="summary").values_list("act", flat=True))
    assert acts == {act.value for act in AnsweredAct}


@pytest.mark.parametrize(
    "words",
    [
        "Bà Nguyễn Thị Minh Họa hỏi",
        "nguyen thi minh hoa hỏi",
        "Người ở 1 phố Thử, Hà Nội",
        "Gọi 0900 000 000",
        "CCCD 001.090.012345",
    ],
)
def test_who_asked_never_stands_in_it(
    answered: InformationRequest, information_officer: Officer, words: str
) -> None:
    for content in (SummaryContent(words, "Có"), SummaryContent("Hỏi gì", f"Trả lời {words}")):
        with pytest.raises(HoldsIdentity):
            written(answered, information_officer, content)
    assert not AnsweredSummary.objects.exists()


def test_only_what_was_answered_and_says_something(
    answered: InformationRequest, information_officer: Officer, institute_officer: Officer
) -> None:
    for fault, content in (
        (NothingSaid, SummaryContent(" ", "Có")),
        (NothingSaid, SummaryContent("Hỏi", " ")),
        (SecretMark, SummaryContent("Hỏi", "TUYỆT MẬT")),
    ):
        with pytest.raises(fault):
            written(answered, information_officer, content)
    with pytest.raises(NotAllowed):
        written(answered, institute_officer)
    with pytest.raises(NoSuchStep):
        written(valid(information_officer), information_officer)


def test_opened_again_it_is_no_longer_public(
    answered: InformationRequest, information_officer: Officer, coordinator: Officer
) -> None:
    let_out(answered, information_officer, coordinator.on(AT.date()))
    assert public_answered(at=AT).count() == 1
    InformationRequest.objects.filter(pk=answered.pk).update(state=RequestState.ANSWERING, settled_at=None)
    assert not public_answered(at=AT).exists()


def test_who_may(
    answered: InformationRequest,
    information_officer: Officer,
    institute_officer: Officer,
    other_officer: Officer,
    coordinator: Officer,
    leader: Officer,
) -> None:
    row = AnsweredSummary(request=answered, written_by=information_officer)
    cast = {
        "writer": information_officer,
        "coordinator": coordinator.on(AT.date()),
        "leader": leader.on(AT.date()),
        "source": institute_officer,
        "other": other_officer,
    }
    expected = {
        AnsweredAct.WRITE: {"writer", "coordinator"},
        AnsweredAct.PUBLISH: {"coordinator", "leader"},
        AnsweredAct.RETURN: {"coordinator", "leader"},
        AnsweredAct.WITHDRAW: {"writer", "coordinator", "leader"},
    }
    assert set(expected) == set(ANSWERED_ACCESS) == set(AnsweredAct)
    for act, rule in ANSWERED_ACCESS.items():
        assert {name for name, one in cast.items() if rule(one, row)} == expected[act], act


def test_the_page_leads_through_it(
    client: Client, answered: InformationRequest, information_officer: Officer, coordinator: Officer
) -> None:
    page = reverse("disclosure:request-summary", args=[answered.pk])
    client.force_login(information_officer)
    assert client.post(page, {"question": "", "answer": "x", "version": 0}).status_code == 400
    told = {"question": WORDS.question, "answer": "Gọi 0912345678 để hỏi", "version": 0}
    assert client.post(page, told).status_code == 302
    assert "0912345678" in client.get(page).content.decode().split("notice is-warning")[1]
    steps = {
        name: reverse("disclosure:request-summary-step", args=[answered.pk, name])
        for name in ("de-nghi", "cong-khai", "rut")
    }
    client.post(steps["de-nghi"], {"version": 1})
    client.post(steps["cong-khai"], {"version": 2})
    assert AnsweredSummary.objects.get().state == "proposed"  # never by who wrote it
    client.force_login(coordinator)
    client.post(steps["cong-khai"], {"version": 2})
    assert AnsweredSummary.objects.get().state == "published"
    client.post(steps["rut"], {"version": 3, "note": ""})
    assert AnsweredSummary.objects.get().state == "published"
    client.post(steps["rut"], {"version": 3, "note": "Nhầm"})
    assert AnsweredSummary.objects.get().state == "withdrawn"
