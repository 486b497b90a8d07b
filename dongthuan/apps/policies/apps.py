"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PoliciesConfig(AppConfig):
    """Dossiers of draft policies and their consultations."""

    name = "dongthuan.apps.policies"
    label = "policies"
    verbose_name = _("Draft policies")
