"""The demonstration's agency at work, with a secret planted in every record of one institute."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.http import HttpResponseBase
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoDbBlocker

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import AbsenceContent, OfficerContent, record_absence, save_officer
from dongthuan.apps.budgets.operations.commitments import CommitmentContent, commit
from dongthuan.apps.budgets.operations.lines import LineContent, open_line
from dongthuan.apps.clocks.operations.calendars import propose_swap
from dongthuan.apps.clocks.operations.clocks import start_clock
from dongthuan.apps.clocks.operations.rulebook import Proposal, propose_rule
from dongthuan.apps.clocks.queries.rules import rules_in_force_now
from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.operations.orders import OrderContent, PartContent, add_part, prepare
from dongthuan.apps.common import clock
from dongthuan.apps.demonstration.operations import set_up
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.operations.redaction import (
    MarkContent,
    add_marks,
    begin_redaction,
    confirm_redaction,
    propose_redaction,
)
from dongthuan.apps.disclosure.operations.requests_validity import attach_file
from dongthuan.apps.disclosure.requests_law import STATED
from dongthuan.apps.disclosure.requests_lifecycle import RequestState
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.operations.documents import draw_up
from dongthuan.apps.documents.operations.signing import sign, submit
from dongthuan.apps.files.operations import keep
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.notices.models import Message
from dongthuan.apps.notices.operations import queue
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.operations.feeds import renew_feed
from dongthuan.apps.plans.operations.sheets import hand_in_sheet
from dongthuan.apps.plans.operations.tasks_answering import make_link
from dongthuan.apps.plans.operations.tasks_progress import EvidenceContent, add_evidence, report_progress
from dongthuan.apps.policies.consultations_lifecycle import DocumentKind
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.operations.consultations_documents import add_document
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.reports.models.rounds import Round
from dongthuan.apps.reports.operations.syntheses import synthesise
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official import Kind, Paragraph
from dongthuan.law.model import Facts
from tests.integration.access.measuring import plant_measuring
from tests.integration.access.training import plant_training
from tests.integration.conftest import one_world

SECRET = "Zyxomarker"
USERS = {
    "leader": "lanhdao",
    "coordinator": "dieuphoi",
    "own unit": "canbo",
    "other unit": "canbo2",
    "spokesperson": "phatngon",
    "legal": "phapche",
    "administrator": "quantri",
    "outsider": "nguoi-ngoai",
    "anonymous": "",
}


@dataclass
class World:
    """Who is there, and the key by which each kind of address opens the institute's record."""

    day: date
    clients: dict[str, Client]
    officers: dict[str, Officer]
    keys: dict[str, dict[str, object]] = field(default_factory=dict)

    def arguments(self, name: str) -> dict[str, object]:
        """Return the values that an address of this name takes: the nearest kind of record known."""
        return self.keys.get(name) or self.keys.get(name.split(":", maxsplit=1)[0], {})


def text_of(response: HttpResponseBase) -> str:
    """Return all that a response says, unpacked: head, page, sheet, document, calendar."""
    head = "\n".join(f"{name}: {value}" for name, value in response.items())
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    elif body.startswith(b"%PDF"):
        body = "\n".join(page.extract_text() for page in PdfReader(BytesIO(body)).pages).encode()
    return head + body.decode("utf-8", "replace")


@pytest.fixture
def _django_db_helper(world: World) -> None:
    """Leave out the transaction that the mark django_db puts round each test: the module has one."""


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build everything once; nothing of it is ever committed."""
    with one_world(django_db_blocker):
        yield build()


def build() -> World:
    """Set the demonstration up and plant the secret."""
    at = clock.now()
    day = clock.local_day(at)
    set_up(address="http://127.0.0.1:8000", at=at, on=day)
    system = Officer.objects.get(username="he-thong").on(day)
    save_officer(officer=None, content=OfficerContent("nguoi-ngoai", "Vũ Ngọc Lan"), by=system, at=at)
    officers = {role: Officer.objects.get(username=name).on(day) for role, name in USERS.items() if name}
    clients = {role: Client(raise_request_exception=False) for role in USERS}
    for role, officer in officers.items():
        clients[role].force_login(officer)
    made = World(day, clients, officers)
    _tasks(made)
    _papers(made)
    _limits(made)
    _letters(made)
    _drafts(made)
    _requests(made)
    _money(made)
    _orders(made)
    for plant in (plant_training, plant_measuring):
        made.keys |= plant(day=made.day, office=officers["coordinator"], secret=SECRET)
    made.keys["accounts"] = {"pk": officers["own unit"].pk}
    made.keys["accounts:end_role"] = {"pk": officers["own unit"].roles.get().pk}
    absence = record_absence(
        content=AbsenceContent(officers["own unit"], day, day + timedelta(days=2)),
        by=officers["own unit"],
        at=at,
    )
    for name in ("absence-stand-in", "absence-end", "absence-withdraw"):
        made.keys[f"accounts:{name}"] = {"pk": absence.pk}
    made.keys["units"] = {"pk": Unit.objects.get(code="VLDC").pk}
    return made


def _tasks(made: World) -> None:
    at, own, office = clock.now(), made.officers["own unit"], made.officers["coordinator"]
    mine = Task.objects.filter(plan__unit__code="VLDC", plan__parent__isnull=False).order_by("pk")
    task = mine.filter(state="in_progress").select_related("plan", "lead_unit")[0]
    report_progress(task=task, percent=70, text=SECRET, by=own, at=at)
    file = EvidenceContent(SECRET, data=f"tệp {SECRET}".encode(), name=f"{SECRET}.txt")
    evidence = add_evidence(task=task, content=file, by=own, at=at)
    mine.update(content=f"Việc {SECRET}", note=SECRET, product=SECRET)
    plan = task.plan
    type(plan).objects.filter(pk=plan.pk).update(title=f"Kế hoạch {SECRET}")
    sheet = hand_in_sheet(
        plan=plan,
        name=f"{SECRET}.xlsx",
        cells=[["TT", "Nội dung/nhiệm vụ"], ["1", SECRET]],
        warnings=[],
        by=own,
        at=at,
    )
    made.keys["plans"] = {"pk": plan.pk, "key": "oasis", "unit_pk": plan.unit_id, "import_pk": sheet.pk}
    duty = plan.parent.duties.first()
    made.keys |= {
        name: {"pk": task.pk, "evidence_pk": evidence.pk}
        for name in [
            "plans:task",
            "plans:task-edit",
            "plans:task-remove",
            "plans:task-reassign",
            "plans:task-approve",
            "plans:task-hand-over",
            "plans:task-progress",
            "plans:task-evidence",
            "plans:evidence-file",
            "plans:evidence-withdraw",
            "plans:task-link",
        ]
    }
    made.keys |= {
        "plans:task-move": {"pk": task.pk, "way": "len"},
        "plans:task-press": {"pk": task.pk, "way": "trinh"},
        "plans:task-reason": {"pk": task.pk, "way": "huy"},
    }
    top = {"pk": plan.parent_id, "duty_pk": duty.pk, "way": "len"}
    made.keys |= {f"plans:{name}": top for name in ("duty", "duty-remove", "duty-move")}
    asked = Task.objects.filter(state="assigned", lead_unit__code="HDH", children=None).select_related(
        "plan", "lead_unit"
    )[0]
    _link, token = make_link(task=asked, recipient=SECRET, by=office, at=at)
    made.keys["plans:answer"] = {"token": token}
    made.keys["plans:feed-ics"] = {"token": renew_feed(by=own, at=at)}


def _papers(made: World) -> None:
    at, own, leader = clock.now(), made.officers["own unit"], made.officers["leader"]
    unit, body = Unit.objects.get(code="VLDC"), [Paragraph(f"Nội dung {SECRET}.")]
    office = Unit.objects.get(code="VP")
    draft = draw_up(kind=Kind.REPORT, unit=unit, subject=f"Việc {SECRET}", body=body, by=own, at=at)
    made.keys["documents"] = {"pk": draft.pk, "form": "docx"}
    coordinator = made.officers["coordinator"]
    paper = draw_up(kind=Kind.PLAN, unit=office, subject=SECRET, body=body, by=coordinator, at=at)
    paper = submit(document=paper, version=paper.version, by=coordinator, at=at)
    authority = SigningAuthority.objects.get(capacity="KT")
    sign(document=paper, authority=authority, version=paper.version, by=leader, at=at)
    made.keys |= {f"documents:{name}": {"pk": authority.pk} for name in ("authority", "authority-end")}
    round_ = Round.objects.get()
    report = round_.unit_reports.get(unit=unit)
    report.texts.update(text=SECRET)
    synthesise(round_=round_, by=coordinator, at=at)
    paragraph = round_.synthesis.paragraphs.first()
    made.keys["reports"] = {"pk": round_.pk, "key": "total", "paragraph": paragraph.pk, "way": "len"}
    seen = {"pk": report.pk, "measure": "assigned", "number": 1}
    made.keys |= {
        f"reports:{name}": seen
        for name in [
            "unit_report",
            "report_begin",
            "report_edit",
            "report_file",
            "report_return",
            "report_accept",
            "unit_drop",
            "take_over",
            "rows",
            "version",
            "version_rows",
        ]
    }


def _limits(made: World) -> None:
    at, legal = clock.now(), made.officers["legal"]
    running = start_clock(
        name="press.statement.first",
        unit=Unit.objects.get(code="VLDC"),
        start_at=at - timedelta(hours=1),
        by=legal,
        at=at,
        facts=Facts(complexity="event"),
        title=f"Vụ {SECRET}",
        start_reason=SECRET,
    )
    made.keys["clocks"] = {"pk": running.pk, "way": "huy"}
    rule = rules_in_force_now()[0]
    version = propose_rule(proposal=Proposal(rule, "Sửa"), by=legal, at=at)
    made.keys |= {
        f"clocks:{name}": {"pk": version.pk} for name in ("rule-version", "rule-approve", "rule-reject")
    }
    made.keys["clocks:rule"] = {"key": rule.key}
    made.keys["clocks:calendar-propose"] = {"way": "hoan-doi"}
    off = made.day + timedelta(days=(7 - made.day.weekday()) % 7 + 21)  # a Monday
    change = propose_swap(day_off=off, day_worked=off + timedelta(days=5), ground="Công văn", by=legal, at=at)
    made.keys |= {
        f"clocks:{name}": {"pk": change.pk}
        for name in ("calendar-change", "calendar-sign", "calendar-reject")
    }


def _money(made: World) -> None:
    """Let the institute promise money for something secret."""
    at, office = clock.now(), made.officers["coordinator"]
    content = LineContent(made.day.year, Unit.objects.get(code="VLDC"), SECRET, "printing", control="ignore")
    line = open_line(content=content, by=office, at=at)
    paper = CommitmentContent(SECRET, 1_000_000, made.day, payee=SECRET)
    promise = commit(line=line, content=paper, by=office, at=at)
    made.keys |= {f"budgets:{name}": {"pk": line.pk, "slug": "sua"} for name in ("line", "line-step")}
    made.keys |= {
        f"budgets:{name}": {"pk": promise.pk, "slug": "chi"} for name in ("commitment", "commitment-step")
    }
    made.keys["budgets:for-task"] = {"pk": made.keys["plans:task"]["pk"]}


def _orders(made: World) -> None:
    """Let the institute order something secret from the press, with a published piece of it."""
    at, own = clock.now(), made.officers["own unit"]
    content = OrderContent(
        Unit.objects.get(code="VLDC"), SECRET, "order", Outlet.objects.all()[0], SECRET, made.day, made.day
    )
    order = prepare(content=content, by=own, at=at)
    part = PartContent("article", SECRET, SECRET, made.day, 1_000_000, 1)
    order = add_part(order=order, content=part, version=order.version, by=own, at=at)
    piece = Piece.objects.create(
        part=order.parts.get(),
        title=SECRET,
        published_on=made.day,
        noted_by=own,
        noted_at=at,
        copy=keep(data=SECRET.encode(), name=f"{SECRET}.txt", record=order, unit=order.unit, by=own, at=at),
    )
    made.keys["commissions:for-task"] = {"pk": made.keys["plans:task"]["pk"]}
    made.keys["commissions"] = {"pk": order.pk, "piece_pk": piece.pk, "part_pk": piece.part_id}


def _drafts(made: World) -> None:
    """Plant the secret in what is not public of a draft that the public is asked about."""
    dossier = PolicyDossier.objects.get(unit__code="VLDC")
    dossier.scenarios.update(objection=SECRET)
    dossier.opinions.update(text=SECRET)
    dossier.communication_acts.update(title=SECRET)
    made.keys["policies"] = {"pk": dossier.pk}
    parts = {
        "impact": dossier.impacts.all()[0],
        "scenario": dossier.scenarios.all()[0],
        "act": dossier.communication_acts.get(key="press"),
        "consultation": dossier.consultations.get(),
    }
    for name, part in parts.items():
        made.keys |= {f"policies:{name}{tail}": {"pk": part.pk} for tail in ("", "-edit")}
    document = add_document(
        consultation=parts["consultation"],
        kind=DocumentKind.SUBMISSION,
        title=SECRET,
        file=(SECRET.encode(), f"{SECRET}.txt"),
        by=made.officers["own unit"],
        at=clock.now(),
    )
    made.keys["policies:documents"] = {"pk": parts["consultation"].pk}
    made.keys |= {
        f"policies:document-{name}": {"pk": document.pk, "step": "rut"} for name in ("file", "step")
    }
    made.keys["policies:act-step"] = {"pk": parts["act"].pk, "step": "da-lam"}
    made.keys["policies:consultation-step"] = {"pk": parts["consultation"].pk, "step": "gia-han"}
    made.keys["policies:dossier-step"] = {"pk": dossier.pk, "step": "dung"}
    made.keys["policies:opinion-answer"] = {"pk": dossier.opinions.get(verdict="").pk}


def _requests(made: World) -> None:
    """Plant the secret in a request for what the institute made, in a file of it and in its redacted copy."""
    at, own, office = clock.now(), made.officers["own unit"], made.officers["coordinator"]
    row = InformationRequest.objects.get(source_unit__code="VLDC", state=RequestState.CLASSIFYING)
    InformationRequest.objects.filter(pk=row.pk).update(content=f"Kinh phí {SECRET}")
    data = f"Họ tên: {SECRET}. Kinh phí: 120 triệu đồng.".encode()
    attach_file(request=row, data=data, name=f"{SECRET}.txt", by=own, at=at)
    file = attachments_of(row).get(name=f"{SECRET}.txt")
    copy = begin_redaction(request=row, name=f"{SECRET}.txt", data=data, by=own, at=at)
    marks = MarkContent((SECRET,), STATED, SECRET, citation="Điều khoản minh hoạ")
    copy = add_marks(redaction=copy, version=copy.version, content=marks, by=own, at=at)
    copy = propose_redaction(redaction=copy, version=copy.version, by=own, at=at)
    confirm_redaction(redaction=copy, version=copy.version, by=office, at=at)
    paper = {"pk": row.pk, "file_pk": file.pk, "number": "02", "form": "docx", "slug": "xac-dinh"}
    pages = [
        "request",
        "request-complete",
        "request-identity",
        "request-file",
        "request-step",
        "request-summary",
        "request-summary-step",
        "papers",
        "paper",
        "paper-draw-up",
        "redactions",
    ]
    made.keys |= {f"disclosure:{name}": paper for name in pages}
    kept = {"pk": copy.pk, "kind": "ban-che", "step": "bo-dau"}
    made.keys |= {f"disclosure:redaction{tail}": kept for tail in ("", "-step", "-file")}


def _letters(made: World) -> None:
    at, own = clock.now(), made.officers["own unit"]
    notice = queue(kind="plans.assign", recipient=own, title=SECRET, body=SECRET, at=at)
    assert notice is not None
    made.keys["notices:open"] = {"pk": notice.pk}
    message = Message.objects.create(
        recipient=own, to="a@b.vn", subject=SECRET, body=SECRET, message_id="<a@b>", queued_at=at, next_at=at
    )
    made.keys["notices"] = {"pk": message.pk}
