"""What can be done on the page of an item: make public, withdraw, keep a file, note and answer an error."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import require
from dongthuan.apps.common.steps import Offered, Step, see_again
from dongthuan.apps.disclosure.forms.publications import AnswerForm, FileForm, NoticeForm, PublishForm
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.operations import publications as operations
from dongthuan.apps.disclosure.operations.publications_notices import (
    answer_error_notice,
    receive_error_notice,
)
from dongthuan.apps.disclosure.publications_lifecycle import INFORMATION_NEXT, InformationState
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.publications_wording import REFUSED, sentence_of
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.operations.versions import ChangedMeanwhile

Done = TypeVar("Done")
_S = InformationState


def _may_go_to(state: InformationState) -> Callable[[PublicInformation], bool]:
    return lambda item: state in INFORMATION_NEXT[InformationState(item.state)]


STEPS: dict[str, Step] = {
    "cong-khai": Step(
        InformationAct.PUBLISH,
        PublishForm,
        operations.publish_information,
        "world",
        gettext_lazy("Make public"),
        gettext_lazy("The item is public."),
        _may_go_to(_S.PUBLISHED),
    ),
    "giu-tep": Step(
        InformationAct.KEEP_FILE,
        FileForm,
        operations.keep_item_file,
        "file-text",
        gettext_lazy("Keep the file"),
        gettext_lazy("The file is kept."),
        lambda _item: True,
    ),
    "rut": Step(
        InformationAct.WITHDRAW,
        ReasonForm,
        operations.withdraw_information,
        "eye-off",
        gettext_lazy("Withdraw from the public"),
        gettext_lazy("The item is no longer public."),
        _may_go_to(_S.WITHDRAWN),
        is_grave=True,
    ),
    "bao-sai": Step(
        InformationAct.RECEIVE_NOTICE,
        NoticeForm,
        receive_error_notice,
        "alert-triangle",
        gettext_lazy("Note that it is said to be wrong"),
        gettext_lazy("The notice is noted; its limit runs."),
        lambda item: item.state != _S.DRAFT,
    ),
}


def forms_for(
    item: PublicInformation, request: OfficerRequest, bound: dict[str, forms.Form]
) -> list[Offered]:
    """Return the steps that state and rules let this officer take, in the order of the table."""
    return [
        Offered(
            slug,
            step,
            bound.get(slug) or step.form(auto_id=f"{slug}_%s", initial={"version": item.version}),
        )
        for slug, step in STEPS.items()
        if step.is_open(item) and INFORMATION_ACCESS[step.act](request.user, item)
    ]


@require_POST
def take_step(request: OfficerRequest, pk: int, slug: str) -> HttpResponse:
    """Take one step and go back to the item, or show it with what was typed where it is refused."""
    item, step = _item(request, pk), STEPS.get(slug)
    if step is None:
        raise Http404
    require(INFORMATION_ACCESS, step.act, request.user, item)
    form = step.form(request.POST, request.FILES, auto_id=f"{slug}_%s")
    given = _given(form) if form.is_valid() else {}
    if attempt(request, form, step.operation, item=item, **given) is None:
        return _shown_again(request, item, step.label, form, request.path)
    messages.success(request, str(step.done))
    return redirect(item)


@require_POST
def answer(request: OfficerRequest, pk: int, notice_pk: int) -> HttpResponse:
    """Note the outcome of the check of a notice, and the answer given."""
    item = _item(request, pk)
    notice = get_object_or_404(ErrorNotice.objects.filter(item=item), pk=notice_pk)
    require(INFORMATION_ACCESS, InformationAct.ANSWER_NOTICE, request.user, item)
    form = AnswerForm(request.POST, auto_id=f"answer{notice.pk}_%s")
    given = form.cleaned_data if form.is_valid() else {}
    if attempt(request, form, answer_error_notice, notice=notice, **given) is None:
        return _shown_again(request, item, _("Answer the notice"), form, request.path)
    messages.success(request, _("The answer is noted."))
    return redirect(item)


def attempt(
    request: OfficerRequest, form: forms.Form, act: Callable[..., Done], /, **given: Any
) -> Done | None:
    """Do one act with what a form holds; None where form or act refused, which the form then says."""
    if not form.is_valid():
        return None
    try:
        return act(by=request.user, at=clock.now(), **given)
    except REFUSED as refusal:
        form.add_error(None, sentence_of(refusal))
        if isinstance(refusal, ChangedMeanwhile):
            see_again(form, refusal.version)
    return None


def _given(form: forms.Form) -> dict[str, Any]:
    if isinstance(form, FileForm):
        file = form.cleaned_data["file"]
        return {"data": file.read(), "name": file.name}
    if isinstance(form, NoticeForm):
        return {"content": form.content}
    assert isinstance(form, VersionForm)
    return form.given() | {"version": form.seen}


def _shown_again(
    request: OfficerRequest, item: PublicInformation, label: Any, form: forms.Form, address: str
) -> HttpResponse:
    page = {"item": item, "label": label, "form": form, "address": address}
    return render(request, "disclosure/item_step.html", page, status=400)


def _item(request: OfficerRequest, pk: int) -> PublicInformation:
    return get_object_or_404(PublicInformation.objects.visible_to(request.user).select_related("unit"), pk=pk)
