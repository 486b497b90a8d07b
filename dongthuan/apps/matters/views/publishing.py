"""A cleared text is published from the page of its matter, and counts there at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock as time
from dongthuan.apps.content.forms.texts import PublishForm
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.wording import REFUSALS, sentence
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.statements import publish_statement


@require_POST
def publish(request: OfficerRequest, pk: int, text: int) -> HttpResponse:
    """Publish a text of a matter; a refusal is said in words on the matter."""
    matter = get_object_or_404(Matter.objects.visible_to(request.user), pk=pk)
    texts = Text.objects.visible_to(request.user)
    kind, keys = matter._meta.label_lower, matter.family_keys
    found = get_object_or_404(texts.filter(record_type=kind, record_key__in=keys), pk=text)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return redirect("matters:matter", pk=pk)
    at, given = time.now(), form.cleaned_data
    try:
        made = publish_statement(matter=matter, text=found, by=request.user, at=at, **given)
    except tuple(REFUSALS) as refusal:
        messages.error(request, sentence(refusal))
    else:
        is_public = made.public_at is not None and made.public_at <= at
        public, held = _("Published; it counts as a statement now."), _("Published under embargo.")
        messages.success(request, public if is_public else held)
    return redirect("matters:matter", pk=pk)
