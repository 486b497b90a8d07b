"""The list of orders, what they brought, one order and its steps."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.budgets.queries import lines_to_spend
from dongthuan.apps.commissions import forms, sheets
from dongthuan.apps.commissions.lifecycle import Mode, OrderState, PieceState
from dongthuan.apps.commissions.models.orders import Order, Part
from dongthuan.apps.commissions.operations import orders as operations
from dongthuan.apps.commissions.operations.money import may_be_advanced
from dongthuan.apps.commissions.queries.conditions import conditions_of
from dongthuan.apps.commissions.queries.orders import (
    acceptances_of,
    orders_listed,
    overdue_parts,
    parts_of,
    pieces_of,
    value_by_outlet,
    value_of,
)
from dongthuan.apps.commissions.rules import ACCESS, Act, prepares_somewhere
from dongthuan.apps.commissions.views.steps import STEPS
from dongthuan.apps.commissions.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common import sheets as workbook
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.press.views.register_steps import page_by_name
from dongthuan.docgen.money import in_words

_attempt = attempting(REFUSED, sentence_of)


@require_GET
def orders(request: OfficerRequest) -> HttpResponse:
    """List the orders the officer may read."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.FilterForm(request.GET)
    rows = orders_listed(request.user, form.cleaned_data if form.is_valid() else {})
    if workbook.is_wanted(request):
        title = _("Orders of the press")
        return workbook.answer_with(
            title, sheets.ORDERS, rows, name="dat-hang-bao-chi", at=clock.now(), form=form
        )
    page = {
        "form": form,
        "page": page_by_name(rows, request.GET.get("page", "")),
        "is_filtered": any(form.cleaned_data.values()) if form.is_valid() else True,
        "may_prepare": prepares_somewhere(request.user, None),
    }
    return render(request, "commissions/orders.html", page, status=200 if form.is_valid() else 400)


@require_GET
def value(request: OfficerRequest) -> HttpResponse:
    """Show by outlet what orders in force cost a piece, and the reach declared beside what was counted."""
    require(ACCESS, Act.LIST, request.user, None)
    form = forms.FilterForm(request.GET)
    rows = orders_listed(request.user, form.cleaned_data if form.is_valid() else {})
    values = value_by_outlet(rows)
    if workbook.is_wanted(request):
        title = _("What orders of the press brought")
        return workbook.answer_with(
            title, sheets.VALUES, values, name="hieu-qua-dat-hang", at=clock.now(), form=form
        )
    page = {"form": form, "values": values}
    return render(request, "commissions/value.html", page, status=200 if form.is_valid() else 400)


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Begin an order."""
    if not prepares_somewhere(request.user, None):
        require({}, Act.PREPARE, request.user, None)
    return _begin(request, {})


@require_http_methods(["GET", "POST"])
def for_task(request: OfficerRequest, pk: int) -> HttpResponse:
    """Begin an order for a task of a plan."""
    if not prepares_somewhere(request.user, None):
        require({}, Act.PREPARE, request.user, None)
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    return _begin(request, {"task": task, "title": task.content[:300], "end_on": task.due_on})


def _begin(request: OfficerRequest, initial: dict[str, Any]) -> HttpResponse:
    initial |= {"start_on": clock.local_day(clock.now()), "mode": Mode.ORDER}
    form = _order_form(request, initial=initial)
    units = form.fields["unit"].queryset  # type: ignore[attr-defined]  # a choice of rows
    form.initial["unit"] = own_unit(request.user, units)
    if request.method == "POST" and form.is_valid():
        done = _("The order is begun: add what is to be delivered.")
        made = _attempt(request, operations.prepare, done, content=form.content())
        if made is not None:
            return redirect(made)
    return render(
        request, "commissions/order_form.html", {"form": form}, status=400 if form.is_bound else 200
    )


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a draft anew."""
    found = order_of(request, pk)
    require(ACCESS, Act.PREPARE, request.user, found)
    if found.state != OrderState.DRAFT:
        return redirect(found)
    initial = {name: getattr(found, name) for name in operations.OrderContent.__slots__}
    form = _order_form(request, initial=initial | {"version": found.version})
    if request.method == "POST" and form.is_valid():
        done = _("The order is saved.")
        given = {"order": found, "content": form.content(), "version": form.seen}
        if _attempt(request, operations.rewrite, done, **given) is not None:
            return redirect(found)
    page = {"form": form, "order": found}
    return render(request, "commissions/order_form.html", page, status=400 if form.is_bound else 200)


@require_GET
def order(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show an order: conditions, deliverables, evidence, money; its pieces also as a workbook."""
    found = order_of(request, pk)
    if workbook.is_wanted(request):
        return workbook.answer_with(
            found.title, sheets.PIECES, pieces_of(found), name=f"san-pham-{found.pk}", at=clock.now()
        )
    return show(request, found, {})


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take a step on an order."""
    return STEPS.take(request, slug, order_of(request, pk), show)


@require_POST
def drop_part(request: OfficerRequest, pk: int, part_pk: int) -> HttpResponse:
    """Take a deliverable out of a draft."""
    found = order_of(request, pk)
    require(ACCESS, Act.PREPARE, request.user, found)
    part = get_object_or_404(Part, pk=part_pk, order=found)
    given = {"order": found, "part": part, "version": found.version}
    _attempt(request, operations.drop_part, _("The deliverable is taken out."), **given)
    return redirect(found)


def show(request: OfficerRequest, found: Order, bound: Any, *, status: int = 200) -> HttpResponse:
    """Draw the page of an order, with forms that were refused."""
    at = clock.now()
    may = allowed_acts(ACCESS, request.user, found)
    is_running = found.state == OrderState.RUNNING
    page = {
        "order": found,
        "may": may,
        "may_edit": found.state == OrderState.DRAFT and Act.PREPARE.value in may,
        "may_note": is_running and Act.NOTE_PIECE.value in may,
        "may_decide": is_running and Act.DECIDE_PIECE.value in may,
        "may_accept": is_running and Act.ACCEPT.value in may,
        "may_link": found.state == OrderState.OFFERED and Act.SEND_LINK.value in may,
        "steps": STEPS.offered(request, found, bound),
        "conditions": conditions_of(found, on=clock.local_day(at)),
        "parts": list(parts_of(found)),
        "overdue": overdue_parts(found, on=clock.local_day(at)),
        "page": page_of(pieces_of(found).order_by("-pk"), request.GET.get("page", "")),
        "proposed": pieces_of(found).filter(state=PieceState.PROPOSED).count(),
        "acceptances": acceptances_of(found),
        "payments": found.payments.select_related("by"),
        "links": found.links.select_related("message")[:5],
        "total_words": in_words(found.total_vnd) if found.total_vnd else "",
        "value": value_of(found),
        "may_be_advanced": may_be_advanced(found, at=at) if is_running else 0,
    }
    return render(request, "commissions/order.html", page, status=status)


def order_of(request: OfficerRequest, pk: int) -> Order:
    """Return the order of a page, if the officer may read it."""
    rows = Order.objects.visible_to(request.user).select_related(
        "unit", "outlet", "own_unit", "line__unit", "task", "paper", "commitment", "prepared_by", "ordered_by"
    )
    return get_object_or_404(rows.select_related("legal_by"), pk=pk)


def _order_form(request: OfficerRequest, *, initial: dict[str, Any]) -> forms.OrderForm:
    today = clock.local_day(clock.now())
    return forms.OrderForm(
        request.POST or None,
        initial=initial,
        lines=lines_to_spend(request.user, year=today.year),
        tasks=Task.objects.visible_to(request.user),
    )
