"""All addresses; each app keeps its own."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("dongthuan.apps.desk.urls")),
    path("tai-khoan/", include("allauth.account.urls")),
    path("ngon-ngu/", include("django.conf.urls.i18n")),
    path("giam-sat/", include("dongthuan.apps.monitoring.urls")),
    path("don-vi/", include("dongthuan.apps.units.urls")),
    path("can-bo/", include("dongthuan.apps.accounts.urls")),
    path("minh-hoa/", include("dongthuan.apps.demonstration.urls")),
    path("nhat-ky/", include("dongthuan.apps.audit.urls")),
]
