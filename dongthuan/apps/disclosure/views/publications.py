"""Pages of the register of public information: the list, one item, entering and rewriting."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.disclosure.forms.publications import ItemFilterForm, ItemForm
from dongthuan.apps.disclosure.law_wording import titled
from dongthuan.apps.disclosure.links_wording import event_words, link_words
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations.publications import enter_information, rewrite_information
from dongthuan.apps.disclosure.publications_lifecycle import NoticeOutcome
from dongthuan.apps.disclosure.publications_rules import (
    INFORMATION_ACCESS,
    ON_ITEM,
    InformationAct,
    keeps_register_somewhere,
)
from dongthuan.apps.disclosure.publications_sheets import ITEMS
from dongthuan.apps.disclosure.queries.law_lists import sorted_by
from dongthuan.apps.disclosure.queries.public import may_show
from dongthuan.apps.disclosure.queries.publications import earlier_versions, items_listed
from dongthuan.apps.disclosure.views.publications_acts import STEPS, attempt
from dongthuan.apps.files.responses import download
from dongthuan.apps.press.views.register_steps import page_by_name
from dongthuan.docgen.sheet_csv import as_csv
from dongthuan.law.openness import Kind


@require_GET
def items(request: OfficerRequest) -> HttpResponse:
    """List the register, the newest first; the same rows as a workbook or as CSV."""
    require(INFORMATION_ACCESS, InformationAct.READ_COVERAGE, request.user, None)
    at = clock.now()
    on = clock.local_day(at)
    form = ItemFilterForm(request.GET, on=on)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = items_listed(request.user, wanted, on=on, at=at)
    title = _("Register of public information")
    if sheets.is_wanted(request):
        return sheets.answer_with(title, ITEMS, rows, name="danh-muc-cong-khai", at=at, form=form)
    if "csv" in request.GET:
        answer = HttpResponse(
            as_csv(sheets.sheet_of(title, ITEMS, rows, form=form)), content_type="text/csv; charset=utf-8"
        )
        answer["Content-Disposition"] = 'attachment; filename="danh-muc-cong-khai.csv"'
        return answer
    groups, is_provisional = sorted_by(Kind.GROUP, on)
    page = {
        "page": page_by_name(rows, request.GET.get("page", "")),
        "form": form,
        "is_filtered": any(wanted.values()),
        "groups": groups,
        "is_provisional": is_provisional,
        "may_enter": keeps_register_somewhere(request.user),
        "tab": "items",
    }
    return render(request, "disclosure/items.html", page, status=200 if form.is_valid() else 400)


@require_GET
def item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one item: what, where, since when, what happened, what can be done."""
    return show_item(request, _item(request, pk), {})


@require_http_methods(["GET", "POST"])
def item_edit(request: OfficerRequest, pk: int | None = None) -> HttpResponse:
    """Enter an item, or write one anew."""
    found = _item(request, pk) if pk is not None else None
    on = clock.local_day(clock.now())
    if found is not None:
        require(INFORMATION_ACCESS, InformationAct.REWRITE, request.user, found)
        on = found.created_on
    elif not keeps_register_somewhere(request.user):
        require({}, InformationAct.ENTER, request.user, None)
    initial = {name: getattr(found, name) for name in ItemForm.base_fields} if found else {"form": "portal"}
    older = earlier_versions(request.user, found)
    form = ItemForm(request.POST or None, initial=initial, on=on, older=older)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"content": form.content()}
        if found is None:
            saved = attempt(request, form, enter_information, **given)
        else:
            saved = attempt(request, form, rewrite_information, item=found, version=form.seen, **given)
        if saved is not None:
            messages.success(request, _("The item is in the register."))
            return redirect(saved)
    status = 400 if request.method == "POST" else 200
    page = {"form": form, "item": found, "is_provisional": sorted_by(Kind.GROUP, on)[1]}
    return render(request, "disclosure/item_edit.html", page, status=status)


@require_GET
def item_file(request: OfficerRequest, pk: int) -> HttpResponse:
    """Hand out the file of an item."""
    found = _item(request, pk)
    if found.file is None:
        raise Http404
    return download(found.file)  # type: ignore[return-value]  # a file is an answer, too


def show_item(
    request: OfficerRequest, found: PublicInformation, bound: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """Draw the page of an item, with what was typed where a step was refused."""
    on = clock.local_day(clock.now())
    group = sorted_by(Kind.GROUP, found.created_on)[0].get(found.group)
    form = sorted_by(Kind.FORM, found.created_on)[0].get(found.form)
    page = {
        "item": found,
        "group": group,
        "group_words": titled(group) if group else "",
        "form_words": titled(form) if form else found.form,
        "events": [(one, event_words(one)) for one in found.events.select_related("by")],
        "link_words": link_words(found.link_reason),
        "notices": found.notices.select_related("clock", "answered_by"),
        "steps": STEPS.offered(request, found, bound),
        "step_url": "disclosure:item-step",
        "may": allowed_acts(ON_ITEM, request.user, found),
        "is_public": may_show(found, on=on),
        "outcomes": NoticeOutcome.choices[:2],
        "newer": found.replaced_by.order_by("-created_on").first(),
    }
    return render(request, "disclosure/item.html", page, status=status)


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take one step and go back to the item, or show it with what was typed where it is refused."""
    return STEPS.take(request, slug, _item(request, pk), show_item)


def _item(request: OfficerRequest, pk: int) -> PublicInformation:
    rows = PublicInformation.objects.visible_to(request.user)
    return get_object_or_404(rows.select_related("unit", "clock", "file", "replaces", "entered_by"), pk=pk)
