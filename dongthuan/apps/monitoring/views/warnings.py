"""Pages about early warnings: the chances now, how earlier ones turned out, and people's judgement."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.common.clock import now
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.models.warnings import EarlyWarning
from dongthuan.apps.monitoring.operations import warnings as operations
from dongthuan.apps.monitoring.queries.warnings import (
    latest_alerts,
    model_versions,
    outlooks,
    scorecard,
)
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.warning_sheets import WARNINGS

SENTENCES: dict[type[Exception], Promise] = {
    operations.NotAnAlert: gettext_lazy("Only a chance that was shown as a warning can be judged."),
}
attempt = attempting(tuple(SENTENCES), lambda refusal: SENTENCES[type(refusal)])


def warnings(request: OfficerRequest) -> HttpResponse:
    """Show the chance of each topic, the warnings raised, and how they turned out."""
    require(ACCESS, Act.READ, request.user, None)
    at = now()
    if sheets.is_wanted(request):
        rows = EarlyWarning.objects.alerts().select_related("topic").order_by("-at", "-pk")
        return sheets.answer_with(_("Early warnings"), WARNINGS, rows, name="canh-bao-som", at=at)
    page = {
        "outlooks": outlooks(list(Topic.objects.watched()), at=at),
        "card": scorecard(),
        "alerts": latest_alerts(),
        "versions": model_versions(),
        "may_judge": ACCESS[Act.JUDGE_WARNING](request.user, None),
        "alert_at": operations.ALERT_AT,
    }
    return render(request, "monitoring/warnings.html", page)


@require_POST
def judge_warning(request: OfficerRequest, pk: int) -> HttpResponse:
    """Say that a warning was right or wrong."""
    shown = get_object_or_404(EarlyWarning, pk=pk)
    was_right = request.POST.get("verdict") == EarlyWarning.Verdict.TRUE
    done = _("Your judgement is kept and counts in the scorecard.")
    attempt(request, operations.judge_warning, done, warning=shown, was_right=was_right)
    return redirect("monitoring:warnings")
