"""Addresses of the desk: inquiries, answers, lines to take, incoming mail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
