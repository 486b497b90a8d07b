"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MonitoringConfig(AppConfig):
    """Monitoring."""

    name = "dongthuan.apps.monitoring"
    label = "monitoring"
    verbose_name = _("Monitoring")
