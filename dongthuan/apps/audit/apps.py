"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """The audit record."""

    name = "dongthuan.apps.audit"
    label = "audit"
    verbose_name = _("Audit record")
