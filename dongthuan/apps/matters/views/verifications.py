"""Acts on a question of fact: the unit answers, who asked asks again or takes it back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock as time
from dongthuan.apps.matters.forms.matters import ReasonForm
from dongthuan.apps.matters.forms.verifications import AnswerForm, AskAgainForm
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.models.verifications import Verification
from dongthuan.apps.matters.operations import verifying
from dongthuan.apps.matters.wording import REFUSED, sentence_of

WAYS: dict[str, tuple[type[forms.Form], Callable[..., object], str | Promise]] = {
    "tra-loi": (AnswerForm, verifying.answer_facts, _("Your answer reached those who asked.")),
    "hoi-lai": (AskAgainForm, verifying.ask_again, _("The unit is asked again.")),
    "rut": (ReasonForm, verifying.withdraw_question, _("The question is taken back.")),
}


@require_POST
def act_on_verification(request: OfficerRequest, pk: int, way: str) -> HttpResponse:
    """Do one act on a question; what was refused is said in words above the page."""
    if way not in WAYS:
        raise Http404
    seen = Matter.objects.visible_to(request.user)
    verification = get_object_or_404(Verification.objects.filter(matter__in=seen), pk=pk)
    form_type, operation, done = WAYS[way]
    form = form_type(request.POST, prefix=f"{way}-{pk}")
    if form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            operation(verification=verification, by=request.user, at=time.now(), **given)
        except REFUSED as refusal:
            messages.error(request, sentence_of(refusal))
        else:
            messages.success(request, str(done))
    else:
        messages.error(request, " ".join(str(fault) for faults in form.errors.values() for fault in faults))
    return redirect(verification.get_absolute_url())
