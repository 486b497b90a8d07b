"""Addresses of directives and plans."""

from django.urls import path, re_path

from dongthuan.apps.plans import views

app_name = "plans"
urlpatterns = [
    path("", views.list_plans, name="list"),
    path("doc-van-ban/", views.upload, name="upload"),
    path("<int:pk>/", views.show_plan, name="plan"),
    path("<int:pk>/luu/", views.save_plan, name="save"),
    path("<int:pk>/bo/", views.discard_plan, name="discard"),
    path("<int:pk>/hoan-tac/", views.undo, name="undo"),
    path("<int:pk>/tep/", views.original, name="file"),
    path("<int:pk>/nhiem-vu/them/", views.add_duty, name="duty-add"),
    path("<int:pk>/nhiem-vu/<int:duty_pk>/", views.edit_duty, name="duty"),
    path("<int:pk>/nhiem-vu/<int:duty_pk>/bo/", views.remove_duty, name="duty-remove"),
    re_path(
        r"^(?P<pk>\d{1,18})/nhiem-vu/(?P<duty_pk>\d{1,18})/(?P<way>len|xuong)/$",
        views.move_duty,
        name="duty-move",
    ),
]
