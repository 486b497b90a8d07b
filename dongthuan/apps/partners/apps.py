"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnersConfig(AppConfig):
    """Partners and agreements."""

    name = "dongthuan.apps.partners"
    label = "partners"
    verbose_name = _("Partners")
