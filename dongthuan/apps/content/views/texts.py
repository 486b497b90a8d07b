"""The list of texts, one text with all that was and can be done with it, and writing one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Model, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.audit.queries import record_of
from dongthuan.apps.clearances.queries.clearances import clearance_keys
from dongthuan.apps.common import clock, paging, sheets
from dongthuan.apps.common.access import NotAllowed, allowed_acts, require
from dongthuan.apps.common.acting import attempting
from dongthuan.apps.content.checks import Finding
from dongthuan.apps.content.forms import texts as entered
from dongthuan.apps.content.lifecycle import TextKind, TextState
from dongthuan.apps.content.models.revisions import CorrectionNotice
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import texts as operations
from dongthuan.apps.content.paragraphs import as_html
from dongthuan.apps.content.queries import corrections, mailings, people
from dongthuan.apps.content.queries import texts as queries
from dongthuan.apps.content.queries.lines import lines_fitting
from dongthuan.apps.content.queries.pictures import pictures_of
from dongthuan.apps.content.rules import ACCESS, Act, may_write_something
from dongthuan.apps.content.sheets import columns
from dongthuan.apps.content.wording import FINDINGS, REFUSALS, SCHEDULE_FAULTS, TONES, sentence
from dongthuan.apps.content.wording_acts import act_words
from dongthuan.apps.press.queries.lines import lines_used_in
from dongthuan.apps.units.models import Unit, UnitQuerySet

MOST_ENTRIES = 100
BELONGS_TO = frozenset({"matters.matter", "press.inquiry"})


attempt = attempting(tuple(REFUSALS), sentence)


def text_of(request: OfficerRequest, pk: int) -> Text:
    """Return the text, if this officer may see it."""
    rows = Text.objects.visible_to(request.user).with_clearance()
    parts = (
        "unit__parent",
        "author",
        "spokesperson",
        "mandate",
        "matter_confirmed_by",
        "published_by",
        "scheduled_by",
        "withdrawal",
    )
    return get_object_or_404(rows.select_related(*parts), pk=pk)


@require_GET
def texts(request: OfficerRequest) -> HttpResponse:
    """List the texts, the latest changed first."""
    require(ACCESS, Act.LIST, request.user, None)
    at = clock.now()
    form = entered.FilterForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    rows = queries.texts_listed(request.user, wanted, at=at)
    if sheets.is_wanted(request):
        shown = columns(lambda text: str(queries.standing_of(text, at=at).label))
        ordered, title = rows.order_by("-changed_at", "-pk"), _("Releases and statements")
        return sheets.answer_with(title, shown, ordered, name="thong-cao", at=at, form=form)
    page = paging.page_of(rows, request.GET.get("page", ""), by="changed_at")
    content = {
        "page": page,
        "rows": [(text, queries.standing_of(text, at=at)) for text in page.rows],
        "form": form,
        "tones": TONES,
        "is_filtered": any(wanted.values()),
        "may_write": may_write_something(request.user),
    }
    return render(request, "content/texts.html", content, status=200 if form.is_valid() else 400)


@require_GET
def text(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one text as the public will read it, what stands in its way, and what can be done."""
    return render(request, "content/text.html", page_of(request, text_of(request, pk)))


def page_of(request: OfficerRequest, found: Text) -> dict[str, Any]:
    """Return what the page of a text shows."""
    at = clock.now()
    may = {act.rpartition(".")[2] for act in allowed_acts(ACCESS, request.user, found)}
    standing = queries.standing_of(found, at=at)
    is_draft = found.state == TextState.DRAFT
    findings = queries.findings_in(found) if found.state in (TextState.DRAFT, TextState.SCHEDULED) else []
    version = {"version": found.version}
    correction = corrections.open_correction(found)
    speaker = queries.live_speaker(found, at=at) if is_draft else None
    revisions = list(found.revisions.select_related("made_by").defer("html", "content"))
    return {
        "text": found,
        "standing": standing,
        "tone": TONES.get(standing, "neutral"),
        "may": may,
        "html": {name: as_html(getattr(found, name)) for name in ("lead", "body", "quote")},
        "findings": [(one, FINDINGS[one.code]) for one in findings],
        "is_blocked": any(one.is_blocking for one in findings),
        "lacks_speaker": is_draft and found.is_official and speaker is None,
        "lacks_confirmation": is_draft and queries.lacks_confirmation(found, speaker),
        "fault": SCHEDULE_FAULTS.get(found.schedule_fault, ""),
        "pictures": list(pictures_of(found)),
        "correction": correction,
        "correction_findings": [] if correction is None else blocking(found, correction),
        "correction_clearing": corrections.clearing_state(correction) if correction is not None else None,
        "corrections": corrections.published_corrections(found),
        "revisions": revisions,
        "newest_number": revisions[0].number if revisions else 0,
        "mailings": mailings.mailings_of(found) if found.published_at else [],
        "publish_form": entered.PublishForm(initial=version),
        "schedule_form": entered.ScheduleForm(initial=version, auto_id="schedule_%s"),
        "embargo_form": entered.EmbargoForm(
            initial=version | {"moment": found.embargo_until}, auto_id="embargo_%s"
        ),
        "withdraw_form": entered.WithdrawForm(initial=version, auto_id="withdraw_%s"),
        "lines_used": lines_used_in(found),
        "line_form": entered.UseLineForm(lines=lines_fitting(found, on=clock.local_day(at))),
        "belongs_to": belongs_to(found),
        "history": history_of(found),
    }


def blocking(found: Text, correction: CorrectionNotice | None = None) -> list[tuple[Finding, Promise]]:
    """Return what must be put right before a text, or a correction of it, is published."""
    said = queries.findings_in(found, correction)
    return [(one, FINDINGS[one.code]) for one in said if one.is_blocking]


def belongs_to(found: Text) -> dict[str, str] | None:
    """Return the name and page of the record a text belongs to, or None."""
    record = record_of(found.record_type, found.record_key) if found.record_type else None
    if record is None:
        return None
    page = getattr(record, "get_absolute_url", None)
    return {"title": str(record), "url": page() if page else ""}


def history_of(found: Text) -> list[dict[str, Any]]:
    """Return what was done with a text and its clearances, the latest first."""
    own = Q(record_type="content.text", record_key=str(found.pk))
    cleared = Q(record_type="clearances.clearance", record_key__in=clearance_keys(found))
    rows = (
        Entry.objects.filter(own | cleared)
        .exclude(act="files.keep")
        .select_related("actor")
        .order_by("-id")[:MOST_ENTRIES]
    )
    return [{"entry": entry, "words": act_words(entry.act, entry.details)} for entry in rows]


@require_http_methods(["GET", "POST"])
def add(request: OfficerRequest) -> HttpResponse:
    """Draw up a text; `for` names the record it belongs to."""
    if not may_write_something(request.user):
        raise NotAllowed(Act.WRITE.value)
    at = clock.now()
    units = people.units_to_write_for(request.user, on=clock.local_day(at))
    record = _record(request.GET.get("for", ""))
    kind = request.GET.get("kind", "")
    begun = {
        "kind": kind if kind in TextKind.values else TextKind.RELEASE.value,
        "unit": _unit_of(record, units) or people.own_unit(request.user, units),
        "is_official": True,
        "title": str(getattr(record, "title", record))[:300] if record is not None else "",
    }
    form = _form(request, None, begun, at=at, record=record)
    if form.is_valid():
        made = _written(
            form,
            lambda: operations.draw_up_text(content=form.content, by=request.user, at=at, record=record),
        )
        if made is not None:
            messages.success(request, _("The draft is kept."))
            return redirect("content:text", pk=made.pk)
    content = {"form": form, "text": None, "record": record}
    return render(request, "content/edit.html", content, status=_status(request))


@require_http_methods(["GET", "POST"])
def edit(request: OfficerRequest, pk: int) -> HttpResponse:
    """Edit a draft; what was typed survives when somebody else was faster."""
    found = text_of(request, pk)
    require(ACCESS, Act.WRITE, request.user, found)
    if found.state != TextState.DRAFT:
        messages.error(request, sentence(operations.NotInThatState(found.state)))
        return redirect("content:text", pk=pk)
    at = clock.now()
    form = _form(request, found, entered.initial_of(found), at=at)
    if form.is_valid():
        version, before = form.cleaned_data["version"] or 0, found.text_hash
        made = _written(
            form,
            lambda: operations.rewrite_text(
                text=found, version=version, content=form.content, by=request.user, at=at
            ),
        )
        if made is not None:
            is_other = made.text_hash != before
            done = _("Saved. Changed words need a new clearance.")
            messages.success(
                request, done if is_other else _("Saved. No word that the public reads was changed.")
            )
            return redirect("content:text", pk=pk)
    content = {"form": form, "text": found, "standing": queries.standing_of(found, at=at)}
    return render(request, "content/edit.html", content, status=_status(request))


def _form(
    request: OfficerRequest,
    found: Text | None,
    begun: dict[str, Any],
    *,
    at: datetime,
    record: Model | None = None,
) -> entered.TextForm:
    """Return the form, with the speakers of the unit that was chosen."""
    units = people.units_to_write_for(request.user, on=clock.local_day(at))
    chosen = request.POST.get("unit", "") if request.method == "POST" else request.GET.get("unit", "")
    unit: Unit | None = begun["unit"]
    if chosen.isdecimal() and len(chosen) < 19:
        unit = units.select_related("parent").filter(pk=int(chosen)).first() or unit
    begun["unit"] = unit
    speakers = queries.speakers_for(unit, at=at, record=found or record) if unit is not None else []
    return entered.TextForm(request.POST or None, units=units, speakers=speakers, initial=begun)


def _written(form: entered.TextForm, act: Callable[[], Text]) -> Text | None:
    try:
        return act()
    except tuple(REFUSALS) as refusal:
        form.add_error(None, sentence(refusal))
        return None


def _unit_of(record: Model | None, units: UnitQuerySet) -> Unit | None:
    """Return the unit of the record a text is for, where the officer may write for it."""
    return units.filter(pk=getattr(record, "unit_id", None) or 0).first()


def _record(named: str) -> Model | None:
    kind, _colon, key = named.partition(":")
    return record_of(kind, key) if kind in BELONGS_TO and len(key) <= 40 else None


def _status(request: OfficerRequest) -> int:
    return 400 if request.method == "POST" else 200
