"""The column "access to information": the register by group, one item, how to ask, feed and open data."""

from collections.abc import Callable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.db.models import Count, Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock
from dongthuan.apps.common.forms import CONTROL
from dongthuan.apps.disclosure.law_wording import cited, consented, titled
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.queries.law_lists import list_of, sorted_by
from dongthuan.apps.disclosure.queries.public import (
    may_show,
    public_file,
    public_history,
    public_item,
    public_items,
    public_versions,
)
from dongthuan.apps.files.responses import download
from dongthuan.apps.portal.open_answers import open_data
from dongthuan.apps.portal.openness_data import COLUMNS, as_csv_lines, as_json_lines
from dongthuan.apps.portal.pages import drawn, kept_for_a_moment
from dongthuan.apps.press.views.register_steps import page_by_name
from dongthuan.apps.units.queries import current_agency
from dongthuan.law.openness import Entry, Kind

Lines = Callable[..., Iterator[str]]
LENGTH = 30
MOST_WORDS = 200


@login_not_required
@require_safe
@kept_for_a_moment
def list_items(request: HttpRequest) -> HttpResponse:
    """Show what is public: by group, or what holds some words, with and without marks."""
    on = clock.local_day(clock.now())
    words, group = (
        CONTROL.sub("", request.GET.get(name, "")[:MOST_WORDS]).strip() for name in ("q", "group")
    )
    shown = public_items(on=on)
    groups, is_provisional = sorted_by(Kind.GROUP, on)
    counts = dict(shown.order_by().values("group").annotate(n=Count("pk")).values_list("group", "n"))
    rows = shown.matching(words)
    rows = rows.filter(group=group) if group else rows
    chosen = groups.get(group) if group else None
    page = {
        "page": page_by_name(rows, request.GET.get("page", "")),
        "words": words,
        "group": group,
        "chosen": titled(chosen) if chosen else group,
        "groups": [(entry.key, titled(entry), counts.get(entry.key, 0)) for entry in groups.entries],
        "instruments": groups.instruments,
        "is_provisional": is_provisional,
        "total": sum(counts.values()),
    }
    return drawn(request, "portal/openness.html", page)


@login_not_required
@require_safe
@kept_for_a_moment
def show_item(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one item: what it is, where it can be read, from when until when."""
    on = clock.local_day(clock.now())
    item = public_item(slug, on=on)
    if item is None:
        raise Http404
    group = sorted_by(Kind.GROUP, item.created_on)[0].get(item.group)
    form = sorted_by(Kind.FORM, item.created_on)[0].get(item.form)
    page = {
        "item": item,
        "group": titled(group) if group else item.group,
        "citation": cited(group) if group else item.group_instrument,
        "form": titled(form) if form else item.form,
        "replaced_by": public_items(on=on).filter(replaces=item).first(),
        "shows_older": item.replaces is not None and may_show(item.replaces, on=on),
        "versions": public_versions(item, on=on),
        "history": public_history(item, on=on),
    }
    return drawn(request, "portal/openness_item.html", page)


@login_not_required
@require_safe
def item_file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out the file of a public item."""
    kept = public_file(slug, on=clock.local_day(clock.now()))
    if kept is None:
        raise Http404
    return download(kept)


@login_not_required
@require_safe
@kept_for_a_moment
def guide(request: HttpRequest) -> HttpResponse:
    """Say how to ask for information: where, what a request holds, what it costs, what may be refused."""
    on = clock.local_day(clock.now())
    kinds = (Kind.CONTENT, Kind.RESTRICTION, Kind.REFUSAL, Kind.FEE)
    lists = {kind.value: list_of(kind, on) for kind in kinds}
    page = {name: [_said(entry) for entry in found.entries] for name, found in lists.items()}
    contact_group = "m"  # the point under which the law lists the contact point and the list itself
    return drawn(
        request,
        "portal/openness_guide.html",
        {**page, "lists": lists, "rules": public_items(on=on).filter(group__in=("k", contact_group))[:20]},
    )


@login_not_required
@require_safe
@kept_for_a_moment
def atom(request: HttpRequest) -> HttpResponse:
    """Give what was made public last as an Atom feed."""
    on, agency = clock.local_day(clock.now()), current_agency()
    feed = Atom1Feed(
        title=f"{agency or 'Đồng Thuận'}: {_('Access to information')}",
        link=request.build_absolute_uri(reverse("portal:openness")),
        description="",
        language="vi",
        feed_url=request.build_absolute_uri(reverse("portal:openness-atom")),
        author_name=str(agency or ""),
    )
    host = request.get_host().partition(":")[0]
    for item in public_items(on=on).order_by("-published_at", "-pk")[:LENGTH]:
        feed.add_item(
            title=item.title,
            link=_page_of(request)(item),
            description=item.summary,
            unique_id=f"tag:{host},2026:openness:{item.slug}",
            pubdate=item.published_at,
            updateddate=item.changed_at,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


@login_not_required
@require_safe
def data_csv(request: HttpRequest) -> HttpResponseBase:
    """Give the whole public register as CSV, row by row."""
    return _data(request, as_csv_lines, "thong-tin-cong-khai.csv")


@login_not_required
@require_safe
def data_json(request: HttpRequest) -> HttpResponseBase:
    """Give the whole public register as JSON, row by row, with what its columns mean."""
    return _data(request, as_json_lines, "thong-tin-cong-khai.json")


@login_not_required
@require_safe
@kept_for_a_moment
def data_columns(request: HttpRequest) -> HttpResponse:
    """Describe the open data: its columns, addresses and terms."""
    return drawn(request, "portal/openness_data.html", {"columns": COLUMNS})


def _said(entry: Entry) -> tuple[str, str, str, Entry]:
    return titled(entry), consented(entry), cited(entry), entry


def _data(request: HttpRequest, lines: Lines, name: str) -> HttpResponseBase:
    on = clock.local_day(clock.now())
    rows = public_items(on=on)
    state = rows.order_by().aggregate(count=Count("pk"), changed=Max("changed_at"), newest=Max("pk"))

    def body() -> Iterator[str]:
        return lines(COLUMNS, rows.iterator(chunk_size=500), _page_of(request))

    return open_data(request, state=(on, state), changed=state["changed"], body=body, name=name)


def _page_of(request: HttpRequest) -> Callable[[PublicInformation], str]:
    def page(item: PublicInformation) -> str:
        return request.build_absolute_uri(reverse("portal:openness-item", args=[item.slug]))

    return page
