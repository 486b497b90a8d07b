"""Items: the list with its filters, one item, its label and handling, and the sheet to take away."""

from contextlib import suppress
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.monitoring.forms.items import HandlingForm, ItemFilterForm, LabelForm
from dongthuan.apps.monitoring.lifecycle import Origin, Polarity
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.operations import correcting
from dongthuan.apps.monitoring.operations.exporting import note_export
from dongthuan.apps.monitoring.operations.understanding import RELEVANT_FROM
from dongthuan.apps.monitoring.queries import items as queries
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import ITEMS, MOST_ROWS
from dongthuan.apps.monitoring.wording import PUBLISHED_ORIGINS
from dongthuan.docgen.sheet_csv import as_csv

ITEM_ACCESS = {act: ACCESS[act] for act in (Act.CORRECT_LABEL, Act.HANDLE_ITEM)}


def _is_part(request: OfficerRequest) -> bool:
    """Say whether htmx asks for a part of the page (not when it restores the whole from its history)."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


@require_GET
def items(request: OfficerRequest) -> HttpResponse:
    """List the items that pass the filters, the newest first."""
    require(ACCESS, Act.READ, request.user, None)
    form = ItemFilterForm(request.GET)
    page: dict[str, Any] = {"form": form, "most_rows": MOST_ROWS}
    if form.is_valid():
        rows = queries.filtered(queries.visible_items(request.user), form.wanted)
        page["page"] = paging.page_of(
            queries.with_row_parts(rows), request.GET.get("page", ""), by="published_at"
        )
        page["tally"] = queries.tally(rows)
        page["filter_story"] = queries.story_title(form.wanted.story)
    template = "monitoring/items_result.html" if _is_part(request) else "monitoring/items.html"
    answer = render(request, template, page, status=200 if form.is_valid() else 400)
    patch_vary_headers(answer, ["HX-Request"])
    return answer


@require_GET
def items_sheet(request: OfficerRequest) -> HttpResponse:
    """Give the items that pass the filters as CSV or as a workbook, and note who took them."""
    require(ACCESS, Act.READ, request.user, None)
    form = ItemFilterForm(request.GET)
    if not form.is_valid():
        return items(request)
    rows = queries.filtered(queries.visible_items(request.user), form.wanted).newest()
    asked = {name: str(value)[:200] for name, value in form.cleaned_data.items() if value not in (None, "")}
    if "q" in asked:
        asked["q"] = "…"  # that words were searched for is told; the words may name a person
    at = clock.now()
    most = sheets.MOST_ROWS if sheets.is_wanted(request) else MOST_ROWS
    note_export(asked=asked, count=rows[:most].count(), by=request.user, at=at)
    sheet = sheets.sheet_of(_("News items"), ITEMS, queries.with_sheet_parts(rows), form=form, most=most)
    name = f"tin-{clock.local_day(at)}"
    if sheets.is_wanted(request):
        return sheets.answer([sheet], name, at=at)
    answer = HttpResponse(as_csv(sheet), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def _item(request: OfficerRequest, pk: int) -> Item:
    return get_object_or_404(
        queries.visible_items(request.user).select_related("source", "story", "copy_of"), pk=pk
    )


@require_GET
def item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one item: what was published, what the machine made of it, what people said."""
    found = _item(request, pk)
    page = _label_part(request, found) | {
        "handling_form": HandlingForm(initial={"handling": found.handling}),
        "published_origin": PUBLISHED_ORIGINS.get(found.published_origin, PUBLISHED_ORIGINS["unknown"]),
        "mentions": (mentions := queries.mentions_in(found)),
        "further_topics": queries.topics_without(mentions),
        "concerns": (found.relevance or 0.0) >= RELEVANT_FROM or bool(mentions),
        "copies": queries.copies_of(found),
        "near": queries.near_in_meaning(found),
    }
    return render(request, "monitoring/item.html", page)


def _label_part(request: OfficerRequest, found: Item) -> dict[str, Any]:
    scores = None
    if found.negative_score is not None and found.positive_score is not None:
        neutral = max(0.0, 1 - found.negative_score - found.positive_score)
        scores = [
            ("negative", found.negative_score),
            ("neutral", neutral),
            ("positive", found.positive_score),
        ]
    corrections = queries.corrections_of(found)
    return {
        "item": found,
        "scores": scores,
        "corrections": corrections,
        "confirmation": corrections[0] if corrections and found.polarity_origin == Origin.HUMAN else None,
        "polarities": [polarity.value for polarity in Polarity],
        "may": {act.rpartition(".")[2] for act in allowed_acts(ITEM_ACCESS, request.user, found)},
    }


def _label_answer(request: OfficerRequest, found: Item) -> HttpResponse:
    if not _is_part(request):
        return redirect("monitoring:item", pk=found.pk)
    return render(request, "monitoring/item_label.html", _label_part(request, found))


@require_POST
def correct_label(request: OfficerRequest, pk: int) -> HttpResponse:
    """Correct or confirm an item's polarity."""
    found, form = _item(request, pk), LabelForm(request.POST)
    if not form.is_valid():
        return HttpResponse(
            _("Choose one of the polarities."), status=400, content_type="text/plain; charset=utf-8"
        )
    try:
        correcting.correct_label(
            item=found, polarity=form.cleaned_data["polarity"], by=request.user, at=clock.now()
        )
    except correcting.NotReadYet:
        words = _("The machine has not read this item yet; try again in a minute.")
        return HttpResponse(words, status=409, content_type="text/plain; charset=utf-8")
    return _label_answer(request, _item(request, pk))


@require_POST
def undo_label(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take the last correction of an item back."""
    found = _item(request, pk)
    with suppress(correcting.NothingToUndo):  # somebody was faster; the page shows what stands now
        correcting.undo_correction(item=found, by=request.user, at=clock.now())
    return _label_answer(request, _item(request, pk))


@require_POST
def handle_item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say what is being done about an item."""
    found, form = _item(request, pk), HandlingForm(request.POST)
    if form.is_valid():
        correcting.handle_item(
            item=found, handling=form.cleaned_data["handling"], by=request.user, at=clock.now()
        )
    if not _is_part(request):
        return redirect("monitoring:item", pk=pk)
    page = {"item": _item(request, pk), "handling_form": form, "may": {"handle_item"}}
    return render(request, "monitoring/item_handling.html", page, status=200 if form.is_valid() else 400)
