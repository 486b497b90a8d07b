"""Addresses of notices."""

from django.urls import path

from dongthuan.apps.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.list_mine, name="mine"),
    path("da-doc/", views.mark_all_read, name="mark_all_read"),
    path("<int:pk>/mo/", views.open_notice, name="open"),
    path("cach-nhan/", views.edit_preferences, name="preferences"),
    path("don-doc/", views.list_reminders, name="reminders"),
    path("thu/", views.list_outbox, name="outbox"),
    path("thu/bi-tra-lai/", views.take_bounce, name="bounce"),
    path("thu/<int:pk>/", views.show_message, name="message"),
    path("thu/<int:pk>/gui-lai/", views.retry_message, name="retry"),
    path("thu/<int:pk>/thoi/", views.give_up_message, name="give_up"),
]
