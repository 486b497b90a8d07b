"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasurementConfig(AppConfig):
    """Campaigns, their objectives and results, and the targets of decisions."""

    name = "dongthuan.apps.measurement"
    label = "measurement"
    verbose_name = _("Measurement")
