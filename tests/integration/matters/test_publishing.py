"""From the page of a matter a cleared text is published; an interview, an answer, a conference are heard."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.lifecycle import State
from dongthuan.apps.common import clock
from dongthuan.apps.content.lifecycle import TextKind, TextState
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.texts import TextContent, draw_up_text
from dongthuan.apps.matters import jobs
from dongthuan.apps.matters.lifecycle import Form
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.statements import Statement
from dongthuan.apps.matters.operations.linking import link_record
from dongthuan.apps.matters.queries.sequence import sequence_of
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.lines import Line, LineUse
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.conference_log import AnswerContent, QuestionContent, log_question
from dongthuan.apps.press.operations.conferences import ConferenceContent, hold_conference, plan_conference
from dongthuan.apps.press.operations.lines import approve_line
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT, ON
from tests.integration.matters.test_statements import HOUR, cleared
from tests.integration.press.desk_cast import an_inquiry, in_hand, sent

__all__ = ["cleared"]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is three in the afternoon, five hours after t0."""
    for module in (clock, jobs):
        monkeypatch.setattr(module, "now", lambda: AT + 5 * HOUR)


def test_a_cleared_text_is_published_from_the_matter(
    matter: Matter,
    speaker: Officer,
    expert: Officer,
    office_of_speaker: Spokesperson,
    cleared: Callable[..., Text],
    client: Client,
) -> None:
    text, page = cleared(), matter.get_absolute_url()
    address = reverse("matters:publish", args=[matter.pk, text.pk])
    client.force_login(speaker)
    assert address in client.get(page).content.decode()
    refused = client.post(address, {"version": text.version + 7, "has_looked": "on"}, follow=True)
    assert "Người khác vừa thay đổi" in refused.content.decode()
    assert not Statement.objects.exists()
    answer = client.post(address, {"version": text.version, "has_looked": "on"}, follow=True)
    assert answer.redirect_chain == [(page, 302)]
    matter.refresh_from_db()
    text.refresh_from_db()
    assert (text.state, matter.first_statement_at) == (TextState.PUBLISHED, AT + 5 * HOUR)
    assert matter.clock is not None
    assert matter.clock.state == State.DONE
    assert address not in answer.content.decode()
    other = draw_up_text(
        content=TextContent(TextKind.STATEMENT, text.unit, "Khác", body="Khác."),
        by=speaker,
        at=AT,
        record=None,
    )
    assert client.post(reverse("matters:publish", args=[matter.pk, other.pk])).status_code == 404


def test_a_sent_answer_and_a_held_conference_are_statements(
    matter: Matter,
    agency: Unit,
    speaker: Officer,
    legal: Officer,
    office: Officer,
    office_of_speaker: Spokesperson,
) -> None:
    inquiry = in_hand(speaker, at=AT, received_at=AT - HOUR)
    link_record(matter=matter, record=inquiry, by=speaker, at=AT)
    answer = sent(inquiry, speaker, reader=legal, text="Không có căn cứ cho tin đồn.", at=AT + 2 * HOUR)
    content = ConferenceContent(
        unit=agency, kind="regular", title="Họp báo về tin đồn", chair_name="A", place="Hà Nội",
        starts_at=AT + HOUR, ends_at=AT + 2 * HOUR, content="Thông tin", lawful_basis="BC",
    )  # fmt: skip
    planned = plan_conference(content=content, by=office, at=AT, record=matter)
    held = AT + 3 * HOUR
    hold_conference(conference=planned, version=planned.version, by=office, at=held, reason="Họp gấp")
    conference = Conference.objects.get()
    question = QuestionContent("Phóng viên", "Có động đất không?", AT + HOUR)
    said = AnswerContent("Không.", AT + HOUR, speaker)
    log_question(conference=conference, content=question, answer=said, by=office, at=held)
    jobs.sweep()
    jobs.sweep()
    heard = {row.record_type: row for row in Statement.objects.filter(matter=matter)}
    assert heard.keys() == {"press.answer", "press.conference"}
    assert (heard["press.answer"].record_key, heard["press.answer"].form) == (str(answer.pk), Form.WRITTEN)
    assert heard["press.conference"].capacity == "regular"
    matter.refresh_from_db()
    assert matter.first_statement_at == AT + HOUR  # the conference, though it was taken in with the answer


def test_from_an_inquiry_the_request_is_the_clause(speaker: Officer, topic: object, client: Client) -> None:
    inquiry = an_inquiry(speaker, at=AT, received_at=AT - HOUR)
    client.force_login(speaker)
    link, received = reverse("matters:from-inquiry", args=[inquiry.pk]), localtime(inquiry.received_at)
    assert link in client.get(inquiry.get_absolute_url()).content.decode()
    form = client.get(link).context["form"]
    assert (form["clause"].value(), form["t0_at"].value()) == ("7.5", received.replace(tzinfo=None))
    given = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "")}
    given |= {"t0_at": f"{received:%Y-%m-%dT%H:%M}"}
    given |= {"unit": inquiry.unit_id, "owner": speaker.pk}
    client.post(link, {name: str(value) for name, value in given.items()})
    matter = Matter.objects.get()
    inquiry.refresh_from_db()
    assert (matter.clause, matter.t0_at, matter.clock) == ("7.5", AT - HOUR, None)
    assert (inquiry.record_type, inquiry.record_key) == ("matters.matter", str(matter.pk))
    assert client.get(link).headers["Location"] == matter.get_absolute_url()


def is_line_agreed(matter: Matter, officer: Officer) -> bool:
    """Say whether the step of the line to take is done."""
    steps = sequence_of(matter, seen_by=officer, at=AT)
    return next(step.is_done for step in steps if "thông điệp" in step.words.lower())


def test_a_line_is_drawn_up_within_the_matter_and_followed_by_its_text(
    matter: Matter,
    speaker: Officer,
    leader: Officer,
    client: Client,
    unit_officer: Officer,
    office_of_speaker: Spokesperson,
) -> None:
    client.force_login(speaker)
    urls = [step.url for step in sequence_of(matter, seen_by=speaker, at=AT)]
    assert f"{reverse('press:line-new')}?about=matters.matter:{matter.pk}" in urls
    form = client.get(f"{reverse('press:line-new')}?about=matters.matter:{matter.pk}").context["form"]
    given = {"title": "Không dự báo được động đất", "text": "Chưa ai dự báo được.", "kind": "message"}
    given |= {"valid_from": "2026-11-26", "valid_until": "2026-12-26", "unit": str(matter.unit_id)}
    given |= {"owner": str(speaker.pk), "version": str(form["version"].value() or 0)}
    client.post(f"{reverse('press:line-new')}?about=matters.matter:{matter.pk}", given)
    line = Line.objects.get()
    assert (line.record_type, line.record_key) == ("matters.matter", str(matter.pk))
    assert not is_line_agreed(matter, speaker)
    approve_line(line=line, version=line.version, by=leader.on(ON), at=AT)
    assert LineUse.objects.get().url == matter.get_absolute_url()
    assert is_line_agreed(matter, speaker)
    content = TextContent(TextKind.STATEMENT, matter.unit, "Thông tin", body="Chưa ai dự báo được.")
    text = draw_up_text(content=content, by=speaker, at=AT, record=matter)
    client.post(reverse("content:use-line", args=[text.pk]), {"line": line.pk})
    assert set(line.uses.values_list("record_type", flat=True)) == {"matters.matter", "content.text"}
    assert line.get_absolute_url() in client.get(reverse("content:text", args=[text.pk])).content.decode()
