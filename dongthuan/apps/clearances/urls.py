"""Addresses of clearances."""

from django.urls import URLPattern, path

from dongthuan.apps.clearances.views import clearances, outside

app_name = "clearances"
urlpatterns: list[URLPattern] = [
    path("", clearances.mine, name="mine"),
    path("<int:pk>/", clearances.clearance, name="clearance"),
    path("<int:pk>/anh/<int:number>/", clearances.picture, name="picture"),
    path("<int:pk>/rut/", clearances.withdraw, name="withdraw"),
    path("phan/<int:pk>/quyet-dinh/", clearances.decide, name="decide"),
    path("phan/<int:pk>/vuot/", clearances.override, name="override"),
    path("phan/<int:pk>/giao-thay/", clearances.hand_over, name="hand-over"),
    path("phan/<int:pk>/gui-lien-ket/", clearances.send_link, name="send-link"),
    path("ngoai/<str:token>/", outside.outside, name="outside"),
    path("ngoai/<str:token>/anh/<int:number>/", outside.outside_picture, name="outside-picture"),
]
