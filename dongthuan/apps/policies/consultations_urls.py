"""Addresses on which consultations are set up."""

from django.urls import path

from dongthuan.apps.policies.views import consultation_documents, consultations

urlpatterns = [
    path("<int:pk>/lay-y-kien/", consultations.add_consultation, name="consultation-new"),
    path("lay-y-kien/<int:pk>/", consultations.show_consultation, name="consultation"),
    path("lay-y-kien/<int:pk>/sua/", consultations.edit_consultation, name="consultation-edit"),
    path("lay-y-kien/<int:pk>/buoc/<slug:step>/", consultations.take_step, name="consultation-step"),
    path("lay-y-kien/<int:pk>/tai-lieu/", consultation_documents.list_documents, name="documents"),
    path("tai-lieu/<int:pk>/", consultation_documents.document_file, name="document-file"),
    path(
        "tai-lieu/<int:pk>/buoc/<slug:step>/", consultation_documents.take_document_step, name="document-step"
    ),
]
