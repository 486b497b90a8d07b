"""Evidence and acceptance of an order: pieces noted, confirmed, turned down; delivery accepted."""

from contextlib import suppress
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.commissions import forms
from dongthuan.apps.commissions.evidence import look_at
from dongthuan.apps.commissions.lifecycle import Look, OrderState, PieceState
from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.operations import acceptance as accepting
from dongthuan.apps.commissions.operations import deliveries as operations
from dongthuan.apps.commissions.queries.orders import to_be_accepted
from dongthuan.apps.commissions.rules import ACCESS, Act
from dongthuan.apps.commissions.views.orders import order_of
from dongthuan.apps.commissions.wording import REFUSED, sentence_of
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.files.responses import download

_attempt = attempting(REFUSED, sentence_of)


@require_http_methods(["GET", "POST"])
def add_piece(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note a published piece; its address is looked at before anything is kept."""
    order = order_of(request, pk)
    require(ACCESS, Act.NOTE_PIECE, request.user, order)
    if order.state != OrderState.RUNNING:
        return redirect(order)
    form = forms.PieceForm(request.POST or None, request.FILES or None, parts=order.parts.all())
    if request.method == "POST" and form.is_valid():
        made = _note(request, order, form)
        if made is not None:
            return redirect(order)
    page = {"form": form, "order": order}
    return render(request, "commissions/piece_form.html", page, status=400 if form.is_bound else 200)


def _note(request: OfficerRequest, order: Order, form: Any) -> Piece | None:
    filled = dict(form.cleaned_data)
    upload, url = filled.pop("file"), filled["url"]
    file = (upload.read(), upload.name) if upload else None
    looked = look_at(url) if url and file is None else None
    content = operations.PieceContent(file=file, looked=looked, **filled)
    piece: Piece | None
    try:
        piece = operations.note_piece(order=order, content=content, by=request.user, at=clock.now())
    except REFUSED as refusal:
        form.add_error(None, str(sentence_of(refusal)))
        return None
    if piece.look == Look.DEAD:
        messages.warning(request, str(sentence_of(operations.DeadLink(piece.look_words))))
    else:
        messages.success(request, _("The piece is confirmed; a copy of it is kept."))
    return piece


@require_POST
def confirm_piece(request: OfficerRequest, pk: int, piece_pk: int) -> HttpResponse:
    """Confirm a proposed piece, where its link answers; a dead one is marked."""
    order, piece = _piece(request, pk, piece_pk)
    require(ACCESS, Act.DECIDE_PIECE, request.user, order)
    form = forms.DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write the reach as a whole number, or leave it empty."))
        return redirect(order)
    looked = look_at(piece.url)
    given = {"piece": piece, "looked": looked, **form.cleaned_data}
    done = _("The piece is confirmed; a copy of it is kept.")
    made = _attempt(request, operations.confirm_piece, done, **given)
    if made is None and looked.state == Look.DEAD and piece.state != PieceState.CONFIRMED:
        with suppress(*REFUSED):  # why nothing was done was said by the attempt
            operations.mark_dead(piece=piece, looked=looked, by=request.user, at=clock.now())
    return redirect(order)


@require_POST
def reject_piece(request: OfficerRequest, pk: int, piece_pk: int) -> HttpResponse:
    """Turn a piece down."""
    order, piece = _piece(request, pk, piece_pk)
    require(ACCESS, Act.DECIDE_PIECE, request.user, order)
    form = forms.RejectForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    _attempt(request, operations.reject_piece, _("The piece is turned down."), piece=piece, reason=reason)
    return redirect(order)


@require_GET
def piece_copy(request: OfficerRequest, pk: int, piece_pk: int) -> HttpResponseBase:
    """Hand out the archived copy of a piece."""
    _order, piece = _piece(request, pk, piece_pk)
    if piece.copy is None:
        return redirect(_order)
    return download(piece.copy)


@require_http_methods(["GET", "POST"])
def accept(request: OfficerRequest, pk: int) -> HttpResponse:
    """Accept what was delivered, by another than who ordered."""
    order = order_of(request, pk)
    require(ACCESS, Act.ACCEPT, request.user, order)
    if order.state != OrderState.RUNNING:
        return redirect(order)
    parts = to_be_accepted(order)
    form = forms.AcceptForm(
        request.POST or None,
        parts=parts,
        initial={"on": clock.local_day(clock.now()), "version": order.version},
    )
    if request.method == "POST" and form.is_valid():
        done = _("The acceptance is noted; its minutes are drawn up.")
        given = {"order": order, "content": form.content(), "version": form.seen}
        if _attempt(request, accepting.accept, done, **given) is not None:
            return redirect(order)
    page = {"form": form, "order": order}
    return render(request, "commissions/accept.html", page, status=400 if form.is_bound else 200)


def _piece(request: OfficerRequest, pk: int, piece_pk: int) -> tuple[Order, Piece]:
    order = order_of(request, pk)
    rows = Piece.objects.filter(part__order=order).select_related("part__order", "copy")
    return order, get_object_or_404(rows, pk=piece_pk)
