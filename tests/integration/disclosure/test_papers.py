"""The papers of a request: forms that say what was written down, notices with rule, article and reason."""

import io
from datetime import date, timedelta

import pytest
from django.test import Client
from docx import Document

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.disclosure.operations.papers import (
    NothingToTell,
    draw_up_extension,
    draw_up_periodic,
    draw_up_refusal,
)
from dongthuan.apps.disclosure.operations.requests_answering import (
    RefusalContent,
    extend_request,
    refuse_request,
)
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.reading.file import read_file_text
from tests.integration.disclosure.requests_cast import DAY, HOUR, OLD_LAW, WHOLE, placed, valid


def words_of(document: OfficialDocument) -> str:
    """Return all words of the body of a document."""
    return str(document.body)


def test_the_forms_say_what_was_written_down(client: Client, information_officer: Officer) -> None:
    row = valid(information_officer)
    client.force_login(information_officer)
    assert client.get(f"/tiep-can-thong-tin/giay/{row.pk}/").status_code == 200
    for code in ("01a", "01b", "02", "03", "06"):
        answer = client.get(f"/tiep-can-thong-tin/giay/{row.pk}/{code}.docx")
        told = "\n".join(p.text for p in Document(io.BytesIO(answer.content)).paragraphs)
        assert f"Mẫu số {code}" in told
        assert WHOLE["identity_number"] not in told
    pdf = client.get(f"/tiep-can-thong-tin/giay/{row.pk}/02.pdf").content
    assert row.content.split()[0] in read_file_text(pdf, "02.pdf").text
    assert client.get(f"/tiep-can-thong-tin/giay/{row.pk}/04.pdf").status_code == 404


def test_others_get_no_papers(client: Client, information_officer: Officer, other_officer: Officer) -> None:
    row = valid(information_officer)
    client.force_login(other_officer)
    assert client.get(f"/tiep-can-thong-tin/giay/{row.pk}/").status_code == 404
    assert client.get(f"/tiep-can-thong-tin/giay/{row.pk}/02.pdf").status_code == 404
    with pytest.raises(NotAllowed):
        draw_up_extension(request=row, by=other_officer, at=OLD_LAW)


def test_the_notice_of_extension_carries_rule_and_reason(information_officer: Officer) -> None:
    row = valid(information_officer)
    with pytest.raises(NothingToTell):
        draw_up_extension(request=row, by=information_officer, at=OLD_LAW)
    extend_request(
        request=row,
        version=row.version,
        amount=5,
        reason="Phải tập hợp từ ba viện",
        by=information_officer,
        at=OLD_LAW + DAY,
    )
    row.refresh_from_db()
    paper = draw_up_extension(request=row, by=information_officer, at=OLD_LAW + DAY)
    told = words_of(paper)
    assert row.clock is not None
    for words in ("05 ngày làm việc", "Phải tập hợp từ ba viện", row.clock.article, row.clock.instrument):
        assert words in told
    # Ten working days after Monday 2 March, then five more; each limit ends with its last day, at 24:00.
    for last_day in ("16/3/2026", "23/3/2026"):
        assert f"đến hết ngày {last_day}" in told.replace("/03/", "/3/")
    assert (paper.kind, paper.record_key) == ("TB", str(row.pk))


def test_the_notice_of_refusal_carries_article_and_reason(information_officer: Officer) -> None:
    row = valid(information_officer)
    with pytest.raises(NothingToTell):
        draw_up_refusal(request=row, by=information_officer, at=OLD_LAW)
    content = RefusalContent("c", "Thông tin do cơ quan khác tạo ra")
    refuse_request(
        request=row, version=row.version, content=content, by=information_officer, at=OLD_LAW + HOUR
    )
    told = words_of(draw_up_refusal(request=row, by=information_officer, at=OLD_LAW + HOUR))
    assert "Điều 28" in told
    assert "Thông tin do cơ quan khác tạo ra" in told
    assert "khiếu nại" in told


def test_the_contact_point_in_the_office_draws_papers_up_in_the_name_of_the_agency(
    information_officer: Officer, agency: Unit, system: Officer
) -> None:
    office = Unit.objects.create(
        code="VP", name="Văn phòng", kind=Unit.Kind.OFFICE, parent=agency, start_on=agency.start_on
    )
    of_office = placed("dau-moi-vp", Role.INFORMATION_OFFICER, office, system)
    row = valid(information_officer)
    content = RefusalContent("c", "Thông tin do cơ quan khác tạo ra")
    refuse_request(request=row, version=row.version, content=content, by=of_office, at=OLD_LAW + HOUR)
    span = {"start_on": date(2024, 1, 1), "end_on": date(2026, 3, 3)}
    for paper in (
        draw_up_refusal(request=row, by=of_office, at=OLD_LAW + HOUR),
        draw_up_periodic(unit=agency, by=of_office, at=OLD_LAW + HOUR, **span),
    ):
        assert (paper.unit, paper.issuer) == (office, agency)


def test_the_periodic_report(
    client: Client, information_officer: Officer, other_officer: Officer, agency: Unit
) -> None:
    valid(information_officer)
    span = {"start_on": date(2024, 1, 1), "end_on": OLD_LAW.date() + timedelta(days=1)}
    paper = draw_up_periodic(unit=agency, by=information_officer, at=OLD_LAW, **span)
    assert "Tiếp nhận 1 yêu cầu" in words_of(paper)
    client.force_login(information_officer)
    told = {"start_on": "2024-01-01", "last_on": "2026-12-31"}
    path = "/tiep-can-thong-tin/giay/bao-cao-dinh-ky/"
    assert client.get(path, told).status_code == 200
    assert client.get(path, told | {"xlsx": "1"}).content.startswith(b"PK")
    assert client.get(path, {"start_on": "2026-01-01", "last_on": "2025-01-01"}).status_code == 400
    client.force_login(other_officer)
    assert client.get(path).status_code == 403
