"""Every address of the desk, opened and posted to in every role, with hostile words: no fault."""

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.press.desk_lifecycle import MailSource
from dongthuan.apps.press.desk_urls import urlpatterns
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import HERE
from tests.integration.press.desk_cast import AT, a_draft, a_line, in_hand

HOSTILE = {
    "version": "999999999999999999999",
    "topic": "\x00<script>alert(1)</script>",
    "questions": "' or 1=1 --\u202e",
    "text": "\ud800".encode("utf-8", "replace").decode(),
    "reason": "\x00",
    "received_at": "99/99/9999 99:99",
    "journalist_deadline_at": "0001-01-01T00:00",
    "owner": "-1",
    "unit": "²",
    "lead": "9" * 30,
    "ground": "../../etc",
    "how": "%00",
    "decision": "gone",
    "symbol": "٣/2026",
    "q": "\x00'\"\\&|!:*",
    "topics": "a\n" * 100,
    "valid_from": "31/02/2026",
    "legal": "x",
    "due_at": "",
}
KEYS = [2**63 - 1, 2**70]
ODD = {"q": "\x00'", "page": "x", "mail": "9" * 40}


@pytest.mark.parametrize("name", [*HERE, "nobody"])
def test_no_address_of_the_desk_is_a_fault(
    name: str, client: Client, spokesperson: Officer, agency: Unit, request: pytest.FixtureRequest
) -> None:
    inquiry = in_hand(spokesperson.on(AT.date()))
    answer, line = a_draft(inquiry, spokesperson), a_line(spokesperson)
    raw = b"From: a@b.example\n\nXin chao\n"
    mail, _new = take_in_mail(data=raw, source=MailSource.FILE, unit=agency, by=spokesperson, at=AT)
    if name != "nobody":
        client.force_login(request.getfixturevalue(name))
    for pattern in urlpatterns:
        takes = tuple(pattern.pattern.regex.groupindex)
        for key in {*KEYS, inquiry.pk, answer.pk, line.pk, mail.pk}:
            address = reverse(f"press:{pattern.name}", kwargs=dict.fromkeys(takes, key))
            for said in (client.get(address, ODD), client.post(address, HOSTILE)):
                assert said.status_code in {200, 302, 400, 403, 404, 405}, (address, said.status_code)
                if name == "nobody":
                    assert said.status_code == 302, address
            if not takes:
                break
