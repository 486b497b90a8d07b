"""Addresses of campaigns and targets."""

from django.urls import path

from dongthuan.apps.measurement.views import campaigns, targets

app_name = "measurement"
urlpatterns = [
    path("", campaigns.campaigns, name="campaigns"),
    path("moi/", campaigns.add, name="campaign-add"),
    path("chi-tieu/", targets.targets, name="targets"),
    path("nhiem-vu-khcn/", targets.science, name="science"),
    path("nhiem-vu-khcn/them/", targets.science_add, name="science-add"),
    path("nhiem-vu-khcn/nhap/", targets.science_import, name="science-import"),
    path("nhiem-vu-khcn/<int:pk>/", targets.science_edit, name="science-edit"),
    path("<int:pk>/", campaigns.campaign, name="campaign"),
    path("<int:pk>/sua/", campaigns.edit, name="campaign-edit"),
    path("<int:pk>/thong-diep/", campaigns.messages, name="messages"),
    path("<int:pk>/muc-tieu/<int:objective_pk>/", campaigns.objective, name="objective-edit"),
    path("<int:pk>/muc-tieu/<int:objective_pk>/bo/", campaigns.drop_objective, name="objective-drop"),
    path("<int:pk>/<slug:slug>/", campaigns.take_step, name="campaign-step"),
]
