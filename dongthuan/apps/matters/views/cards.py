"""Pages of misinformation cards: the list, one card, what is decided on it."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock as time
from dongthuan.apps.common import paging, sheets
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.responses import download
from dongthuan.apps.matters.forms.cards import CardFilterForm, CardForm, EvidenceForm
from dongthuan.apps.matters.lifecycle import CardKind, CardState
from dongthuan.apps.matters.models.cards import FIRST, MisinformationCard
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.cards import edit_card, keep_evidence, note_card
from dongthuan.apps.matters.queries.cards import card_on, cards_matching, opinion_of
from dongthuan.apps.matters.queries.choices import units_to_open_in
from dongthuan.apps.matters.rules import ACCESS, ON_CARD, Act, may_open_somewhere
from dongthuan.apps.matters.sheets import CARDS
from dongthuan.apps.matters.views.acting_cards import CARD_ACTS
from dongthuan.apps.matters.wording import REFUSED, sentence_of
from dongthuan.apps.monitoring.models.items import Item

_OF_CARD = (
    "claim",
    "kind",
    "source_name",
    "source_url",
    "seen_at",
    "evidence",
    "goal_affected",
    "likelihood",
    "severity",
    "confidence",
    "unit",
    "matter",
    "version",
)


@require_GET
def list_cards(request: OfficerRequest) -> HttpResponse:
    """List the cards the officer may read, the newest first."""
    form = CardFilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    cards = cards_matching(wanted, seen_by=request.user)
    if sheets.is_wanted(request):
        rows, title = cards.order_by("-created_at", "-pk"), _("Misinformation cards")
        return sheets.answer_with(title, CARDS, rows, name="tin-sai-lech", at=time.now(), form=form)
    content = {
        "form": form,
        "page": paging.page_of(cards, request.GET.get("page", ""), by="created_at"),
        "may_note": may_open_somewhere(request.user),
        "is_filtered": any(wanted.values()),
    }
    return render(request, "matters/cards.html", content)


@require_GET
def show_card(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one card."""
    return render(request, "matters/card.html", _content(request, _card_of(request, pk)))


def note(request: OfficerRequest) -> HttpResponse:
    """Note a claim by hand; `?matter=12` says on which matter."""
    matters = Matter.objects.visible_to(request.user).open()
    wanted = request.GET.get("matter", "")
    matter = matters.filter(pk=int(wanted)).first() if wanted.isdecimal() and len(wanted) < 18 else None
    initial = {"matter": matter, "unit": matter.unit} if matter else {}
    return _note(request, None, initial)


def from_item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Note the claim of an item; an item that has an open card leads to it."""
    item = get_object_or_404(Item.objects.select_related("source"), pk=pk)
    card = card_on(item, seen_by=request.user)
    if card is not None:
        messages.info(request, _("This item has a card already; here it is."))
        return redirect("matters:card", pk=card.pk)
    initial = {
        "claim": item.title,
        "source_name": item.source.outlet,
        "source_url": item.url[:1000],
        "seen_at": item.published_at,
        "matter": Matter.objects.visible_to(request.user).open().linked_to(item).first(),
    }
    return _note(request, item, initial)


def _note(request: OfficerRequest, item: Item | None, known: dict[str, Any]) -> HttpResponse:
    if not may_open_somewhere(request.user):
        raise NotAllowed(Act.NOTE_CARD.value)
    at = time.now()
    units = units_to_open_in(request.user, on=local_day(at))
    initial = {"seen_at": at, "unit": own_unit(request.user, units), "version": 0} | known
    matters = Matter.objects.visible_to(request.user).open()
    form = CardForm(request.POST or None, units=units, matters=matters, initial=initial)
    if form.is_valid():
        try:
            card = note_card(content=form.content(item), by=request.user, at=at)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("The claim is noted."))
            return redirect("matters:card", pk=card.pk)
    content = {"form": form, "item": item}
    return render(request, "matters/card_edit.html", content, status=400 if form.errors else 200)


def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Write a card anew while nothing is decided on it."""
    card = _card_of(request, pk)
    require(ACCESS, Act.EDIT_CARD, request.user, card)
    at = time.now()
    initial = {name: getattr(card, name) for name in _OF_CARD} | {"marks": card.marks}
    matters = Matter.objects.visible_to(request.user).open()
    if card.matter is not None:
        matters = matters | Matter.objects.filter(pk=card.matter.pk)
    units = units_to_open_in(request.user, on=local_day(at))
    form = CardForm(request.POST or None, units=units, matters=matters, initial=initial)
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            edit_card(card=card, version=version, content=form.content(card.item), by=request.user, at=at)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            return redirect("matters:card", pk=pk)
    content = {"form": form, "card": card, "item": card.item}
    return render(request, "matters/card_edit.html", content, status=400 if form.errors else 200)


@require_POST
def act_on_card(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Do one act on a card; a refusal is said in words, with what was typed still there."""
    card = _card_of(request, pk)
    if way not in CARD_ACTS:
        raise Http404
    act = CARD_ACTS[way]
    require(ACCESS, act.act, request.user, card)
    form = act.form(card, request.POST)
    if form.is_valid():
        try:
            act.run(card, form, by=request.user, at=time.now())
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, str(act.done))
            return redirect("matters:card", pk=pk)
    return render(
        request, "matters/card.html", _content(request, _card_of(request, pk), {way: form}), status=400
    )


@require_POST
def add_evidence(request: OfficerRequest, pk: int) -> HttpResponse:
    """Keep a file of evidence with a card."""
    card = _card_of(request, pk)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            keep_evidence(card=card, name=file.name, data=file.read(), by=request.user, at=time.now())
        except FileRefused as refusal:
            messages.error(request, str(refusal))
        except REFUSED as refusal:
            messages.error(request, sentence_of(refusal))
        else:
            messages.success(request, _("The evidence is kept."))
    else:
        messages.error(request, _("Choose a file."))
    return redirect("matters:card", pk=pk)


@require_GET
def evidence(request: OfficerRequest, pk: int, attachment: int) -> FileResponse:
    """Hand out a file of evidence to who may read the card."""
    return download(get_object_or_404(attachments_of(_card_of(request, pk)), pk=attachment))


def _content(
    request: OfficerRequest, card: MisinformationCard, typed: dict[str, Any] | None = None
) -> dict[str, Any]:
    allowed = allowed_acts(ON_CARD, request.user, card)
    offered = [
        {
            "way": way,
            "act": act,
            "form": (typed or {}).get(way) or act.form(card, None),
            "is_open": way in (typed or {}),
        }
        for way, act in CARD_ACTS.items()
        if act.act.value in allowed and act.is_open_to(card)
    ]
    marks = [(card._meta.get_field(name).verbose_name, getattr(card, name)) for name in FIRST]  # type: ignore[union-attr]  # these are columns
    return {
        "card": card,
        "may": allowed,
        "offered": offered,
        "marks": marks,
        "effects": list(card.effects.all()),
        "attachments": list(attachments_of(card)[:50]),
        "evidence_form": EvidenceForm(),
        "opinion": opinion_of(card, seen_by=request.user),
        "may_hand_on": Act.HAND_ON.value in allowed
        and card.kind == CardKind.CRITICISM
        and card.opinion_id is None
        and card.state != CardState.CLOSED,
    }


def _card_of(request: OfficerRequest, pk: int) -> MisinformationCard:
    cards = MisinformationCard.objects.visible_to(request.user)
    return get_object_or_404(
        cards.select_related("unit", "matter", "item", "dispatch", "responded_by", "created_by"), pk=pk
    )
