"""Addresses of the register and the requests."""

from django.urls import URLPattern

from dongthuan.apps.disclosure import papers_urls, publications_urls, redaction_urls, requests_urls

app_name = "disclosure"
urlpatterns: list[URLPattern] = [
    *publications_urls.urlpatterns,
    *papers_urls.urlpatterns,
    *redaction_urls.urlpatterns,
    *requests_urls.urlpatterns,
]
