"""Files of evidence hang on a card: checked, never secret, and only for who may read the card."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.matters.lifecycle import CardKind
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.operations.cards import CardContent, keep_evidence, note_card
from dongthuan.apps.matters.queries.cards import cards_matching
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten in the morning of 26 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def card(institute: Unit, expert: Officer) -> MisinformationCard:
    """A claim noted by the institute."""
    content = CardContent(institute, "Sắp có động đất 9 độ", "Trang X", AT, CardKind.FAKE)
    return note_card(content=content, by=expert, at=AT)


def test_it_is_handed_out_to_who_reads_the_card(
    card: MisinformationCard, expert: Officer, neighbour: Officer, client: Client
) -> None:
    client.force_login(expert)
    file = SimpleUploadedFile("so-lieu.pdf", PDF)
    client.post(reverse("matters:card-evidence-add", args=[card.pk]), {"file": file})
    kept = attachments_of(card).get()
    address = reverse("matters:card-evidence", args=[card.pk, kept.pk])
    assert client.get(address).getvalue() == PDF
    assert "so-lieu.pdf" in client.get(card.get_absolute_url()).content.decode()
    client.force_login(neighbour)
    assert client.get(address).status_code == 404


def test_what_lies_about_its_kind_or_is_secret_is_not_kept(
    card: MisinformationCard, expert: Officer, client: Client
) -> None:
    for name, data, refusal in (
        ("anh.png", b"MZ\x90\x00", FileRefused),
        ("ghi-chu.txt", "TỐI MẬT\nNội dung".encode(), SecretMark),
    ):
        with pytest.raises(refusal):
            keep_evidence(card=card, name=name, data=data, by=expert, at=AT)
    client.force_login(expert)
    client.post(reverse("matters:card-evidence-add", args=[card.pk]), {})
    assert not Attachment.objects.exists()


def test_the_search_needs_no_marks(card: MisinformationCard, expert: Officer) -> None:
    for words, found in (("dong dat", 1), ("ĐỘNG ĐẤT", 1), ("trang x", 1), ("song than", 0)):
        assert cards_matching({"q": words}, seen_by=expert).count() == found
