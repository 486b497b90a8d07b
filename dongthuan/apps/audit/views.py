"""Pages of the audit record: read it, and have its chain checked."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dongthuan.apps.audit.forms import EntryFilterForm
from dongthuan.apps.audit.operations import verify_chain
from dongthuan.apps.audit.queries import entries_matching, record_of
from dongthuan.apps.audit.rules import ACCESS, Act
from dongthuan.apps.audit.sheets import ENTRIES
from dongthuan.apps.common import sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.common.clock import now
from dongthuan.apps.common.paging import page_of
from dongthuan.apps.common.requests import ActorRequest


def list_entries(request: ActorRequest) -> HttpResponse:
    """Show who did what and when, the newest first."""
    require(ACCESS, Act.READ, request.user, None)
    form = EntryFilterForm(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    entries = entries_matching(wanted)
    if sheets.is_wanted(request):
        rows = entries.order_by("-id")
        return sheets.answer_with(_("Audit record"), ENTRIES, rows, name="nhat-ky", at=now(), form=form)
    page = page_of(entries, request.GET.get("page", ""), by="id")
    return render(request, "audit/list.html", {"form": form, "page": page})


def show_record(request: ActorRequest, kind: str, key: str) -> HttpResponse:
    """Lead to the page of the record behind an entry; a record without one, or gone, is not found."""
    require(ACCESS, Act.READ, request.user, None)
    record = record_of(kind, key)
    address = getattr(record, "get_absolute_url", None)
    if address is None:
        raise Http404
    return redirect(address())


@require_POST
def check_chain(request: ActorRequest) -> HttpResponse:
    """Recompute the chain and say whether anybody changed it."""
    require(ACCESS, Act.READ, request.user, None)
    report = verify_chain()
    if report.first_broken is None:
        messages.success(
            request, _("The record is whole: %(n)d entries checked.") % {"n": report.entry_count}
        )
    else:
        messages.error(
            request,
            _("The record was changed at entry %(n)d. Keep the database as it is and call the administrator.")
            % {"n": report.first_broken},
        )
    return redirect("audit:list")
