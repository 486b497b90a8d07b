"""Addresses of the invented feeds; open to all, for they are what a newspaper would be."""

from django.urls import path

from dongthuan.apps.demonstration import views

app_name = "demonstration"
urlpatterns = [
    path("<slug:anchor>/<slug:outlet>.xml", views.feed, name="feed"),
    path("<slug:anchor>/tin/<slug:key>/", views.article, name="article"),
]
