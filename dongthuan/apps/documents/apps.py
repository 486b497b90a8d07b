"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """Official documents."""

    name = "dongthuan.apps.documents"
    label = "documents"
    verbose_name = _("Official documents")
