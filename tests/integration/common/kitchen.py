"""A page that holds every part once, for looking at and for the tests; it is no page of the product."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLResolver, include, path
from django.views.defaults import page_not_found, permission_denied

from dongthuan.apps.common import charts
from dongthuan.apps.common.figures import Figure
from dongthuan.apps.common.forms import Day, Line, Passage

PAGE = Path(__file__).with_name("kitchen.html")
START = date(2026, 10, 1)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class SourceForm(forms.Form):
    """Every kind of field."""

    name = Line(
        label="Tên nguồn", help_text="Tên cơ quan báo chí hoặc trang tin, ví dụ: Báo Nhân Dân điện tử"
    )
    kind = forms.ChoiceField(label="Loại", choices=[("rss", "RSS 2.0"), ("html", "Trang HTML")])
    since = Day(label="Thu thập từ ngày", required=False)
    pace = forms.DecimalField(label="Số yêu cầu mỗi phút", localize=True, min_value=0, initial=12.5)
    topics = forms.MultipleChoiceField(
        label="Chủ đề", choices=[("kh", "Khoa học"), ("gd", "Giáo dục")], widget=forms.CheckboxSelectMultiple
    )
    note = Passage(label="Ghi chú", required=False)
    is_active = forms.BooleanField(label="Đang thu thập", required=False)


class Filter(forms.Form):
    """A filter bar."""

    q = Line(label="Từ khoá", required=False)
    polarity = forms.ChoiceField(
        label="Sắc thái", required=False, choices=[("", "Tất cả"), ("negative", "Tiêu cực")]
    )
    day = Day(label="Từ ngày", required=False)


def _figures() -> list[Figure]:
    return [
        Figure(
            "Tin trong tháng", 12_345, "/?k=1", "tin", 11_000, 15_400, note="máy: 85%, người xác nhận: 15%"
        ),
        Figure("Tin tiêu cực", 218, "/?k=2", "tin", 180, None, wish="less", is_warning=True),
        Figure("Trả lời đúng hạn", 96.5, "/?k=3", "%", 92, 96.5, wish="more", places=1),
        Figure("Nguồn im lặng", None, note="chưa thu thập"),
    ]


def _charts() -> dict[str, charts.Chart]:
    days = [START + timedelta(days=step) for step in range(45)]
    counts = [
        charts.PolarityCount(day, 4 + step % 7, 20 + step % 5, 9 + step % 4, step % 3, f"/?d={step}")
        for step, day in enumerate(days)
    ]
    compared = [
        charts.Compared(day, 30 + n % 9, 25 + n % 5, None if n < 20 else 28 + n % 6)
        for n, day in enumerate(days)
    ]
    foreseen = [charts.Foreseen(day, observed=30 + n % 9, url=f"/?d={n}") for n, day in enumerate(days[:35])]
    foreseen += [
        charts.Foreseen(day, expected=33, low=31 - n, high=36 + 1.5 * n) for n, day in enumerate(days[35:])
    ]
    mark = charts.Mark(days[12], "Tín hiệu: tăng bất thường", "/")
    return {
        "bars": charts.polarity_bars(counts, marks=[mark]),
        "lines": charts.polarity_lines(counts),
        "compared": charts.comparison(compared, unit="tin"),
        "foreseen": charts.forecast(foreseen, level=0.8, unit="tin"),
        "nothing": charts.comparison([]),
    }


@login_not_required
def kitchen(request: HttpRequest) -> HttpResponse:
    """Show every part."""
    messages.success(request, "Đã lưu nguồn tin.")
    messages.error(request, "Không đọc được tệp: dòng 12 không phải JSON.")
    form = SourceForm({"name": "", "kind": "rss"} if "sai" in request.GET else None)
    context = {
        "demonstration": True,
        "figures": _figures(),
        "charts": _charts(),
        "form": form,
        "filter_form": Filter(request.GET),
        "ago": NOW - timedelta(hours=3),
        "due": NOW + timedelta(days=3),
        "now": NOW,
        "states": [
            ("Mới", "neutral"),
            ("Đang xử lý", "info"),
            ("Đã đăng", "good"),
            ("Sắp hạn", "warn"),
            ("Quá hạn", "bad"),
        ],
        "values": [3, 5, 2, 8, None, 9, 12],
        "page": SimpleNamespace(newer="a", older="b"),
    }
    return HttpResponse(engines["django"].from_string(PAGE.read_text("utf-8")).render(context, request))


@login_not_required
def missing(request: HttpRequest) -> HttpResponse:
    """Show the page for what is not there."""
    return page_not_found(request, LookupError())


@login_not_required
def refused(request: HttpRequest) -> HttpResponse:
    """Show the page for what one may not do."""
    return permission_denied(request, PermissionError())


def _stubs() -> list[URLResolver]:
    """Return an address for every line of the navigation, whatever apps there are."""
    names = [entry["url_name"].split(":") for entry in settings.NAVIGATION]
    return [
        path(
            f"{app}/",
            include(([path(f"{name}/", kitchen, name=name) for at, name in names if at == app], app)),
        )
        for app in sorted({app for app, _ in names})
    ]


urlpatterns = [
    path("bep/", kitchen, name="kitchen"),
    path("bep/404/", missing),
    path("bep/403/", refused),
    path("tai-khoan/", include("allauth.account.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("thong-bao/", include("dongthuan.apps.notices.urls")),
    *_stubs(),
]
