"""People decide whether two stories are one event, and whether one story is two."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.monitoring.models.stories import StoryProposal
from dongthuan.apps.monitoring.operations.stories import AlreadyMerged, NothingLeft, NothingSelected
from dongthuan.apps.monitoring.operations.story_proposals import AlreadyDecided, decide_proposal

SENTENCES = {
    AlreadyDecided: gettext_lazy("Somebody decided about this pair already."),
    AlreadyMerged: gettext_lazy("Somebody merged one of the stories already."),
    NothingSelected: gettext_lazy("The items have left the story meanwhile; nothing was done."),
    NothingLeft: gettext_lazy("Nothing else is left in the story; nothing was done."),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])


@require_POST
def decide_merge(request: OfficerRequest, pk: int) -> HttpResponse:
    """Make one story of two or two of one, or leave them as they are."""
    proposal = get_object_or_404(StoryProposal, pk=pk)
    is_same = request.POST.get("same") == "1"
    if proposal.other_id is None:
        done = _("It stays one.") if is_same else _("The story is two now; it can be undone on its page.")
    else:
        done = _("The stories are one now; it can be undone on its page.") if is_same else _("They stay two.")
    attempt(request, decide_proposal, done, proposal=proposal, is_same=is_same)
    return redirect("monitoring:stories")
