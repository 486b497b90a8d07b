"""Addresses on which consultations are set up."""

from django.urls import path

from dongthuan.apps.policies.views import consultations

urlpatterns = [
    path("<int:pk>/lay-y-kien/", consultations.add_consultation, name="consultation-new"),
    path("lay-y-kien/<int:pk>/", consultations.show_consultation, name="consultation"),
    path("lay-y-kien/<int:pk>/sua/", consultations.edit_consultation, name="consultation-edit"),
    path("lay-y-kien/<int:pk>/buoc/<slug:step>/", consultations.take_step, name="consultation-step"),
]
