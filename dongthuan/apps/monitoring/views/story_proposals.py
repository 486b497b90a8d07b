"""People decide whether two stories are one event."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.monitoring.models.stories import StoryProposal
from dongthuan.apps.monitoring.operations.stories import AlreadyMerged
from dongthuan.apps.monitoring.operations.story_proposals import AlreadyDecided, decide_proposal

SENTENCES = {
    AlreadyDecided: gettext_lazy("Somebody decided about this pair already."),
    AlreadyMerged: gettext_lazy("Somebody merged one of the stories already."),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])


@require_POST
def decide_merge(request: OfficerRequest, pk: int) -> HttpResponse:
    """Merge the two stories of a proposal, or keep them apart."""
    proposal = get_object_or_404(StoryProposal, pk=pk)
    is_same = request.POST.get("same") == "1"
    done = _("The stories are one now; it can be undone on its page.") if is_same else _("They stay two.")
    attempt(request, decide_proposal, done, proposal=proposal, is_same=is_same)
    return redirect("monitoring:stories")
