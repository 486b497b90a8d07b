"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlansConfig(AppConfig):
    """Directives and plans."""

    name = "dongthuan.apps.plans"
    label = "plans"
    verbose_name = _("Directives and plans")
