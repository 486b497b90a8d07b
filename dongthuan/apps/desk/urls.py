"""Addresses of the desk."""

from django.urls import path

from dongthuan.apps.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("lanh-dao/", views.leader, name="leader"),
    path("minh-chung/<int:pk>/", views.choose_item, name="evidence"),
]
