"""The pages of texts: from the empty form to the published, corrected, mailed and posted text."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localtime

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import AbsenceContent, record_absence
from dongthuan.apps.clearances.queries.clearances import latest_clearance
from dongthuan.apps.common import clock
from dongthuan.apps.content.lifecycle import PostState, TextState
from dongthuan.apps.content.models.mailings import Delivery, Mailing
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations.correcting import CorrectionContent, draft_correction
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.units.models import Unit
from tests.integration.content.conftest import BODY, NOON, Maker
from tests.integration.content.test_mailing import journalists

SOON = f"{localtime(NOON + timedelta(hours=3)):%Y-%m-%dT%H:%M}"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be the day of the cast (the clock is outside the house)."""
    monkeypatch.setattr(clock, "now", lambda: NOON)


def signed_in(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def typed(unit: Unit, speaker: Spokesperson, **given: object) -> dict[str, object]:
    return {
        "kind": "release",
        "unit": unit.pk,
        "title": "Kết quả khảo sát",
        "body": BODY,
        "speaker": f"s{speaker.pk}",
        "quote": "Chúng tôi sẽ công bố đầy đủ.",
        "contact": "024 3756 0000",
        "is_official": "on",
        "language": "vi",
    } | given


def page(client: Client, name: str, *args: int) -> str:
    answer = client.get(reverse(f"content:{name}", args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_from_the_empty_form_to_the_public(
    agency: Unit,
    speaker: Spokesperson,
    unit_officer: Officer,
    lawyer: Officer,
    leader: Officer,
    spokesperson: Officer,
) -> None:
    writer, press = signed_in(unit_officer), signed_in(spokesperson)
    page(writer, "list")
    page(writer, "add")
    assert writer.post(reverse("content:add"), typed(agency, speaker)).status_code == 302
    text = Text.objects.get()
    assert "Kết quả khảo sát" in page(writer, "list")
    assert reverse("content:clear", args=[text.pk]) in page(writer, "text", text.pk)
    form = page(writer, "clear", text.pk)
    assert "Hoàng Thu Trang" in form
    parts = {f"{part}_due": SOON for part in ("facts", "unit", "legal", "secrecy", "leader")}
    asked = {"version": text.version, "secrecy_officer": lawyer.pk, "leader_officer": leader.pk} | parts
    assert writer.post(reverse("content:clear", args=[text.pk]), asked).status_code == 302
    clearance = latest_clearance(text)
    assert clearance is not None
    for step in clearance.steps.all():
        assert step.officer is not None
        clerk = signed_in(step.officer)  # type: ignore[arg-type]  # an officer
        assert clerk.get(reverse("clearances:clearance", args=[clearance.pk])).status_code == 200
        assert "Kết quả khảo sát" in clerk.get(reverse("clearances:mine")).content.decode()
        said = {"decision": "approved", "comment": "", "text_hash": clearance.text_hash}
        assert clerk.post(reverse("clearances:decide", args=[step.pk]), said).status_code == 302
    shown = page(press, "text", text.pk)
    assert reverse("content:publish", args=[text.pk]) in shown
    given = {"version": text.version, "has_looked": "on"}
    assert press.post(reverse("content:publish", args=[text.pk]), given).status_code == 302
    text.refresh_from_db()
    assert text.state == TextState.PUBLISHED
    page(press, "text", text.pk)
    archive = press.get(reverse("content:archive", args=[text.pk, 1]))
    assert archive["Content-Disposition"].startswith("attachment")
    assert archive.content.decode() == text.revisions.get().html


def test_whom_one_asks_to_clear_is_shown_with_who_is_away(
    make: Maker, unit_officer: Officer, lawyer: Officer, leader: Officer
) -> None:
    text, writer = make(), signed_in(unit_officer)
    absent = AbsenceContent(lawyer, NOON.date(), NOON.date() + timedelta(days=2), stand_in=leader)
    record_absence(content=absent, by=lawyer.on(NOON.date()), at=NOON)
    form = page(writer, "clear", text.pk)
    assert "Hoàng Thu Trang (vắng đến hết 03/07/2026)" in form
    assert f'<option value="{leader.pk}" selected' in form.partition('name="legal_stand_in"')[2][:900]
    parts = {f"{part}_due": SOON for part in ("facts", "unit", "legal", "secrecy", "leader")}
    asked = {"version": text.version, "secrecy_officer": lawyer.pk, "leader_officer": leader.pk} | parts
    address = reverse("content:clear", args=[text.pk])
    assert writer.post(address, asked).status_code == 302
    again = writer.post(address, asked, follow=True).content.decode()
    assert "Không có gì thay đổi" in again  # the clearance under way is not ended


def test_a_refused_text_keeps_what_was_typed(
    agency: Unit, speaker: Spokesperson, unit_officer: Officer
) -> None:
    writer = signed_in(unit_officer)
    answer = writer.post(reverse("content:add"), typed(agency, speaker, body="TỐI MẬT\nNội dung"))
    assert answer.status_code == 400
    assert "TỐI MẬT" in answer.content.decode()
    assert not Text.objects.exists()
    answer = writer.post(reverse("content:add"), typed(agency, speaker, title="x" * 301) | {"unit": "9" * 30})
    assert answer.status_code == 400


def test_somebody_else_was_faster(
    make: Maker, agency: Unit, speaker: Spokesperson, unit_officer: Officer
) -> None:
    text = make()
    writer = signed_in(unit_officer)
    given = typed(agency, speaker, body="Câu một.", version=text.version)
    address = reverse("content:edit", args=[text.pk])
    assert writer.get(address).status_code == 200
    assert writer.post(address, given).status_code == 302
    answer = writer.post(address, given | {"body": "Câu hai."})
    assert answer.status_code == 400
    assert "Câu hai." in answer.content.decode()


def test_embargo_and_schedule_by_hand(make: Maker, clear: Callable[..., None], spokesperson: Officer) -> None:
    text = make()
    clear(text)
    press = signed_in(spokesperson)
    for name, moment in (("embargo", SOON), ("embargo", ""), ("schedule", "nonsense"), ("schedule", SOON)):
        text.refresh_from_db()
        given = {"version": text.version, "moment": moment, "has_looked": "on"}
        press.post(reverse(f"content:{name}", args=[text.pk]), given)
        page(press, "text", text.pk)
    text.refresh_from_db()
    assert text.state == TextState.SCHEDULED
    press.post(reverse("content:unschedule", args=[text.pk]), {"version": text.version})
    text.refresh_from_db()
    assert text.state == TextState.DRAFT


def test_a_correction_by_hand(published: Text, spokesperson: Officer) -> None:
    press = signed_in(spokesperson)
    page(press, "correct", published.pk)
    words = {"title": published.title, "body": "Số liệu đúng là 12%.", "explanation": "Số liệu cũ sai."}
    assert press.post(reverse("content:correct", args=[published.pk]), words).status_code == 302
    correction = published.corrections.get()
    page(press, "text", published.pk)
    page(press, "correction-clear", correction.pk)
    press.post(reverse("content:correction-publish", args=[correction.pk]), {"version": 1})
    press.post(reverse("content:correction-drop", args=[correction.pk]), {"version": 1})
    correction.refresh_from_db()
    assert correction.state == "dropped"


def test_a_mailing_by_hand(published: Text, agency: Unit, spokesperson: Officer) -> None:
    press = signed_in(spokesperson)
    contact_list = ContactList.objects.create(name="Báo chí", unit=agency)
    journalists(contact_list, ["a@bao.vn", "", "b@bao.vn"])
    address = reverse("content:mail", args=[published.pk])
    assert "a@bao.vn" in press.get(address, {"contact_list": contact_list.pk}).content.decode()
    assert not Mailing.objects.exists()
    assert press.post(address, {"contact_list": contact_list.pk}).status_code == 302
    mailing = Mailing.objects.get()
    page(press, "mailing", mailing.pk)
    press.post(reverse("content:mailing-stop", args=[mailing.pk]))
    delivery = Delivery.objects.first()
    assert delivery is not None
    press.post(reverse("content:resend", args=[delivery.pk]))
    page(press, "mailing", mailing.pk)


def test_a_post_and_a_withdrawal_by_hand(published: Text, spokesperson: Officer) -> None:
    press = signed_in(spokesperson)
    row = Publication.objects.get(text=published, channel="zalo")
    page(press, "post", row.pk)
    ticks = ["same", "own", "alt", "ai"]
    for given, state in (
        ({"url": "https://xau.vn/1", "ticked": ticks}, PostState.PLANNED),
        ({"url": "https://zalo.me/1", "ticked": ["same"]}, PostState.PLANNED),
        ({"url": "https://zalo.me/1", "ticked": ticks}, PostState.CONFIRMED),
    ):
        press.post(reverse("content:post", args=[row.pk]), given)
        row.refresh_from_db()
        assert row.state == state
    fanpage = Publication.objects.get(text=published, channel="fanpage")
    press.post(reverse("content:post-drop", args=[fanpage.pk]))
    portal = Publication.objects.get(text=published, channel="portal")
    assert press.get(reverse("content:post", args=[portal.pk])).status_code == 404

    given = {"version": published.version, "reason": "Sai đơn vị.", "keeps_words": "on"}
    press.post(reverse("content:withdraw", args=[published.pk]), given)
    shown = page(press, "text", published.pk)
    assert "Sai đơn vị." in shown
    assert shown.count("cần gỡ cả trên kênh này") == 1  # where it was posted, and nowhere else


@pytest.mark.parametrize("name", ["text", "edit", "clear", "correct", "mail"])
def test_what_one_may_not_see_is_not_there(published: Text, outsider: Officer, name: str) -> None:
    address = reverse(f"content:{name}", args=[published.pk])
    assert Client().get(address).status_code == 302
    assert signed_in(outsider).get(address).status_code == 404


def test_what_one_sees_and_may_not_do_is_forbidden(
    make: Maker, administrator: Officer, unit_officer: Officer
) -> None:
    text = make()
    assert signed_in(administrator).get(reverse("content:edit", args=[text.pk])).status_code == 403
    answer = signed_in(unit_officer).post(
        reverse("content:publish", args=[text.pk]), {"version": text.version}
    )
    assert answer.status_code == 403


def test_the_list_needs_few_queries(
    make: Maker, unit_officer: Officer, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client = signed_in(unit_officer)
    client.get(reverse("content:list"))
    for _n in range(12):
        make()
    with django_assert_max_num_queries(14):
        page(client, "list")
    for standing in ("draft", "clearing", "cleared", "returned", "scheduled", "embargoed", "published"):
        assert client.get(reverse("content:list"), {"standing": standing, "q": "khao sat"}).status_code == 200


def test_a_draft_correction_shows_on_the_page(published: Text, unit_officer: Officer) -> None:
    content = CorrectionContent(published.title, "", "Khác.", "", "Số liệu cũ sai.")
    draft_correction(text=published, content=content, by=unit_officer, at=NOON)
    assert "Số liệu cũ sai." in page(signed_in(unit_officer), "text", published.pk)
