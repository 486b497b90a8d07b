"""What is posted to the pages of the registers: kept, or refused with what was typed still there."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.matters.lifecycle import Grade
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.models.conferences import Accreditation, Conference, QuestionAsked
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.contacts import add_contacts
from dongthuan.apps.units.models import Unit
from tests.integration.conftest import FIRST_DAY, NOON

DAY = timedelta(days=1)


def written(days: float) -> str:
    """Return an instant so many days from now, as a browser posts it."""
    at = timezone.localtime(timezone.now() + days * DAY)  # noqa: TID251  # pages read the clock
    return at.strftime("%Y-%m-%dT%H:%M")


@pytest.fixture
def office(client: Client, coordinator: Officer) -> Client:
    """The coordinator's browser."""
    client.force_login(coordinator)
    return client


OUTLET = {
    "name": "Báo Mới",
    "kind": "online",
    "language": "vi",
    "emails": "a@moi.example\n b@moi.example ",
    "is_active": "on",
}


def test_an_outlet_is_entered_from_what_people_paste(office: Client) -> None:
    answer = office.post(reverse("press:outlet-add"), OUTLET | {"name": "Báo\x00  Mới"})
    row = Outlet.objects.get()
    assert answer.url == reverse("press:outlet", args=[row.pk])
    assert (row.name, row.emails) == ("Báo Mới", ["a@moi.example", "b@moi.example"])


BAD = [
    ({"website": "javascript:alert(1)"}, "website"),
    ({"emails": "khong phai thu"}, "emails"),
    ({"name": "x" * 201}, "name"),
    ({"kind": "la"}, "kind"),
    ({"official_channels": "\n".join(f"dòng {n}" for n in range(31))}, "official_channels"),
]


@pytest.mark.parametrize(("change", "field"), BAD)
def test_what_is_not_well_formed_is_refused_at_its_field(
    office: Client, change: dict[str, str], field: str
) -> None:
    answer = office.post(reverse("press:outlet-add"), OUTLET | change)
    assert answer.status_code == 400
    assert set(answer.context["form"].errors) == {field}
    assert not Outlet.objects.exists()


def test_a_long_choice_shows_what_was_chosen_and_escapes_names(
    office: Client, outlet: Outlet, agency: Unit
) -> None:
    now = timezone.now()  # noqa: TID251  # pages read the clock
    Outlet.objects.create(name="<b>Báo</b>", kind="online", changed_at=now)
    page = office.get(reverse("press:correction-add"), {"outlet": outlet.pk}).content.decode()
    assert f'<option value="{outlet.pk}" selected>Báo Thử</option>' in page
    assert "&lt;b&gt;Báo&lt;/b&gt;" in page
    assert re.search(r'<select[^>]* name="outlet"[^>]* required', page)
    several = office.post(reverse("press:conference-add"), {"invited": [outlet.pk]}).content.decode()
    assert f'<option value="{outlet.pk}" selected>Báo Thử</option>' in several


def test_two_people_at_one_row_lose_nothing(office: Client, outlet: Outlet) -> None:
    address = reverse("press:outlet-edit", args=[outlet.pk])
    mine = OUTLET | {"name": "Báo Thử", "note": "của tôi", "version": "1"}
    Outlet.objects.update(version=2, note="của người khác")
    refused = office.post(address, mine)
    assert refused.status_code == 400
    assert "của tôi" in refused.content.decode()
    again = mine | {"version": refused.context["form"]["version"].value()}
    assert office.post(address, again).status_code == 302
    outlet.refresh_from_db()
    assert (outlet.note, outlet.version) == ("của tôi", 3)


def test_a_journalist_is_entered_listed_and_erased(office: Client, outlet: Outlet) -> None:
    until = (timezone.now() + 90 * DAY).strftime("%d/%m/%Y")  # noqa: TID251  # pages read the clock
    posted = {
        "full_name": "Trần Ký",
        "outlet": outlet.pk,
        "source": "published",
        "language": "vi",
        "keep_until": until,
        "beats": "khoa học",
    }
    office.post(reverse("press:journalist-add"), posted)
    row = Journalist.objects.get()
    assert row.full_name in office.get(reverse("press:journalists"), {"q": "tran ky"}).content.decode()
    lists = reverse("press:contact-list-add")
    office.post(lists, {"name": "Khoa học", "unit": Unit.objects.get(parent=None).pk, "is_active": "on"})
    kept = ContactList.objects.get()
    address = reverse("press:contact-list", args=[kept.pk])
    assert office.post(address, {"journalist": "Ai Đó"}).status_code == 400
    assert office.post(address, {}).status_code == 400
    office.post(address, {"journalist": "trần ký", "outlets": [outlet.pk]})
    assert kept.contacts.count() == 2
    office.post(reverse("press:contact-remove", args=[kept.contacts.filter(outlet=outlet).get().pk]))
    erase = reverse("press:journalist-erase", args=[row.pk])
    assert office.post(erase, {"reason": ""}).status_code == 400
    office.post(erase, {"reason": "Rút đồng ý"})
    assert (Journalist.objects.count(), kept.contacts.count()) == (0, 0)


def test_a_channel_is_entered_and_closed(office: Client, agency: Unit) -> None:
    posted = {"name": "Trang", "platform": "facebook", "url": "fb.example/cq", "unit": agency.pk}
    office.post(reverse("press:channel-add"), posted)
    row = OfficialChannel.objects.get()
    assert row.url == "https://fb.example/cq"
    close = reverse("press:channel-close", args=[row.pk])
    office.post(close, {"reason": "", "version": 1})
    row.refresh_from_db()
    assert row.is_active
    office.post(close, {"reason": "Gộp trang", "version": 1})
    row.refresh_from_db()
    assert not row.is_active


def test_a_spokesperson_is_recorded_with_the_decision_and_made_public(
    office: Client, agency: Unit, spokesperson: Officer
) -> None:
    file = SimpleUploadedFile("quyet-dinh.txt", "Quyết định".encode())
    posted = {
        "unit": agency.pk,
        "kind": "regular",
        "officer": spokesperson.pk,
        "full_name": "Phạm Quốc Anh",
        "post": "Chánh Văn phòng",
        "phone": "024 1",
        "official_email": "pn@cq.example",
        "decision_no": "1/QĐ",
        "decided_at": written(-0.5),
        "start_on": written(0)[:10],
        "file": file,
    }
    office.post(reverse("press:spokesperson-add"), posted)
    row = Spokesperson.objects.get()
    page = office.get(row.get_absolute_url())
    assert row.clock is not None
    assert "quyet-dinh.txt" in page.content.decode()
    step = reverse("press:spokesperson-step", args=[row.pk, "cong-khai"])
    late = office.post(step, {"version": 1, "url": "cong.example/pn", "published_at": written(1)})
    assert late.status_code == 400
    assert "cong.example/pn" in late.content.decode()
    office.post(step, {"version": 1, "url": "cong.example/pn", "published_at": written(-0.1)})
    row.refresh_from_db()
    assert row.published_url == "https://cong.example/pn"


def test_an_authorisation_is_recorded_for_a_record_and_revoked(
    office: Client, head: Spokesperson, unit_officer: Officer, agency: Unit
) -> None:
    address = reverse("press:mandate-add")
    assert office.get(address, {"about": "accounts.officer:1"}).context["form"].initial["about"] == ""
    posted = {
        "authorised_by": head.pk,
        "unit": agency.pk,
        "officer": unit_officer.pk,
        "full_name": "Lê Thu Hà",
        "post": "Chuyên viên",
        "matter_title": "Vụ thử",
        "ground": "1/GUQ",
        "signed_at": written(-1),
        "start_at": written(-1),
        "end_at": written(2),
        "about": "",
    }
    assert office.post(address, posted | {"end_at": written(-2)}).status_code == 400
    office.post(address, posted)
    row = Mandate.objects.get()
    assert unit_officer.notices.filter(kind="press.authorise").count() == 1
    office.post(
        reverse("press:mandate-step", args=[row.pk, "thu-hoi"]), {"version": 1, "reason": "Đổi người"}
    )
    row.refresh_from_db()
    assert row.revoke_reason == "Đổi người"


def test_a_conference_is_planned_asked_answered_and_held(
    office: Client, agency: Unit, outlet: Outlet, unit_officer: Officer
) -> None:
    posted = {
        "kind": "meeting",
        "title": "Gặp mặt",
        "unit": agency.pk,
        "chair_name": "A",
        "place": "Hà Nội",
        "starts_at": written(-0.1),
        "ends_at": written(-0.05),
        "content": "Nội dung",
        "invited": [outlet.pk],
    }
    assert office.post(reverse("press:conference-add"), posted | {"ends_at": written(-1)}).status_code == 400
    office.post(reverse("press:conference-add"), posted)
    row = Conference.objects.get()
    office.post(
        reverse("press:accreditation-add", args=[row.pk]), {"full_name": "Ký Giả", "outlet": outlet.pk}
    )
    guest = Accreditation.objects.get()
    decide = reverse("press:accreditation-decide", args=[guest.pk])
    office.post(decide, {"decision": "out", "ground": ""})
    office.post(decide, {"decision": "came"})
    guest.refresh_from_db()
    assert (guest.state, guest.outlet_name) == ("accredited", "Báo Thử")
    question = {
        "asker": "Ký Giả",
        "question": "Vì sao?",
        "asked_at": written(-0.08),
        "answer": "Vì thế.",
        "officer": unit_officer.pk,
    }
    office.post(reverse("press:question-add", args=[row.pk]), question)
    office.post(reverse("press:question-add", args=[row.pk]), question | {"answer": "", "is_owed": "on"})
    page = office.get(row.get_absolute_url()).content.decode()
    assert "không phải quan điểm chính thức" in page
    owed = QuestionAsked.objects.get(is_owed=True)
    answer = {"answer": "Đã rõ.", "name": "Ai Đó", "answered_at": written(-0.01)}
    assert office.post(reverse("press:question-answer", args=[owed.pk]), answer).status_code == 302
    office.post(reverse("press:conference-step", args=[row.pk, "da-to-chuc"]), {"version": 1})
    row.refresh_from_db()
    minutes = office.post(
        reverse("press:conference-step", args=[row.pk, "bien-ban"]), {"version": row.version}
    )
    row.refresh_from_db()
    assert minutes.url == reverse("documents:document", args=[row.minutes_document_id])


def test_the_outlets_of_a_list_are_invited_at_once(
    office: Client, agency: Unit, outlet: Outlet, coordinator: Officer
) -> None:
    now = timezone.now()  # noqa: TID251  # pages read the clock
    other = Outlet.objects.create(name="Đài Thử", kind="radio", changed_at=now)
    until = (now + 90 * DAY).date()
    reporter = Journalist.objects.create(
        full_name="A", outlet=other, source="published", keep_until=until, changed_at=now
    )
    kept = ContactList.objects.create(name="Khoa học", unit=agency)
    add_contacts(contact_list=kept, outlets=[outlet], journalists=[reporter], by=coordinator, at=now)
    posted = {
        "kind": "meeting",
        "title": "Gặp mặt",
        "unit": agency.pk,
        "chair_name": "A",
        "place": "Hà Nội",
        "starts_at": written(1),
        "ends_at": written(2),
        "content": "Nội dung",
        "invited": [outlet.pk],
        "by_list": kept.pk,
    }
    office.post(reverse("press:conference-add"), posted)
    invited = Conference.objects.get().invitations.all()
    assert {one.outlet for one in invited} == {outlet, other}


def test_a_false_item_is_written_down_and_its_dispatch_drawn_up(
    office: Client, agency: Unit, outlet: Outlet
) -> None:
    posted = {
        "unit": agency.pk,
        "outlet": outlet.pk,
        "item_title": "Bài sai",
        "item_published_at": written(-1),
        "false_content": "sai",
        "correct_content": "đúng",
        "grounds": "văn bản",
    }
    lies = SimpleUploadedFile("anh.png", b"MZ")
    refused = office.post(reverse("press:correction-add"), posted | {"file": lies})
    assert refused.status_code == 400
    assert not CorrectionRequest.objects.exists()
    office.post(reverse("press:correction-add"), posted)
    row = CorrectionRequest.objects.get()
    step = reverse("press:correction-step", args=[row.pk, "soan-cong-van"])
    assert office.post(step, {"version": row.version}).url.startswith("/van-ban/")
    early = reverse("press:correction-step", args=[row.pk, "da-gui"])
    row.refresh_from_db()
    answer = office.post(
        early, {"version": row.version, "sent_at": written(-0.1), "received_at": written(-0.1)}
    )
    assert answer.status_code == 400  # not signed yet
    secret = office.post(reverse("press:correction-add"), posted | {"grounds": "TUYỆT MẬT"})
    assert secret.status_code == 400
    assert CorrectionRequest.objects.count() == 1


def test_the_legal_officer_settles_a_duty_and_the_office_records_information(
    client: Client, legal_officer: Officer, coordinator: Officer
) -> None:
    client.force_login(legal_officer)
    posted = {"duty": "notice", "is_ours": "0", "note": "Điều 22 khoản 2"}
    assert client.post(reverse("press:periodic"), posted | {"note": ""}).status_code == 400
    assert client.post(reverse("press:periodic"), posted).status_code == 302
    assert "Điều 22 khoản 2" in client.get(reverse("press:periodic")).content.decode()
    client.force_login(coordinator)
    assert client.post(reverse("press:periodic"), posted).status_code == 403
    information = {"title": "Bản tin tháng", "given_at": written(-0.1)}
    assert client.post(reverse("press:information-add"), information).status_code == 302
    assert (
        client.post(reverse("press:information-add"), information | {"given_at": written(1)}).status_code
        == 400
    )


def test_a_form_begins_with_the_officers_own_unit(
    client: Client, spokesperson: Officer, agency: Unit, institute: Unit
) -> None:
    """Not with the first by name, and for a record with that of the record."""
    first = Unit.objects.create(
        code="BAN", name="A đứng đầu theo vần", kind=Unit.Kind.DEPARTMENT, parent=agency, start_on=FIRST_DAY
    )
    client.force_login(spokesperson)
    for page in ("press:inquiry-new", "press:line-new", "matters:open", "matters:card-add"):
        form = client.get(reverse(page)).context["form"]
        assert first in form.fields["unit"].queryset
        assert form.initial["unit"] == agency
    matter = Matter.objects.create(
        year=2026,
        number=1,
        title="Vụ việc (minh hoạ)",
        unit=institute,
        grade=Grade.WATCH,
        grade_reason="Thử",
        opened_at=NOON,
        opened_by=spokesperson,
    )
    for page, parameter in (("content:add", "for"), ("press:line-new", "about")):
        form = client.get(reverse(page) + f"?{parameter}=matters.matter:{matter.pk}").context["form"]
        assert form.initial["unit"] == institute
        assert "1/2026" not in form.initial.get("title", "")
