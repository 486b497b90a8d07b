"""Addresses of press: those of its registers, and those of the desk."""

from dongthuan.apps.press import desk_urls, register_urls

app_name = "press"
urlpatterns = [*register_urls.urlpatterns, *desk_urls.urlpatterns]
