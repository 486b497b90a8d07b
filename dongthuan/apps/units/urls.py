"""Addresses of units."""

from django.urls import path

from dongthuan.apps.units import views

app_name = "units"
urlpatterns = [
    path("", views.list_units, name="list"),
    path("moi/", views.edit_unit, name="add"),
    path("<int:pk>/", views.edit_unit, name="edit"),
    path("<int:pk>/ket-thuc/", views.end_unit, name="end"),
]
