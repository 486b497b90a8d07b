"""Workbooks of large consultations: drawn once by a job, kept with a hash, never with what was hidden."""

from datetime import timedelta
from hashlib import sha256
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from openpyxl import load_workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.policies.answers_lifecycle import WorkbookKind
from dongthuan.apps.policies.comments_sheets import sheets_of
from dongthuan.apps.policies.jobs.answers import draw
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.workbooks import KeptWorkbook
from dongthuan.apps.policies.operations import moderation
from dongthuan.apps.policies.operations.answers import publish_answers
from dongthuan.apps.policies.operations.workbooks import draw_workbook, workbook_now
from dongthuan.apps.policies.queries import workbooks as queries
from tests.integration.policies.answers_cast import comment_of, group_of
from tests.integration.policies.comments_cast import CLOSES, consultation_of

AT = CLOSES + timedelta(days=3)


@pytest.fixture
def consultation(unit_officer: Officer, leader: Officer) -> Consultation:
    row = consultation_of(unit_officer, leader, state="closed")
    group_of(row, "Bỏ khoản 2", persons=3)
    return row


@pytest.fixture(autouse=True)
def _even_few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in ("policies.views.workbooks", "portal.views.consultations"):
        monkeypatch.setattr(f"dongthuan.apps.{place}.AT_ONCE", 0)


def jobs() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select (args->>'workbook')::bigint from procrastinate_jobs where task_name = %s order by id",
            ["policies.draw_workbook"],
        )
        return [row[0] for row in cursor.fetchall()]


def drawn(system: Officer) -> KeptWorkbook | None:
    """Do what the job does for the last workbook that was asked for."""
    key = jobs()[-1]
    kind = WorkbookKind(KeptWorkbook.objects.get(pk=key).kind)
    return draw_workbook(
        workbook=key, sheets=lambda row: sheets_of(row, kind), clock=clock.now, by=system.on(AT.date())
    )


def words_in(data: bytes) -> set[str]:
    book = load_workbook(BytesIO(data))
    return {str(cell.value) for page in book.worksheets for line in page.iter_rows() for cell in line}


def test_many_readers_ask_and_one_job_draws_and_the_hash_is_of_the_file(
    consultation: Consultation, unit_officer: Officer, system: Officer, client: Client
) -> None:
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/tra-loi/"
    client.force_login(unit_officer)
    for _reader in range(3):
        assert "đang được chuẩn bị" in client.get(f"{path}?xlsx").content.decode()
    assert len(jobs()) == 1
    made = drawn(system)
    assert made is not None
    page = client.get(f"{path}?xlsx").content.decode()
    assert made.sha256 in page
    assert "đúng với số liệu hiện tại" in page
    got = client.get(f"{path}?xlsx={made.sha256}")
    assert sha256(got.content).hexdigest() == made.sha256
    assert "Bỏ khoản 2" in words_in(got.content)
    assert client.get(f"{path}?xlsx={'0' * 64}").status_code == 404
    assert drawn(system) is None  # a job that comes twice does nothing


def test_it_is_drawn_anew_when_the_data_changed_and_the_old_one_goes(
    consultation: Consultation, unit_officer: Officer, system: Officer, client: Client
) -> None:
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/tra-loi/?xlsx"
    client.force_login(unit_officer)
    client.get(path)
    old = drawn(system)
    assert old is not None
    comment_of(consultation, "Ý kiến mới", 4)
    page = client.get(path).content.decode()
    assert "đã thay đổi" in page  # the old one is still offered, with its time
    assert len(jobs()) == 1
    client.get(f"{path}&moi")
    new = drawn(system)
    assert new is not None
    assert new.pk != old.pk
    assert list(KeptWorkbook.objects.all()) == [new]


def test_what_was_hidden_meanwhile_is_in_no_workbook_that_is_handed_out(
    consultation: Consultation, unit_officer: Officer, system: Officer, client: Client
) -> None:
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/tra-loi/"
    client.force_login(unit_officer)
    comment_of(consultation, "LỜI XẤU", 4)
    client.get(f"{path}?xlsx")
    old = drawn(system)
    assert old is not None
    assert "LỜI XẤU" in words_in(queries.content_of(old))
    bad = Comment.objects.get(number=4)
    moderation.hide_comment(comment=bad, seen=1, reason="Xấu", by=unit_officer, at=clock.now())
    assert client.get(f"{path}?xlsx={old.sha256}").status_code == 404
    new = drawn(system)
    assert new is not None
    assert "LỜI XẤU" not in words_in(queries.content_of(new))


def test_the_public_gets_only_what_holds_and_nothing_before_publication(
    consultation: Consultation, leader: Officer, system: Officer, client: Client, outsider: Officer
) -> None:
    path = f"/cong/lay-y-kien/{consultation.slug}/ket-qua/?xlsx"
    assert client.get(path).status_code == 404
    Comment.objects.update(state="hidden")
    Consultation.objects.update(state="answered")
    publish_answers(consultation=consultation, version=consultation.version, ground="Kèm", by=leader, at=AT)
    assert "đang được chuẩn bị" in client.get(path).content.decode()
    made = drawn(system)
    assert made is not None
    got = client.get(f"{path}={made.sha256}")
    assert got["Content-Type"].startswith("application/vnd.openxml")
    assert client.get(f"{path}={made.sha256}&a=1").status_code == 302
    with pytest.raises(NotAllowed):
        workbook_now(
            asked=queries.Asked(consultation, WorkbookKind.COMMENTS, "vi", 1),
            must_hold=True,
            by=outsider,
            at=AT,
        )


def test_a_drawing_that_breaks_off_is_said_and_begun_again(
    consultation: Consultation, unit_officer: Officer, system: Officer, client: Client
) -> None:
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/y-kien/?xlsx&an=co"
    client.force_login(unit_officer)
    client.get(path)

    def broken(_row: Consultation) -> list[object]:
        raise OSError("no room")

    with pytest.raises(OSError, match="no room"):
        draw_workbook(
            workbook=jobs()[-1],
            sheets=broken,
            clock=clock.now,
            by=system.on(AT.date()),  # type: ignore[arg-type]
        )
    assert KeptWorkbook.objects.get().state == "failed"
    client.get(path)
    assert KeptWorkbook.objects.get().state == "waiting"
    made = drawn(system)
    assert made is not None
    assert made.kind == "comments"


def test_a_long_filtered_list_is_drawn_by_the_job_too(
    consultation: Consultation, unit_officer: Officer, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dongthuan.apps.policies.views.comments.AT_ONCE", 0)
    comment_of(consultation, "Giữ khoản 2", 4)
    Comment.objects.filter(number=4).update(author_kind="organisation")
    path = f"/chinh-sach/lay-y-kien/{consultation.pk}/y-kien/?author_kind=organisation"
    client.force_login(unit_officer)
    page = client.get(f"{path}&xlsx&an=co")
    assert "đang được chuẩn bị" in page.content.decode()
    draw(workbook=jobs()[-1])
    made = KeptWorkbook.objects.get()
    assert made.row_total == 1
    got = words_in(client.get(f"{path}&an=co&xlsx={made.sha256}").content)
    assert "Giữ khoản 2" in got
    assert "Bỏ khoản 2" not in got
    # Another question is another workbook.
    assert made.sha256 not in client.get(f"{path}&an=co&xlsx&state=shown").content.decode()
