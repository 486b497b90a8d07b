"""Addresses of the papers of requests."""

from django.urls import path

from dongthuan.apps.disclosure.views import papers

urlpatterns = [
    path("giay/bao-cao-dinh-ky/", papers.periodic, name="periodic"),
    path("giay/<int:pk>/", papers.papers, name="papers"),
    path("giay/<int:pk>/<str:number>.<str:form>", papers.paper, name="paper"),
    path("giay/<int:pk>/<str:number>/", papers.draw_up_notice, name="paper-draw-up"),
]
