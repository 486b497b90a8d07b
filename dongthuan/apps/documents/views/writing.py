"""Writing a document: drawn up by hand, rewritten; what was typed survives when somebody else was faster."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed, require
from dongthuan.apps.documents import wording
from dongthuan.apps.documents.forms.documents import DocumentForm, initial_of
from dongthuan.apps.documents.lifecycle import OPEN_STATES, DocumentKind
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations import documents as operations
from dongthuan.apps.documents.queries.issuers import unit_of_the_writer, units_to_write_for
from dongthuan.apps.documents.rules import ACCESS, Act, may_draw_up_something
from dongthuan.apps.documents.views.documents import document_of

SKELETONS: dict[str, str] = {
    DocumentKind.PLAN: "Căn cứ …;\nI. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\n\n2. Yêu cầu\n\nII. NỘI DUNG\n\n"
    "III. KINH PHÍ\n\nIV. TỔ CHỨC THỰC HIỆN\n",
    DocumentKind.REPORT: "I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI\n\nII. KẾT QUẢ\n\nIII. ĐÁNH GIÁ\n1. Ưu điểm\n\n"
    "2. Tồn tại, nguyên nhân\n\nIV. PHƯƠNG HƯỚNG\n\nV. ĐỀ XUẤT, KIẾN NGHỊ\n",
    DocumentKind.DECISION: "Căn cứ …;\nTheo đề nghị của …;\nĐiều 1. …\nĐiều 2. Quyết định này có hiệu lực "
    "kể từ ngày ký.\nĐiều 3. … chịu trách nhiệm thi hành Quyết định này.\n",
    DocumentKind.MINUTES: "Thời gian: …\nĐịa điểm: …\nI. THÀNH PHẦN\n\nII. NỘI DUNG\n\nIII. KẾT LUẬN\n\n"
    "Cuộc họp kết thúc vào … giờ …, ngày … tháng … năm ….\n",
    DocumentKind.AUTHORISATION: "Căn cứ …;\n1. Người ủy quyền\n…\n2. Người được ủy quyền\n…\n"
    "3. Nội dung ủy quyền\n…\n4. Thời hạn ủy quyền\nTừ … đến trước …\n",
    DocumentKind.INVITATION: "Tới dự: …\nChủ trì: …\nThời gian: …\nĐịa điểm: …\n",
}


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Draw a document up by hand, from the usual outline of its kind."""
    if not may_draw_up_something(request.user, None):
        raise NotAllowed(Act.DRAW_UP.value)
    on = clock.local_day(clock.now())
    units = units_to_write_for(request.user, on=on)
    kind = request.GET.get("kind", "")
    kind = kind if kind in DocumentKind.values else DocumentKind.PLAN.value
    begun = {
        "kind": kind,
        "unit": unit_of_the_writer(request.user, units),
        "archive": "VT",
        "body": SKELETONS.get(kind, ""),
    }
    form = DocumentForm(request.POST or None, units=units, on=on, initial=begun)
    if form.is_valid() and (made := _done(request, form, lambda: _drawn_up(request, form))):
        messages.success(request, _("The draft is kept."))
        return redirect("documents:document", pk=made.pk)
    page = {"form": form, "document": None, "kinds": DocumentKind.choices, "kind": kind}
    return render(request, "documents/edit.html", page, status=400 if request.method == "POST" else 200)


def _drawn_up(request: OfficerRequest, form: DocumentForm) -> OfficialDocument:
    content = form.content
    return operations.draw_up(
        kind=content.kind,
        unit=content.unit,
        subject=content.subject,
        body=content.body,
        by=request.user,
        at=clock.now(),
        addressees=content.addressees,
        recipients=content.recipients,
        archive=content.archive,
        annexes=content.annexes,
        issuer=content.issuer,
        urgency=content.urgency,
    )


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Rewrite an open document."""
    found = document_of(request, pk)
    require(ACCESS, Act.EDIT, request.user, found)
    if found.state not in OPEN_STATES:
        messages.error(request, str(wording.REFUSALS[operations.NotInThatState]))
        return redirect("documents:document", pk=pk)
    on = clock.local_day(clock.now())
    given: dict[str, Any] = {"units": units_to_write_for(request.user, on=on), "on": on, "document": found}
    form = DocumentForm(request.POST or None, initial=initial_of(found), **given)
    status, is_changed = (200 if request.method == "GET" else 400), False
    if form.is_valid():
        if form.cleaned_data["version"] != found.version:
            status, is_changed = 409, True
        elif _done(request, form, lambda: _rewritten(request, form, found)):
            messages.success(request, _("Saved."))
            return redirect("documents:document", pk=pk)
    if is_changed:
        typed = dict(form.data.items()) | {"version": str(found.version)}
        form = DocumentForm(typed, **given)
    page = {"form": form, "document": found, "is_changed": is_changed}
    return render(request, "documents/edit.html", page, status=status)


def _rewritten(request: OfficerRequest, form: DocumentForm, found: OfficialDocument) -> OfficialDocument:
    return operations.rewrite(
        document=found, version=found.version, content=form.content, by=request.user, at=clock.now()
    )


def _done(
    request: OfficerRequest, form: DocumentForm, act: Callable[[], OfficialDocument]
) -> OfficialDocument | None:
    """Do one act; a refusal is said on the form, which keeps what was typed."""
    try:
        return act()
    except tuple(wording.REFUSALS) as refusal:
        form.add_error(None, wording.sentence(refusal))
    return None
