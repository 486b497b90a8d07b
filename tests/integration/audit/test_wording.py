"""The record reads as sentences and is searched by them."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit import operations
from dongthuan.apps.audit.wording import act_in_words, acts_called, kind_in_words, kinds_called, known_acts
from dongthuan.apps.units.models import Unit

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)


def test_every_act_has_words_in_both_languages() -> None:
    for language in ("vi", "en"):
        with translation.override(language):
            assert [code for code in known_acts() if act_in_words(code) == code] == []


def test_an_act_is_found_by_its_words() -> None:
    with translation.override("vi"):
        assert "documents.sign" in acts_called("ký VĂN bản")
        assert "units.unit" in kinds_called("đơn vị")
        assert kind_in_words("gone.kind") == "gone.kind"


@pytest.mark.django_db
def test_the_page_says_acts_in_words(client: Client, leader: Officer) -> None:
    operations.note(act="units.save", actor=leader, record=Unit.objects.agency().get(), at=AT)
    client.force_login(leader)
    assert "Lưu đơn vị" in client.get("/nhat-ky/?act=lưu đơn vị").content.decode()
    assert "Lưu đơn vị" not in client.get("/nhat-ky/?act=ký văn bản").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["no.kind/1", "units.unit/99999999999999999999", "units.unit/x", "kind/1"])
def test_a_record_that_is_no_more_is_not_found(path: str, client: Client, leader: Officer) -> None:
    client.force_login(leader)
    assert client.get(f"/nhat-ky/ban-ghi/{path}/").status_code == 404
