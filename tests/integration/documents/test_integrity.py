"""What `dongthuan check` asks: every signed text is what was signed, and no number is missing."""

from django.db import connection

from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.models.registers import Register
from dongthuan.apps.documents.queries.integrity import integrity


def run(*statements: str) -> None:
    """Change the database behind the product's back."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        for statement in statements:
            cursor.execute(statement)


def test_a_sound_store_is_whole(signed: OfficialDocument) -> None:
    found = integrity()
    assert found.is_whole
    assert found.signed_count == 1


def test_altered_content_is_found(signed: OfficialDocument) -> None:
    run(
        "alter table documents_frozencontent disable trigger documents_frozencontent_stands",
        "update documents_frozencontent set content = jsonb_set(content, '{subject}', '\"Khác\"')",
    )
    assert integrity().altered == (signed.pk,)


def test_content_that_is_gone_is_found(signed: OfficialDocument) -> None:
    run(
        "alter table documents_frozencontent disable trigger documents_frozencontent_stands",
        "delete from documents_frozencontent",
    )
    assert integrity().altered == (signed.pk,)


def test_a_number_that_is_missing_is_found(signed: OfficialDocument) -> None:
    Register.objects.update(last_number=3)
    assert integrity().gaps == ((signed.issuer_id, 2026, "KH"),)


def test_a_row_that_says_another_number_is_found(signed: OfficialDocument) -> None:
    OfficialDocument.objects.update(number=7)
    found = integrity()
    assert found.misnumbered == (signed.pk,)
    assert not found.is_whole
