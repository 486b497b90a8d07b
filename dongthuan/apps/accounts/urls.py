"""Addresses of officers."""

from django.urls import path

from dongthuan.apps.accounts import views

app_name = "accounts"
urlpatterns = [
    path("", views.list_officers, name="list"),
    path("moi/", views.add_officer, name="add"),
    path("<int:pk>/", views.show_officer, name="show"),
    path("<int:pk>/sua/", views.edit_officer, name="edit"),
    path("<int:pk>/vai-tro/", views.give_role, name="give_role"),
    path("<int:pk>/dong/", views.close_account, name="close"),
    path("vai-tro/<int:pk>/ket-thuc/", views.end_role, name="end_role"),
]
