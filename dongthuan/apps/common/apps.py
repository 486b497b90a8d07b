"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommonConfig(AppConfig):
    """Common parts."""

    name = "dongthuan.apps.common"
    label = "common"
    verbose_name = _("Common parts")
