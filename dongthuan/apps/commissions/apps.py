"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommissionsConfig(AppConfig):
    """Commissioned press, from the price basis to the settlement."""

    name = "dongthuan.apps.commissions"
    label = "commissions"
    verbose_name = _("Commissioned press")
