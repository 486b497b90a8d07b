"""The law's lists on a day, what is not known of them, and entries that officers propose and decide on."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.clocks.models.rulebook import VERIFIED
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.common.forms import Day
from dongthuan.apps.disclosure.forms.publications import EntryForm
from dongthuan.apps.disclosure.law_wording import cited, consented, titled
from dongthuan.apps.disclosure.models.law_lists import KINDS, ListEntry
from dongthuan.apps.disclosure.operations.law_lists import approve_entry, propose_entry, reject_entry
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, ON_ENTRY, InformationAct
from dongthuan.apps.disclosure.publications_wording import sentence_of
from dongthuan.apps.disclosure.queries.law_lists import list_of
from dongthuan.apps.disclosure.views.publications_acts import attempt
from dongthuan.apps.press.forms.register_fields import ReasonForm
from dongthuan.law.openness import Entry, Kind, last_known


@require_GET
def lists(request: OfficerRequest) -> HttpResponse:
    """Show every list as it stands on a day, and say of each what is not known."""
    require(INFORMATION_ACCESS, InformationAct.READ_LISTS, request.user, None)
    day = _day(request)
    found = [(kind, label, list_of(Kind(kind), day)) for kind, label in KINDS]
    page = {
        "day": day,
        "lists": [
            (
                kind,
                label,
                listing,
                [_said(one) for one in listing.entries],
                sentence_of(listing.problem) if listing.problem else "",
                last_known(Kind(kind), day) if listing.problem else None,
            )
            for kind, label, listing in found
        ],
        "waiting": ListEntry.objects.proposed().select_related("proposed_by"),
        "may_propose": INFORMATION_ACCESS[InformationAct.PROPOSE_ENTRY](request.user, None),
        "tab": "lists",
    }
    return render(request, "disclosure/law_lists.html", page)


@require_http_methods(["GET", "POST"])
def propose(request: OfficerRequest) -> HttpResponse:
    """Propose an entry; begun from one of the law before, it is filled in but for article and source."""
    require(INFORMATION_ACCESS, InformationAct.PROPOSE_ENTRY, request.user, None)
    form = EntryForm(request.POST or None, initial=_initial(request))
    saved = attempt(request, form, propose_entry, content=form.content) if form.is_valid() else None
    if saved is not None:
        messages.success(request, _("The entry awaits a second pair of eyes."))
        return redirect("disclosure:law-entry", pk=saved.pk)
    status = 400 if request.method == "POST" else 200
    return render(request, "disclosure/law_entry_edit.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def entry(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show a proposed entry, and decide on it."""
    require(INFORMATION_ACCESS, InformationAct.READ_LISTS, request.user, None)
    found = get_object_or_404(ListEntry.objects.select_related("proposed_by", "decided_by"), pk=pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        form.fields["reason"].required = "approve" not in request.POST
        if "approve" in request.POST:
            done = attempt(request, form, approve_entry, entry=found)
        else:
            reason = form.cleaned_data["reason"] if form.is_valid() else ""
            done = attempt(request, form, reject_entry, entry=found, reason=reason)
        if done is not None:
            messages.success(request, _("The decision is noted."))
            return redirect("disclosure:law-entry", pk=pk)
    page = {"entry": found, "form": form, "may": allowed_acts(ON_ENTRY, request.user, found)}
    return render(request, "disclosure/law_entry.html", page, status=400 if form.errors else 200)


def _said(entry: Entry) -> dict[str, object]:
    """Return an entry as the page says it, in the reader's language."""
    verified = dict(VERIFIED)[entry.verified.value]
    said = {"title": titled(entry), "consent": consented(entry), "citation": cited(entry)}
    return {"entry": entry, "verified": verified, **said}


def _day(request: OfficerRequest) -> date:
    try:
        day: date | None = Day(required=False).clean(request.GET.get("day", ""))
    except ValidationError:
        day = None
    return day or clock.local_day(clock.now())


def _initial(request: OfficerRequest) -> dict[str, object]:
    kind, key = request.GET.get("kind", ""), request.GET.get("key", "")
    if kind not in {one.value for one in Kind}:
        return {}
    today = clock.local_day(clock.now())
    before = last_known(Kind(kind), today)
    old = before.get(key) if before is not None else None
    if old is None:
        return {"kind": kind, "valid_from": today}
    copied = {name: getattr(old, name) for name in ("key", "title", "title_en", "consent", "is_closed")}
    return copied | {"kind": kind, "valid_from": old.valid_to}
