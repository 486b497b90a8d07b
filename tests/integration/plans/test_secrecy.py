"""Nothing that is marked a state secret is kept, wherever it is typed or handed in."""

from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from openpyxl import Workbook

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.secrecy import SecretMark, refuse_secret, refuse_secret_file
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.campaigns import SheetImport
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.models.tasks import Evidence, ProgressReport, Task
from dongthuan.apps.plans.operations import tasks, tasks_answering, tasks_progress
from dongthuan.apps.plans.operations.plans import save_draft_plan
from dongthuan.apps.plans.operations.sheets import hand_in_sheet
from dongthuan.apps.plans.operations.tasks import TaskContent
from dongthuan.apps.plans.operations.tasks_progress import EvidenceContent
from dongthuan.apps.plans.sheets import COLUMNS
from dongthuan.apps.units.models import Unit
from tests.integration.plans.planning_cast import a_plan, a_task
from tests.integration.plans.task_cast import NOON, fresh


@pytest.fixture
def task(institute: Unit, coordinator: Officer) -> Task:
    """A task of the agency's plan that the institute took."""
    return a_task(a_plan(Unit.objects.get(parent=None), coordinator), institute)


def a_word_file(*lines: str) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def a_workbook(*cells: str) -> bytes:
    book = Workbook()
    book.active.append(cells)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


@pytest.mark.parametrize("text", ["MẬT", "TỐI MẬT", "Tuyệt mật", "M\u00c2\u0323T", "nội dung\nMẬT\nkhác"])
def test_marks_are_found(text: str) -> None:
    with pytest.raises(SecretMark):
        refuse_secret("lời thường", text)


@pytest.mark.parametrize("text", ["", "Mật", "mật", "bảo vệ bí mật nhà nước", "Mật ong rừng U Minh"])
def test_plain_words_pass(text: str) -> None:
    refuse_secret(text)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (a_word_file("KẾ HOẠCH", "TỐI MẬT"), "a.docx"),
        ("CỘNG HÒA\nMẬT\nKế hoạch".encode(), "a.txt"),
        ("a;MẬT\n".encode().replace(b";", b"\t"), "a.csv"),
        (a_workbook("TT", "MẬT"), "a.xlsx"),
    ],
    ids=["word", "text", "csv", "workbook"],
)
def test_files_are_read(data: bytes, name: str) -> None:
    with pytest.raises(SecretMark):
        refuse_secret_file(data, name)


@pytest.mark.parametrize(
    ("data", "name"),
    [(b"\x89PNG\r\n\x1a\n", "a.png"), (b"PK\x03\x04", "a.xlsx"), (b"PK", "a.pptx"), (b"", "")],
)
def test_what_holds_no_words_passes(data: bytes, name: str) -> None:
    refuse_secret_file(data, name)


def test_every_door_is_shut(
    task: Task, institute_officer: Officer, coordinator: Officer, institute: Unit
) -> None:
    by_unit, by_office = {"by": institute_officer, "at": NOON}, {"by": coordinator, "at": NOON}
    secret = TaskContent(content="Việc\nTỐI MẬT", lead_unit=institute)
    cells = [list(COLUMNS.values()), ["1", "MẬT"]]
    waiting = a_task(task.plan, institute, state=TaskState.ASSIGNED)
    doors = [
        lambda: tasks.add_task(plan=task.plan, content=secret, **by_office),
        lambda: tasks.rewrite_task(task=task, content=secret, version=1, **by_office),
        lambda: tasks_progress.report_progress(task=task, percent=1, text="MẬT", **by_unit),
        lambda: tasks_progress.add_evidence(
            task=task, content=EvidenceContent("MẬT", url="https://e.vn"), **by_unit
        ),
        lambda: tasks_progress.add_evidence(
            task=task, content=EvidenceContent(data="TỐI MẬT".encode(), name="a.txt"), **by_unit
        ),
        lambda: tasks_answering.refuse_task(task=waiting, reason="MẬT", version=1, **by_unit),
        lambda: hand_in_sheet(plan=task.plan, name="a.xlsx", cells=cells, warnings=[], **by_office),
    ]
    before = Entry.objects.count()
    for door in doors:
        with pytest.raises(SecretMark):
            door()
    kept = (Evidence, ProgressReport, Attachment, SheetImport)
    assert [rows.objects.count() for rows in kept] == [0, 0, 0, 0]
    assert Entry.objects.count() == before


def test_a_plan_takes_no_secret_title(plan: Plan, coordinator: Officer) -> None:
    with pytest.raises(SecretMark):
        save_draft_plan(plan=plan, title="MẬT", version=plan.version, by=coordinator, at=NOON)


def test_the_page_says_so_and_keeps_nothing(client: Client, task: Task, institute_officer: Officer) -> None:
    client.force_login(institute_officer)
    given = {"percent": 10, "text": "TỐI MẬT"}
    page = client.post(f"/ke-hoach/cong-viec/{task.pk}/tien-do/", given)
    assert page.status_code == 400
    assert "TỐI MẬT" in page.content.decode()
    assert fresh(task).progress_percent == 0
