"""Addresses of the requests for information, for officers."""

from django.urls import path

from dongthuan.apps.disclosure.views import answered, requests, requests_mail, requests_register

urlpatterns = [
    path("yeu-cau/", requests.list_requests, name="requests"),
    path("yeu-cau/moi/", requests.add_request, name="request-new"),
    path("yeu-cau/tu-thu/<int:pk>/", requests_mail.add_from_mail, name="request-from-mail"),
    path("yeu-cau/so-theo-doi/", requests_register.register, name="requests-register"),
    path("yeu-cau/so-lieu/", requests_register.statistics, name="requests-figures"),
    path("yeu-cau/<int:pk>/", requests.show_request, name="request"),
    path("yeu-cau/<int:pk>/bo-sung/", requests.complete, name="request-complete"),
    path("yeu-cau/<int:pk>/nhan-than/", requests.identity, name="request-identity"),
    path("yeu-cau/<int:pk>/tep/<int:file_pk>/", requests.request_file, name="request-file"),
    path("yeu-cau/<int:pk>/cong-khai/", answered.summary, name="request-summary"),
    path("yeu-cau/<int:pk>/cong-khai/<str:step>/", answered.summary_step, name="request-summary-step"),
    path("yeu-cau/<int:pk>/<slug:slug>/", requests.take_step, name="request-step"),
]
