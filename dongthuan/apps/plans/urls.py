"""Addresses of directives and plans."""

from django.urls import path, re_path

from dongthuan.apps.plans.views import directives

app_name = "plans"
urlpatterns = [
    path("", directives.list_plans, name="list"),
    path("doc-van-ban/", directives.upload, name="upload"),
    path("<int:pk>/", directives.show_plan, name="plan"),
    path("<int:pk>/luu/", directives.save_plan, name="save"),
    path("<int:pk>/bo/", directives.discard_plan, name="discard"),
    path("<int:pk>/hoan-tac/", directives.undo, name="undo"),
    path("<int:pk>/tep/", directives.original, name="file"),
    path("<int:pk>/nhiem-vu/them/", directives.add_duty, name="duty-add"),
    path("<int:pk>/nhiem-vu/<int:duty_pk>/", directives.edit_duty, name="duty"),
    path("<int:pk>/nhiem-vu/<int:duty_pk>/bo/", directives.remove_duty, name="duty-remove"),
    re_path(
        r"^(?P<pk>\d{1,18})/nhiem-vu/(?P<duty_pk>\d{1,18})/(?P<way>len|xuong)/$",
        directives.move_duty,
        name="duty-move",
    ),
]
