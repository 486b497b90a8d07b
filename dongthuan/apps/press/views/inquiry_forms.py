"""The forms of the steps that lead on from where an inquiry stands, for whoever may take them."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django import forms

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.press.desk_lifecycle import INQUIRY_NEXT, InquiryState
from dongthuan.apps.press.forms.inquiries import CloseForm, GroupForm, OwnerForm, RefusalForm
from dongthuan.apps.press.forms.register_fields import ReasonForm, VersionForm
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.queries.desk_people import officers_at_work
from dongthuan.apps.press.queries.inquiries import others_of


def forms_for(
    inquiry: Inquiry, may: set[str], like: Sequence[Inquiry], *, by: Officer, at: datetime
) -> dict[str, forms.Form]:
    """Return a form for each step that is possible now and allowed, by the name of the act."""
    following = INQUIRY_NEXT[InquiryState(inquiry.state)]
    on = local_day(at)
    seen = {"version": inquiry.version}
    leads = Inquiry.objects.filter(pk__in=[row.pk for row in like])
    makers: dict[str, tuple[bool, Callable[[], forms.Form]]] = {
        "offer_inquiry": (
            InquiryState.ASSIGNED in following,
            lambda: OwnerForm(initial=seen, officers=officers_at_work(on=on), auto_id="offer_%s"),
        ),
        "accept_inquiry": (InquiryState.DRAFTING in following, lambda: VersionForm(initial=seen)),
        "refuse_offer": (
            inquiry.state == InquiryState.ASSIGNED,
            lambda: ReasonForm(initial=seen, auto_id="refuse_offer_%s"),
        ),
        "group_inquiry": (
            bool(like) and inquiry.is_open and inquiry.same_as_id is None,
            lambda: GroupForm(initial=seen, leads=leads, auto_id="group_%s"),
        ),
        "refuse_inquiry": (
            InquiryState.REFUSED in following,
            lambda: RefusalForm(initial=seen, on=local_day(inquiry.received_at), auto_id="refuse_%s"),
        ),
        "close_inquiry": (
            InquiryState.CLOSED in following,
            lambda: CloseForm(initial=seen, others=others_of(inquiry, by), auto_id="close_%s"),
        ),
    }
    return {name: make() for name, (is_possible, make) in makers.items() if is_possible and name in may}
