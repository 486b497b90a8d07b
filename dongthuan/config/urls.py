"""All addresses; each app keeps its own."""

from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from dongthuan.apps.portal.views.robots import robots, security

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dongthuan.apps.desk.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("tai-khoan/lop-thu-hai/", include("allauth.mfa.urls")),
    path("tai-khoan/phien/", include("allauth.usersessions.urls")),
    path("ngon-ngu/", login_not_required(set_language), name="set_language"),
    path("giam-sat/", include("dongthuan.apps.monitoring.urls")),
    path("ke-hoach/", include("dongthuan.apps.plans.urls")),
    path("thoi-han/", include("dongthuan.apps.clocks.urls")),
    path("thong-bao/", include("dongthuan.apps.notices.urls")),
    path("tep/", include("dongthuan.apps.files.urls")),
    path("van-ban/", include("dongthuan.apps.documents.urls")),
    path("thong-qua/", include("dongthuan.apps.clearances.urls")),
    path("bao-chi/", include("dongthuan.apps.press.urls")),
    path("noi-dung/", include("dongthuan.apps.content.urls")),
    path("tiep-can-thong-tin/", include("dongthuan.apps.disclosure.urls")),
    path("chinh-sach/", include("dongthuan.apps.policies.urls")),
    path("kinh-phi/", include("dongthuan.apps.budgets.urls")),
    path("dat-hang/", include("dongthuan.apps.commissions.urls")),
    path("quan-triet/", include("dongthuan.apps.awareness.urls")),
    path("doi-tac/", include("dongthuan.apps.partners.urls")),
    path("do-luong/", include("dongthuan.apps.measurement.urls")),
    path("nang-luc/", include("dongthuan.apps.capacity.urls")),
    path("vu-viec/", include("dongthuan.apps.matters.urls")),
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security, name="security"),
    path("cong/", include("dongthuan.apps.portal.urls")),
    path("bao-cao/", include("dongthuan.apps.reports.urls")),
    path("don-vi/", include("dongthuan.apps.units.urls")),
    path("can-bo/", include("dongthuan.apps.accounts.urls")),
    path("minh-hoa/", include("dongthuan.apps.demonstration.urls")),
    path("nhat-ky/", include("dongthuan.apps.audit.urls")),
]
