"""The page on which one looks for the draft that criticism is about, and hands it on."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.matters.forms.cards import DossierSearchForm, HandOnForm
from dongthuan.apps.matters.lifecycle import CardKind
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.operations.handing_on import hand_on_criticism
from dongthuan.apps.matters.queries.cards import dossiers_to_choose, units_to_speak_for
from dongthuan.apps.matters.rules import ACCESS, Act
from dongthuan.apps.matters.wording import REFUSED, sentence_of


@require_http_methods(["GET", "POST"])
def hand_on(request: OfficerRequest, pk: int) -> HttpResponse:
    """Choose the draft (`?q=` looks for it), and hand the criticism on."""
    cards = MisinformationCard.objects.visible_to(request.user).select_related("unit", "opinion")
    card = get_object_or_404(cards, pk=pk)
    require(ACCESS, Act.HAND_ON, request.user, card)
    at = clock.now()
    units = units_to_speak_for(request.user)
    form = HandOnForm(
        request.POST or None, seen_by=request.user, units=units, initial={"version": card.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            hand_on_criticism(card=card, by=request.user, at=at, **form.cleaned_data)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("Handed on: those who draft are told, and their answer comes here."))
            return redirect(card)
    search = DossierSearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    page = {
        "card": card,
        "form": form,
        "search": search,
        "words": words,
        "dossiers": dossiers_to_choose(words, seen_by=request.user, on=clock.local_day(at)),
        "units": units,
        "is_criticism": card.kind == CardKind.CRITICISM,
    }
    return render(request, "matters/hand_on.html", page, status=400 if form.errors else 200)
