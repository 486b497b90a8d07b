"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    """Reports."""

    name = "dongthuan.apps.reports"
    label = "reports"
    verbose_name = _("Reports")
