"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemonstrationConfig(AppConfig):
    """The demonstration."""

    name = "dongthuan.apps.demonstration"
    label = "demonstration"
    verbose_name = _("Demonstration")
