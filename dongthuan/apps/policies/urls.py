"""Addresses of dossiers and consultations."""

from dongthuan.apps.policies import consultations_urls, dossiers_urls

app_name = "policies"
urlpatterns = [*dossiers_urls.urlpatterns, *consultations_urls.urlpatterns]
