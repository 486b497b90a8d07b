"""Addresses of lines and promises of money."""

from django.urls import path

from dongthuan.apps.budgets.views import commitments, lines

app_name = "budgets"
urlpatterns = [
    path("", lines.lines, name="lines"),
    path("moi/", lines.add, name="line-add"),
    path("nhiem-vu/<int:pk>/", commitments.for_task, name="for-task"),
    path("cam-ket/<int:pk>/", commitments.commitment, name="commitment"),
    path("cam-ket/<int:pk>/<slug:slug>/", commitments.take_step, name="commitment-step"),
    path("<int:pk>/", lines.line, name="line"),
    path("<int:pk>/<slug:slug>/", lines.take_step, name="line-step"),
]
