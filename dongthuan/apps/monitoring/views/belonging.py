"""What an item concerns, as people say: the agency or not, a topic or not."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.monitoring.forms.items import BelongingForm, RelevanceForm
from dongthuan.apps.monitoring.operations import belonging
from dongthuan.apps.monitoring.operations.correcting import NotReadYet
from dongthuan.apps.monitoring.queries.items import visible_items

attempt: Callable[..., object] = attempting(
    (NotReadYet,),
    lambda _refusal: gettext_lazy("The machine has not read this item yet; try again in a minute."),
)


@require_POST
def say_relevance(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say whether an item concerns the agency's matters."""
    item, form = get_object_or_404(visible_items(request.user), pk=pk), RelevanceForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data["concerns"] == "yes"
        attempt(
            request,
            belonging.say_relevance,
            _("Noted. The machine learns from it."),
            item=item,
            is_relevant=said,
        )
    return redirect("monitoring:item", pk=pk)


@require_POST
def say_topic(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say whether an item speaks of a topic."""
    item, form = get_object_or_404(visible_items(request.user), pk=pk), BelongingForm(request.POST)
    if form.is_valid():
        topic, belongs = form.cleaned_data["topic"], form.cleaned_data["belongs"] == "yes"
        done = _("Noted. Texts like this one are sorted so from now on.")
        attempt(request, belonging.say_topic, done, item=item, topic=topic, belongs=belongs)
    return redirect("monitoring:item", pk=pk)
