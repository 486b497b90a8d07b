"""A mail of the press desk becomes a request: offered on its page, taken in once, put aside there."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.requests import RequestContent
from dongthuan.apps.disclosure.operations.requests_mail import request_from_mail
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.press.desk_lifecycle import MailSource, MailState
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.operations.mail import AlreadyDecided, take_in_mail
from dongthuan.apps.units.models import Unit
from tests.integration.disclosure.requests_cast import HOUR, OLD_LAW


def letter() -> bytes:
    """Return a mail that asks for information, with a file."""
    made = EmailMessage()
    made["From"] = "Nguyễn Thị Thư <thu@vidu.example>"
    made["Subject"], made["Date"] = "Xin số liệu", "Mon, 02 Mar 2026 08:00:00 +0700"
    made.set_content("Đề nghị cung cấp danh mục nhiệm vụ.")
    made.add_attachment("Phiếu yêu cầu", filename="phieu.txt")
    return made.as_bytes()


@pytest.fixture
def mail(coordinator: Officer, agency: Unit) -> IncomingMail:
    """A mail that waits at the press desk."""
    made, _is_new = take_in_mail(
        data=letter(), source=MailSource.FILE, unit=agency, by=coordinator, at=OLD_LAW
    )
    return made


def test_the_page_of_the_mail_leads_to_a_request(
    client: Client,
    mail: IncomingMail,
    coordinator: Officer,
    spokesperson: Officer,
    other_officer: Officer,
    agency: Unit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(clock, "now", lambda: OLD_LAW + HOUR)
    address = reverse("disclosure:request-from-mail", args=[mail.pk])
    for officer, status in ((spokesperson, 403), (other_officer, 404)):
        client.force_login(officer)
        assert client.get(address).status_code == status
        assert client.post(address, {"content": "x"}).status_code == status
    client.force_login(spokesperson)
    assert address not in client.get(mail.get_absolute_url()).content.decode()
    client.force_login(coordinator)
    assert address in client.get(mail.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert "Đề nghị cung cấp danh mục nhiệm vụ." in page
    assert "thu@vidu.example" in page
    sent = {
        "content": "Danh mục nhiệm vụ",
        "requester_name": "Nguyễn Thị Thư",
        "email": "thu@vidu.example",
        "channel": "email",
        "received_at": "2026-03-02T09:00",
        "requester_kind": "individual",
        "form_wanted": "by_email",
        "unit": agency.pk,
    }
    assert client.post(address, sent | {"received_at": "2027-03-02T09:00"}).status_code == 400
    assert not InformationRequest.objects.exists()
    assert client.post(address, sent).status_code == 302
    row = InformationRequest.objects.get()
    assert (row.email, row.channel) == ("thu@vidu.example", "email")
    files = {one.sha256 for one in attachments_of(row)}
    assert files == {one.sha256 for one in attachments_of(mail)}
    assert "phieu.txt" in attachments_of(row).values_list("name", flat=True)
    mail.refresh_from_db()
    assert mail.state == MailState.DISCARDED
    assert row.symbol in mail.discard_reason
    assert client.get(address).status_code == 404


def test_a_mail_becomes_one_request_only(mail: IncomingMail, coordinator: Officer) -> None:
    content = RequestContent("Danh mục")
    request_from_mail(mail=mail, content=content, by=coordinator, at=OLD_LAW + HOUR)
    with pytest.raises(AlreadyDecided):
        request_from_mail(mail=mail, content=content, by=coordinator, at=OLD_LAW + HOUR)
    assert InformationRequest.objects.count() == 1


def test_a_dropped_mail_is_a_request_by_e_mail_whatever_hangs_on_it(
    client: Client, coordinator: Officer, agency: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: OLD_LAW + HOUR)
    client.force_login(coordinator)
    made = message_from_bytes(letter(), policy=policy.default)
    assert isinstance(made, EmailMessage)
    made.add_attachment(b"MZ", maintype="application", subtype="octet-stream", filename="chay.exe")
    address = reverse("disclosure:request-new")
    sent = {"channel": "office", "requester_kind": "individual", "form_wanted": "paper", "unit": agency.pk}
    dropped = SimpleUploadedFile("thu.eml", made.as_bytes())
    answer = client.post(address, sent | {"mail": dropped}, follow=True)
    row = InformationRequest.objects.get()
    # The rule of law follows the channel and the day: not those that the form of the office begins with.
    assert (row.channel, row.form_wanted) == ("email", "by_email")
    assert row.received_at == datetime(2026, 3, 2, 1, tzinfo=UTC)
    names = set(attachments_of(row).values_list("name", flat=True))
    assert names == {"thu-goc.eml", "phieu.txt"}
    assert "chay.exe" in " ".join(str(one) for one in answer.context["messages"])
