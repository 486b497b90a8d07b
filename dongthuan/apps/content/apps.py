"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    """Releases and statements."""

    name = "dongthuan.apps.content"
    label = "content"
    verbose_name = _("Releases and statements")
