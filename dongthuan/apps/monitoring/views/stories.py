"""Stories: the list, one story with its timeline, and what people change about it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from dongthuan.apps.accounts.requests import OfficerRequest
from dongthuan.apps.common import charts, clock, paging, sheets
from dongthuan.apps.common.access import require
from dongthuan.apps.monitoring.forms.stories import MergeForm, SplitForm, StoryFilterForm, TitleForm
from dongthuan.apps.monitoring.links import items_url
from dongthuan.apps.monitoring.models.stories import Story, StoryChange
from dongthuan.apps.monitoring.operations import stories as operations
from dongthuan.apps.monitoring.queries import stories as queries
from dongthuan.apps.monitoring.queries.stories_told import subjects_of, waiting_proposals, waiting_splits
from dongthuan.apps.monitoring.rules import ACCESS, Act
from dongthuan.apps.monitoring.sheets import RISING, STORIES
from dongthuan.apps.monitoring.spans import around, end_of_hour
from dongthuan.apps.monitoring.tiles import story_figures

RISING_SHOWN = 50
REFUSALS = {
    operations.SameStory: gettext_lazy("A story cannot be merged into itself."),
    operations.AlreadyMerged: gettext_lazy("Somebody merged one of the stories already."),
    operations.NothingSelected: gettext_lazy("Select the items that are to leave."),
    operations.NothingLeft: gettext_lazy("At least one item must stay in the story."),
    operations.NoTitle: gettext_lazy("A story needs a headline of at most 500 characters."),
    operations.NotTheLatest: gettext_lazy("A later change rests on this one: take that back first."),
}


@require_GET
def stories(request: OfficerRequest) -> HttpResponse:
    """List the stories: the latest, the largest or those that rise."""
    require(ACCESS, Act.READ, request.user, None)
    now = clock.now()
    form = StoryFilterForm(request.GET, at=now)
    page: dict[str, object] = {
        "form": form,
        "proposals": waiting_proposals(),
        "splits": waiting_splits(),
        "may_change": ACCESS[Act.CHANGE_STORY](request.user, None),
    }
    if form.is_valid():
        sort = form.cleaned_data["sort"] or "latest"
        page["sort"] = sort
        if sort == "rising":
            rising = queries.rising_stories(form.wanted, until=end_of_hour(now), limit=RISING_SHOWN)
            if sheets.is_wanted(request):
                return sheets.answer_with(
                    _("News stories"), RISING, rising, name="chum-tin", at=now, form=form
                )
            page["rising"] = rising
        else:
            rows = queries.filtered_stories(queries.visible_stories(request.user), form.wanted)
            by = "item_count" if sort == "largest" else "last_at"
            if sheets.is_wanted(request):
                rows = rows.order_by(f"-{by}", "-pk")
                return sheets.answer_with(
                    _("News stories"), STORIES, rows, name="chum-tin", at=now, form=form
                )
            page["page"] = paging.page_of(rows, request.GET.get("page", ""), by=by)
    return render(request, "monitoring/stories.html", page, status=200 if form.is_valid() else 400)


def _story(request: OfficerRequest, pk: int) -> Story:
    return get_object_or_404(queries.visible_stories(request.user).select_related("merged_into"), pk=pk)


@require_GET
def story(request: OfficerRequest, pk: int) -> HttpResponse:
    """Show one story; one that was merged leads to the story that took it in."""
    found = _story(request, pk)
    if found.merged_into_id is not None:
        messages.info(request, _("This story was merged into another; here is that one."))
        return redirect("monitoring:story", pk=found.merged_into_id)
    moments = queries.story_moments(found)
    page = {
        "story": found,
        "chart": _chart(found, moments),
        "drift": queries.drift_of(moments),
        "tellers": queries.tellers_of(found),
        "page": paging.page_of(
            queries.story_items(found), request.GET.get("page", ""), by="published_at", size=40
        ),
        "figures": story_figures(found),
        "split_form": SplitForm(),
        "changes": queries.changes_of(found),
        "items_url": items_url(story=found.pk),
        "title_form": TitleForm(initial={"title": found.title}),
        "subjects": subjects_of(found),
        "may_change": ACCESS[Act.CHANGE_STORY](request.user, found),
    }
    return render(request, "monitoring/story.html", page)


def _chart(found: Story, moments: list[queries.Moment]) -> charts.Chart:
    rows = [
        charts.PolarityCount(
            moment.span.start,
            moment.negative,
            moment.neutral,
            moment.positive,
            moment.unclear,
            url=items_url(moment.span, story=found.pk),
        )
        for moment in moments
    ]
    return charts.polarity_bars(rows, step=around(found.first_at, found.last_at).step)


def _tell(
    request: OfficerRequest, act: Callable[..., StoryChange], done: str, **given: Any
) -> StoryChange | None:
    """Do one act and say in words how it went; None where it could not be done."""
    try:
        change = act(by=request.user, at=clock.now(), **given)
    except tuple(REFUSALS) as refusal:
        messages.error(request, str(REFUSALS[type(refusal)]))
        return None
    messages.success(request, done)
    return change


@require_POST
def retitle_story(request: OfficerRequest, pk: int) -> HttpResponse:
    """Give a story another headline."""
    found, form = _story(request, pk), TitleForm(request.POST)
    if form.is_valid():
        _tell(
            request,
            operations.retitle_story,
            _("The headline was changed."),
            story=found,
            **form.cleaned_data,
        )
    else:
        messages.error(request, _("A story needs a headline of at most 500 characters."))
    return redirect("monitoring:story", pk=pk)


@require_POST
def split_story(request: OfficerRequest, pk: int) -> HttpResponse:
    """Move the selected items into a story of their own."""
    found, form = _story(request, pk), SplitForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Select the items that are to leave."))
        return redirect("monitoring:story", pk=pk)
    change = _tell(
        request,
        operations.split_story,
        _("A new story was made of the items."),
        story=found,
        **form.cleaned_data,
    )
    return redirect("monitoring:story", pk=change.other_id if change and change.other_id else pk)


@require_GET
def merge_search(request: OfficerRequest, pk: int) -> HttpResponse:
    """Look for another story to merge into this one."""
    found = _story(request, pk)
    require(ACCESS, Act.CHANGE_STORY, request.user, found)
    words = TitleForm({"title": request.GET.get("q", "")})
    found_stories = queries.merge_candidates(found, words.cleaned_data["title"]) if words.is_valid() else []
    page = {"story": found, "candidates": found_stories, "q": request.GET.get("q", "")[:200]}
    part = "HX-Request" in request.headers
    return render(
        request, "monitoring/story_candidates.html" if part else "monitoring/story_merge.html", page
    )


@require_POST
def merge_story(request: OfficerRequest, pk: int) -> HttpResponse:
    """Merge another story into this one."""
    found, form = _story(request, pk), MergeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose the story to merge."))
        return redirect("monitoring:story", pk=pk)
    other = _story(request, form.cleaned_data["other"])
    _tell(request, operations.merge_stories, _("The stories were merged."), story=found, other=other)
    return redirect("monitoring:story", pk=pk)


@require_POST
def undo_story_change(request: OfficerRequest, pk: int, change: int) -> HttpResponse:
    """Take one change of a story back."""
    found = _story(request, pk)
    try:
        row = queries.change_of(found, change)
    except StoryChange.DoesNotExist:
        raise Http404 from None
    _tell(request, operations.undo_change, _("The change was taken back."), change=row)
    return redirect("monitoring:story", pk=row.story_id)
