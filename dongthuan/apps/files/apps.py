"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Attachments."""

    name = "dongthuan.apps.files"
    label = "files"
    verbose_name = _("Attachments")
