"""What can be done on the page of an item: make public, withdraw, keep a file, note and answer an error."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock, steps
from dongthuan.apps.common.access import require
from dongthuan.apps.common.steps import Step, Steps
from dongthuan.apps.disclosure.forms.publications import (
    AnswerForm,
    FileForm,
    NoticeForm,
    PublishForm,
    WithdrawForm,
)
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.operations import publications as operations
from dongthuan.apps.disclosure.operations.publications_notices import (
    answer_error_notice,
    receive_error_notice,
)
from dongthuan.apps.disclosure.publications_lifecycle import INFORMATION_NEXT, InformationState
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.publications_wording import REFUSED, sentence_of

Done = TypeVar("Done")
_S = InformationState


def _may_go_to(state: InformationState) -> Callable[[PublicInformation], bool]:
    return lambda item: state in INFORMATION_NEXT[InformationState(item.state)]


TABLE: dict[str, Step] = {
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
        WithdrawForm,
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
STEPS = Steps("item", TABLE, INFORMATION_ACCESS, REFUSED, sentence_of)


@require_POST
def answer(request: OfficerRequest, pk: int, notice_pk: int) -> HttpResponse:
    """Note the outcome of the check of a notice, and the answer given."""
    item = _item(request, pk)
    notice = get_object_or_404(ErrorNotice.objects.filter(item=item), pk=notice_pk)
    require(INFORMATION_ACCESS, InformationAct.ANSWER_NOTICE, request.user, item)
    form = AnswerForm(request.POST, auto_id=f"answer{notice.pk}_%s")
    given = form.cleaned_data if form.is_valid() else {}
    if attempt(request, form, answer_error_notice, notice=notice, **given) is None:
        return _shown_again(request, item, form)
    messages.success(request, _("The answer is noted."))
    return redirect(item)


def attempt(
    request: OfficerRequest, form: forms.Form, act: Callable[..., Done], /, **given: Any
) -> Done | None:
    """Do one act with what a form holds; None where form or act refused, which the form then says."""
    return steps.attempt(  # type: ignore[no-any-return]  # what the act makes
        form,
        lambda: act(by=request.user, at=clock.now(), **given),
        refused=REFUSED,
        sentence=sentence_of,
    )


def _shown_again(request: OfficerRequest, item: PublicInformation, form: forms.Form) -> HttpResponse:
    page = {"item": item, "label": _("Answer the notice"), "form": form, "address": request.path}
    return render(request, "disclosure/item_step.html", page, status=400)


def _item(request: OfficerRequest, pk: int) -> PublicInformation:
    return get_object_or_404(PublicInformation.objects.visible_to(request.user).select_related("unit"), pk=pk)
