"""Addresses of official documents."""

from django.urls import URLPattern, URLResolver, path

from dongthuan.apps.documents.views import documents

app_name = "documents"
urlpatterns: list[URLPattern | URLResolver] = [
    path("<int:pk>/", documents.document, name="document"),
]
