"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    """Notices."""

    name = "dongthuan.apps.notices"
    label = "notices"
    verbose_name = _("Notices")
