"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UnitsConfig(AppConfig):
    """Agency and units."""

    name = "dongthuan.apps.units"
    label = "units"
    verbose_name = _("Agency and units")
