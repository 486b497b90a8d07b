"""Who may sign what: the list, one more, and its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.documents import wording
from dongthuan.apps.documents.forms.authorities import AuthorityForm, EndForm
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.operations import authorities as operations
from dongthuan.apps.documents.queries import authorities as queries
from dongthuan.apps.documents.rules import ACCESS, ACCESS_TO_AUTHORITIES, Act
from dongthuan.apps.documents.sheets import AUTHORITIES
from dongthuan.apps.documents.views.documents import tell


@require_GET
def authorities(request: OfficerRequest) -> HttpResponse:
    """List the rights to sign: those in force, or those that were or will be."""
    require(ACCESS, Act.READ_AUTHORITIES, request.user, None)
    on = clock.local_day(clock.now())
    is_past = request.GET.get("others") == "1"
    rows = queries.authorities_listed(on=on, in_force=not is_past)
    if sheets.is_wanted(request):
        ordered, at = rows.order_by("-pk"), clock.now()
        return sheets.answer_with(_("Who may sign"), AUTHORITIES, ordered, name="tham-quyen-ky", at=at)
    page = {
        "page": paging.page_of(rows, request.GET.get("page", "")),
        "is_past": is_past,
        "on": on,
        "may": allowed_acts(ACCESS_TO_AUTHORITIES, request.user, SigningAuthority()),
    }
    return render(request, "documents/authorities.html", page)


@require_http_methods(["GET", "POST"])
def grant(request: OfficerRequest) -> HttpResponse:
    """Record that an officer may sign."""
    require(ACCESS, Act.GRANT_AUTHORITY, request.user, SigningAuthority())
    on = clock.local_day(clock.now())
    form = AuthorityForm(request.POST or None, on=on, initial={"start_on": on})
    if form.is_valid():
        try:
            operations.grant_authority(content=form.content, by=request.user, at=clock.now())
        except tuple(wording.REFUSALS) as refusal:
            form.add_error(None, wording.sentence(refusal))
        else:
            messages.success(request, _("The signing authority is recorded."))
            return redirect("documents:authorities")
    status = 400 if request.method == "POST" else 200
    return render(request, "documents/authority_edit.html", {"form": form}, status=status)


@require_GET
def authority(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one right to sign: what it rests on, what is printed, when it ends."""
    require(ACCESS, Act.READ_AUTHORITIES, request.user, None)
    found = get_object_or_404(queries.authorities_with_parts(), pk=pk)
    on = clock.local_day(clock.now())
    page = {
        "authority": found,
        "is_in_force": queries.is_in_force(found, on=on),
        "is_over": found.end_on is not None and found.end_on <= on,
        "form": EndForm(initial={"end_on": on}),
        "may": allowed_acts(ACCESS_TO_AUTHORITIES, request.user, found),
    }
    return render(request, "documents/authority.html", page)


@require_POST
def end(request: OfficerRequest, pk: int) -> HttpResponse:
    """Let a right to sign end."""
    found = get_object_or_404(SigningAuthority, pk=pk)
    require(ACCESS, Act.END_AUTHORITY, request.user, found)
    form = EndForm(request.POST)
    if form.is_valid():
        done = _("The signing authority ends on that day; what was signed stays signed.")
        tell(request, operations.end_authority, done, authority=found, **form.cleaned_data)
    else:
        messages.error(request, _("Type the day as day/month/year."))
    return redirect("documents:authority", pk=pk)
