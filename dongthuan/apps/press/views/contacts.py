"""Pages of lists of contacts: the lists, one of them with its members, making and filling it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import allowed_acts, require
from dongthuan.apps.press.forms.journalists import AddContactsForm, ContactListForm
from dongthuan.apps.press.models.contacts import Contact, ContactList
from dongthuan.apps.press.operations import contacts as operations
from dongthuan.apps.press.operations.taking_out import note_taken
from dongthuan.apps.press.queries import outlets as queries
from dongthuan.apps.press.rules import ACCESS, Act, keeps_lists_somewhere
from dongthuan.apps.press.sheets import CONTACT_LISTS, CONTACTS
from dongthuan.apps.press.views.register_steps import attempt, page_by_name

ON_LISTS = {act: ACCESS[act] for act in (Act.KEEP_CONTACTS, Act.READ_CONTACTS)}


@require_GET
def contact_lists(request: OfficerRequest) -> HttpResponse:
    """List the lists of contacts."""
    require(ACCESS, Act.READ_CONTACTS, request.user, None)
    rows = queries.lists_listed()
    if sheets.is_wanted(request):
        return sheets.answer_with(_("Contact lists"), CONTACT_LISTS, rows, name="danh-ba", at=clock.now())
    page = {
        "page": page_by_name(rows, request.GET.get("page", "")),
        "tab": "contacts",
        "may_add": keeps_lists_somewhere(request.user, None),
    }
    return render(request, "press/contact_lists.html", page)


def _show(
    request: OfficerRequest, found: ContactList, form: forms.Form, *, status: int = 200
) -> HttpResponse:
    rows = found.contacts.select_related("journalist__outlet", "outlet")
    page: dict[str, Any] = {
        "contact_list": found,
        "page": paging.page_of(rows, request.GET.get("page", "")),
        "count": rows.count(),
        "form": form,
        "may": allowed_acts(ON_LISTS, request.user, found),
    }
    return render(request, "press/contact_list.html", page, status=status)


@require_http_methods(["GET", "POST"])
def contact_list(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one list with its members, and put members on it."""
    require(ACCESS, Act.READ_CONTACTS, request.user, None)
    found = get_object_or_404(ContactList.objects.select_related("unit"), pk=pk)
    at = clock.now()
    on = clock.local_day(at)
    if sheets.is_wanted(request):
        rows = found.contacts.select_related("journalist__outlet", "outlet").order_by("-pk")
        note_taken(act=Act.READ_CONTACTS, count=rows.count(), by=request.user, at=at)
        return sheets.answer_with(found.name, CONTACTS, rows, name=f"danh-ba-{pk}", at=at)
    if request.method == "GET":
        return _show(request, found, AddContactsForm(on=on))
    require(ACCESS, Act.KEEP_CONTACTS, request.user, found)
    form = AddContactsForm(request.POST, on=on)
    if form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("journalists", "outlets")}
        added = attempt(request, form, operations.add_contacts, contact_list=found, **chosen)
        if added is not None:
            words = ngettext("%(n)s new member.", "%(n)s new members.", added) % {"n": added}
            messages.success(request, words)
            return redirect("press:contact-list", pk=pk)
    return _show(request, found, form, status=400)


@require_http_methods(["GET", "POST"])
def contact_list_edit(request: OfficerRequest, pk: int | None = None) -> HttpResponse:
    """Make a list, or name one anew."""
    found = get_object_or_404(ContactList, pk=pk) if pk is not None else None
    if found is not None:
        require(ACCESS, Act.KEEP_CONTACTS, request.user, found)
    else:
        require({Act.KEEP_CONTACTS: keeps_lists_somewhere}, Act.KEEP_CONTACTS, request.user, None)
    initial = {name: getattr(found, name) for name in ContactListForm.base_fields} if found else {}
    form = ContactListForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.given() | {"version": form.seen}
        saved = attempt(request, form, operations.save_list, contact_list=found, **given)
        if saved is not None:
            messages.success(request, _("The list is kept."))
            return redirect("press:contact-list", pk=saved.pk)
    status = 400 if request.method == "POST" else 200
    return render(
        request, "press/contact_list_edit.html", {"form": form, "contact_list": found}, status=status
    )


@require_POST
def contact_remove(request: OfficerRequest, pk: int) -> HttpResponse:
    """Take one member off its list."""
    require(ACCESS, Act.READ_CONTACTS, request.user, None)
    found = get_object_or_404(Contact, pk=pk)
    operations.remove_contact(contact=found, by=request.user, at=clock.now())
    messages.success(request, _("Taken off the list."))
    return redirect("press:contact-list", pk=found.contact_list_id)
