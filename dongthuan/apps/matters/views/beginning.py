"""A matter is opened: by hand, or from a signal, an item or an inquiry, which it then hangs on."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from dongthuan.apps.accounts.queries import own_unit
from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import clock as time
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.matters.forms.matters import NONE, OpenForm
from dongthuan.apps.matters.lifecycle import Clause, Grade
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.matters import open_matter
from dongthuan.apps.matters.operations.refusals import AlreadyOnMatter
from dongthuan.apps.matters.queries.choices import units_to_open_in
from dongthuan.apps.matters.queries.matters import matter_of, on_same_topic
from dongthuan.apps.matters.queries.records import address_of, title_of
from dongthuan.apps.matters.queries.timeline import exactly
from dongthuan.apps.matters.rules import Act, may_open_somewhere
from dongthuan.apps.matters.wording import CLAUSE_HELP, CLAUSE_ORDER, REFUSED, sentence_of
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.press.models.inquiries import Inquiry


@dataclass(frozen=True, slots=True)
class Origin:
    """From what a matter is opened, and what is known from there; record None = by hand."""

    record: Model | None = None
    known: dict[str, Any] = field(default_factory=dict)
    topic: Topic | None = None


def by_hand(request: OfficerRequest) -> HttpResponse:
    """Open a matter by hand."""
    return _open(request, Origin())


def from_signal(request: OfficerRequest, pk: int) -> HttpResponse:
    """Open a matter from a signal: everything is filled in, so that a second click opens it."""
    signal = get_object_or_404(Signal.objects.select_related("topic__unit"), pk=pk)
    told = {"signal": title_of(signal), "at": exactly(signal.hour)}
    is_negative = signal.series == Series.NEGATIVE
    known = {
        "title": title_of(signal),
        "topic": signal.topic,
        "unit": signal.topic.unit,
        "grade": Grade.NOTABLE if is_negative else Grade.WATCH,
        "grade_reason": _("Unusual signal: %(signal)s, %(at)s") % told,
        "clause": Clause.OPINIONS if is_negative else NONE,
        "t0_reason": _("Determined to affect public opinion on the signal %(signal)s, %(at)s") % told,
    }
    return _open(request, Origin(signal, known, signal.topic))


def from_item(request: OfficerRequest, pk: int) -> HttpResponse:
    """Open a matter from one item."""
    item = get_object_or_404(Item.objects.select_related("source"), pk=pk)
    mention = item.mentions.select_related("topic__unit").order_by("topic__kind", "pk").last()
    topic = mention.topic if mention else None
    told = {"outlet": item.source.outlet, "at": exactly(item.published_at)}
    known = {
        "title": item.title[:300],
        "summary": item.lead[:2000],
        "topic": topic,
        "unit": topic.unit if topic else None,
        "grade": Grade.WATCH,
        "grade_reason": _("Published by %(outlet)s, %(at)s") % told,
        "t0_reason": _("Received the item of %(outlet)s, %(at)s, and handles it") % told,
    }
    return _open(request, Origin(item, known, topic))


def from_inquiry(request: OfficerRequest, pk: int) -> HttpResponse:
    """Open a matter from an inquiry of the press; the request itself is article 7(5)."""
    inquiry = get_object_or_404(Inquiry.objects.visible_to(request.user), pk=pk)
    told = {"number": f"{inquiry.number}/{inquiry.year}", "at": exactly(inquiry.received_at)}
    known = {
        "title": inquiry.topic[:300],
        "unit": inquiry.unit,
        "grade": Grade.WATCH,
        "grade_reason": _("Asked by the press, inquiry %(number)s") % told,
        "clause": Clause.REQUESTED,
        "t0_at": inquiry.received_at,
        "t0_reason": _("Received inquiry %(number)s, %(at)s") % told,
    }
    return _open(request, Origin(inquiry, known))


def _open(request: OfficerRequest, origin: Origin) -> HttpResponse:
    if not may_open_somewhere(request.user):
        raise NotAllowed(Act.OPEN.value)
    existing = _existing(origin)
    if existing is not None:
        return _go_to(request, existing)
    at = time.now()
    units = units_to_open_in(request.user, on=local_day(at))
    initial = {"t0_at": at, "clause": NONE, "unit": own_unit(request.user, units), "owner": request.user}
    initial |= {name: value for name, value in origin.known.items() if value not in (None, "")}
    form = OpenForm(request.POST or None, units=units, initial=initial)
    if form.is_valid():
        try:
            matter = open_matter(
                content=form.content(),
                grading=form.grading(),
                duty=form.duty(),
                by=request.user,
                at=at,
                record=origin.record,
            )
        except AlreadyOnMatter as found:
            return _go_to(request, found.matter)
        except REFUSED as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            messages.success(request, _("The matter is open."))
            return redirect("matters:matter", pk=matter.pk)
    return render(
        request, "matters/open.html", _content(request, origin, form), status=400 if form.errors else 200
    )


def _content(request: OfficerRequest, origin: Origin, form: OpenForm) -> dict[str, Any]:
    clauses = {str(option.data["value"]): option for option in form["clause"]}
    return {
        "form": form,
        "origin": origin.record,
        "origin_title": title_of(origin.record) if origin.record else "",
        "origin_url": address_of(origin.record) if origin.record else "",
        "others": on_same_topic(origin.topic, seen_by=request.user),
        "clauses": [(clauses[str(code)], CLAUSE_HELP[code]) for code in CLAUSE_ORDER if str(code) in clauses],
    }


def _existing(origin: Origin) -> Matter | None:
    if origin.record is None:
        return None
    return matter_of(origin.record)


def _go_to(request: OfficerRequest, matter: Any) -> HttpResponse:
    """Lead to the matter on which a record hangs already; who may not read it is told who has it."""
    if Matter.objects.visible_to(request.user).filter(pk=matter.pk).exists():
        messages.info(request, _("This hangs on a matter already; here it is."))
        return redirect("matters:matter", pk=matter.pk)
    messages.info(request, _("%(unit)s handles this already, as a matter.") % {"unit": matter.unit.label})
    return redirect("matters:list")
