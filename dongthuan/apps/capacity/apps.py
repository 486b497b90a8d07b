"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CapacityConfig(AppConfig):
    """Communications staff, training and crisis drills."""

    name = "dongthuan.apps.capacity"
    label = "capacity"
    verbose_name = _("Communications staff")
