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
    path("<int:pk>/lop-thu-hai/", views.reset_second_factor, name="reset-factor"),
    path("<int:pk>/dong/", views.close_account, name="close"),
    path("vang-mat/", views.list_absences, name="absences"),
    path("<int:pk>/vang-mat/", views.add_absence, name="absence-add"),
    path("vang-mat/<int:pk>/nguoi-thay/", views.change_stand_in, name="absence-stand-in"),
    path("vang-mat/<int:pk>/ket-thuc/", views.end_absence, name="absence-end"),
    path("vang-mat/<int:pk>/rut/", views.withdraw_absence, name="absence-withdraw"),
    path("vai-tro/<int:pk>/ket-thuc/", views.end_role, name="end_role"),
]
