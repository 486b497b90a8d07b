"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClocksConfig(AppConfig):
    """Legal clocks."""

    name = "dongthuan.apps.clocks"
    label = "clocks"
    verbose_name = _("Legal clocks")
