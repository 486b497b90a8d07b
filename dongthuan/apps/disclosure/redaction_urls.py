"""Addresses of redactions."""

from django.urls import path

from dongthuan.apps.disclosure.views import redaction

urlpatterns = [
    path("che/yeu-cau/<int:pk>/", redaction.redactions, name="redactions"),
    path("che/<int:pk>/", redaction.redaction, name="redaction"),
    path("che/<int:pk>/trang/<int:number>-<str:kind>.png", redaction.redaction_page, name="redaction-page"),
    path("che/<int:pk>/<str:step>/", redaction.redaction_step, name="redaction-step"),
    path("che/<int:pk>/tep/<str:kind>/", redaction.redaction_file, name="redaction-file"),
]
