"""Addresses of the registers: outlets, journalists, channels, spokespersons, conferences, corrections."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
