"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Public portal."""

    name = "dongthuan.apps.portal"
    label = "portal"
    verbose_name = _("Public portal")
