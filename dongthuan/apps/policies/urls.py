"""Addresses of dossiers and consultations."""

from dongthuan.apps.policies import answers_urls, comments_urls, consultations_urls, dossiers_urls

app_name = "policies"
urlpatterns = [
    *answers_urls.urlpatterns,
    *comments_urls.urlpatterns,
    *dossiers_urls.urlpatterns,
    *consultations_urls.urlpatterns,
]
