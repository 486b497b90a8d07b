"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MattersConfig(AppConfig):
    """Matters."""

    name = "dongthuan.apps.matters"
    label = "matters"
    verbose_name = _("Matters")
