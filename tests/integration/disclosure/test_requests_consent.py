"""Others concerned are asked for consent: they give it, refuse it, or the head decides without it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_handling import Consent
from dongthuan.apps.disclosure.operations.requests_answering import (
    AwaitsConsent,
    MustWithhold,
    ProvisionContent,
    prepare_answer,
    provide,
)
from dongthuan.apps.disclosure.operations.requests_classifying import (
    AlreadyAnswered,
    ClassificationContent,
    ConsentAsked,
    ask_consent,
    note_consent,
    override_consent,
)
from dongthuan.apps.disclosure.requests_law import NotListed
from dongthuan.apps.disclosure.requests_lifecycle import (
    ConsentAnswer,
    Openness,
    ProvisionForm,
    RequestState,
)
from dongthuan.apps.press.operations.versions import NoReason
from tests.integration.disclosure.requests_cast import HOUR, OLD_LAW, classified, valid

AT = OLD_LAW + HOUR
ASKED = ConsentAsked("Công ty Thử nghiệm", "Biên bản thử", "business-secret", contact="thu@vidu.example")
GIVEN = ProvisionContent("Biên bản", ProvisionForm.EMAIL)


@pytest.fixture
def conditional(information_officer: Officer, institute_officer: Officer) -> InformationRequest:
    """A request for what may be given only with consent."""
    content = ClassificationContent(Openness.CONDITIONAL, ["business-secret"])
    row = valid(information_officer)
    return classified(row, by=institute_officer, checker=information_officer, at=AT, content=content)


@pytest.fixture
def asked(conditional: InformationRequest, information_officer: Officer) -> Consent:
    """A consent that was asked for."""
    return ask_consent(
        request=conditional, version=conditional.version, content=ASKED, by=information_officer, at=AT
    )


def told(consent: Consent, by: Officer) -> dict[str, Any]:
    """Return what an operation takes, with the version that stands."""
    consent.request.refresh_from_db()
    return {"version": consent.request.version, "by": by, "at": AT}


def test_nothing_is_given_before_they_answered_and_all_of_it_once_they_consent(
    asked: Consent, information_officer: Officer
) -> None:
    row = asked.request
    assert (asked.citation[:4], row.state) == ("Điều", RequestState.CONSENT)
    with pytest.raises(AwaitsConsent):
        prepare_answer(request=row, **told(asked, information_officer))
    note_consent(
        consent=asked, answer=ConsentAnswer.YES, note="Công văn 5", **told(asked, information_officer)
    )
    with pytest.raises(AlreadyAnswered):
        note_consent(consent=asked, answer=ConsentAnswer.NO, note="", **told(asked, information_officer))
    prepare_answer(request=row, **told(asked, information_officer))
    made = provide(request=row, content=GIVEN, **told(asked, information_officer))
    assert made.is_whole


@pytest.mark.parametrize("answer", [ConsentAnswer.NO, ConsentAnswer.SILENT])
def test_without_consent_only_the_head_lets_it_be_given_and_says_why(
    asked: Consent, information_officer: Officer, leader: Officer, answer: ConsentAnswer
) -> None:
    row = asked.request
    note_consent(consent=asked, answer=answer, note="", **told(asked, information_officer))
    prepare_answer(request=row, **told(asked, information_officer))
    with pytest.raises(MustWithhold):
        provide(request=row, content=GIVEN, **told(asked, information_officer))
    with pytest.raises(NotAllowed):
        override_consent(consent=asked, reason="Lợi ích", **told(asked, information_officer))
    with pytest.raises(NoReason):
        override_consent(consent=asked, reason=" ", **told(asked, leader))
    asked.refresh_from_db()
    assert not asked.lets_give
    assert not row.provisions.exists()
    made = override_consent(consent=asked, reason="Sức khoẻ của cộng đồng", **told(asked, leader))
    assert (made.override_reason, made.overridden_by, made.answer) == (
        "Sức khoẻ của cộng đồng",
        leader,
        answer,
    )
    assert Entry.objects.get(act="disclosure.override_consent").actor_id == leader.pk
    with pytest.raises(AlreadyAnswered):
        override_consent(consent=made, reason="Nữa", **told(asked, leader))
    assert provide(request=row, content=GIVEN, **told(asked, information_officer)).is_whole


def test_asking_leaves_no_trace_where_it_is_refused(
    conditional: InformationRequest, information_officer: Officer, institute_officer: Officer
) -> None:
    given: dict[str, Any] = {"request": conditional, "version": conditional.version, "at": AT}
    with pytest.raises(NotAllowed):
        ask_consent(content=ASKED, by=institute_officer, **given)
    with pytest.raises(NotListed):
        ask_consent(content=ConsentAsked("A", "B", "made-up"), by=information_officer, **given)
    assert not conditional.consents.exists()
    conditional.refresh_from_db()
    assert conditional.state == RequestState.CLASSIFYING


def test_the_pages_ask_note_and_override(
    client: Client,
    conditional: InformationRequest,
    information_officer: Officer,
    leader: Officer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(minutes=1))

    def act(slug: str, **sent: object) -> int:
        conditional.refresh_from_db()
        path = reverse("disclosure:request-step", args=[conditional.pk, slug])
        return int(client.post(path, {"version": conditional.version, **sent}).status_code)

    client.force_login(information_officer)
    assert act("xin-y-kien", party="Công ty", scope="Biên bản", restriction="business-secret") == 302
    consent = conditional.consents.get()
    assert act("tra-loi-y-kien", consent=consent.pk, answer="no", note="Không") == 302
    assert act("cho-phep", consent=consent.pk, reason="Lợi ích") == 403
    assert "Công ty" in client.get(conditional.get_absolute_url()).content.decode()
    client.force_login(leader)
    assert act("cho-phep", consent=consent.pk, reason="") == 400
    assert act("cho-phep", consent=consent.pk, reason="Lợi ích công cộng") == 302
    consent.refresh_from_db()
    assert consent.lets_give
