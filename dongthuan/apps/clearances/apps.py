"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClearancesConfig(AppConfig):
    """Clearances."""

    name = "dongthuan.apps.clearances"
    label = "clearances"
    verbose_name = _("Clearances")
