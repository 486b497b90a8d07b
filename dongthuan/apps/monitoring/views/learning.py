"""The page about the reader: how it does, what officers taught it, and which heads are in use."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dongthuan.analysis.encoder import encoder_id_of
from dongthuan.analysis.understanding_heads import POLARITIES, name_heads
from dongthuan.analysis.understanding_sureness import shipped_sureness
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.clock import now
from dongthuan.apps.monitoring.forms.learning import AnsweredForm, RefusalForm
from dongthuan.apps.monitoring.larger_models import names_of_larger
from dongthuan.apps.monitoring.models.learning import LearnedHeads
from dongthuan.apps.monitoring.operations import learning as operations
from dongthuan.apps.monitoring.operations import learning_asked
from dongthuan.apps.monitoring.queries import learning as queries
from dongthuan.apps.monitoring.queries.readers import larger_at_work
from dongthuan.apps.monitoring.reliability import reliability_diagram
from dongthuan.apps.monitoring.rules import ACCESS, Act

LEARNING_ACCESS = {act: ACCESS[act] for act in (Act.REFIT_HEADS, Act.ADOPT_HEADS, Act.CHOOSE_ANSWERED)}
SENTENCES = {
    operations.AlreadyDecided: gettext_lazy("Somebody else has decided about these heads already."),
    operations.OtherEncoder: gettext_lazy(
        "These heads were learned on another encoder. Learn new ones on the one in use."
    ),
    operations.NotMeasured: gettext_lazy("Choose one of the shares shown: for others nothing was measured."),
    operations.NothingAdopted: gettext_lazy("The shipped heads are in use already."),
    learning_asked.AlreadyAsked: gettext_lazy(
        "Stored items are being read anew already. Wait until that ends."
    ),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])


@require_GET
def reader(request: OfficerRequest) -> HttpResponse:
    """Show how the reader does on what officers said, the heads learned here, and what is in use."""
    require(ACCESS, Act.READ, request.user, None)
    rows = queries.standing_examples()
    heads = queries.history()
    adopted = next((one for one in heads if one.state == LearnedHeads.State.ADOPTED), None)
    page = {
        "in_use": adopted.model_id if adopted else name_heads(encoder_id_of(settings.MODEL_FOLDER)),
        "adopted": adopted,
        "practice": queries.practice(rows),
        "taught": sum(not row.is_locked for row in rows),
        "locked": sum(row.is_locked for row in rows),
        "least_taught": operations.LEAST_TAUGHT,
        "least_locked": operations.LEAST_LOCKED,
        "wrong": queries.wrong_examples(rows),
        "heads": heads,
        "said": (*POLARITIES, "unclear"),
        "rereading": queries.last_rereading(),
        "larger": larger_at_work(names_of_larger(), at=now()),
        "sureness": shipped_sureness(),
        "diagram": reliability_diagram(shipped_sureness().bins),
        "step": queries.answered_step(),
        "choice": queries.last_choice(),
        "form": RefusalForm(),
        "acts": allowed_acts(LEARNING_ACCESS, request.user, None),
    }
    return render(request, "monitoring/reader.html", page)


@require_POST
def refit(request: OfficerRequest) -> HttpResponse:
    """Have heads learned from the corrections in the background."""
    done = _("The heads are being learned. In some minutes a candidate stands here, if anything is new.")
    attempt(request, learning_asked.ask_refit, done)
    return redirect("monitoring:reader")


@require_POST
def adopt(request: OfficerRequest, pk: int) -> HttpResponse:
    """Put heads into use."""
    heads = get_object_or_404(LearnedHeads.objects.defer("content"), pk=pk)
    done = _("The heads are in use. New items are read with them.")
    encoder_id = encoder_id_of(settings.MODEL_FOLDER)
    attempt(request, operations.adopt_heads, done, heads=heads, encoder_id=encoder_id)
    return redirect("monitoring:reader")


@require_POST
def refuse(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say that heads are not adopted."""
    heads, form = get_object_or_404(LearnedHeads.objects.defer("content"), pk=pk), RefusalForm(request.POST)
    if form.is_valid():
        done = _("The heads are not adopted.")
        attempt(request, operations.refuse_heads, done, heads=heads, reason=form.cleaned_data["reason"])
    return redirect("monitoring:reader")


@require_POST
def roll_back(request: OfficerRequest) -> HttpResponse:
    """Go back to the shipped heads."""
    attempt(request, operations.roll_back_heads, _("The shipped heads are in use again."))
    return redirect("monitoring:reader")


@require_POST
def choose_answered(request: OfficerRequest) -> HttpResponse:
    """Choose for which share of the items the machine says a polarity."""
    form = AnsweredForm(request.POST)
    if form.is_valid():
        done = _("Chosen. New items are read so; have stored items read anew if they shall follow.")
        attempt(request, operations.choose_answered, done, answered=form.cleaned_data["answered"])
    return redirect("monitoring:reader")


@require_POST
def reread(request: OfficerRequest) -> HttpResponse:
    """Have stored items read anew by the heads in use."""
    adopted = LearnedHeads.objects.filter(state=LearnedHeads.State.ADOPTED).first()
    model_id = adopted.model_id if adopted else name_heads(encoder_id_of(settings.MODEL_FOLDER))
    done = _("Stored items are being read anew. What people confirmed stays as it is.")
    attempt(request, learning_asked.ask_rereading, done, model_id=model_id)
    return redirect("monitoring:reader")
