"""Addresses of dossiers and consultations."""

from django.urls import URLPattern

app_name = "policies"
urlpatterns: list[URLPattern] = []
