"""Addresses of the audit record."""

from django.urls import path

from dongthuan.apps.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.list_entries, name="list"),
    path("kiem-tra/", views.check_chain, name="check"),
    path("ban-ghi/<str:kind>/<str:key>/", views.show_record, name="record"),
]
