"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclosureConfig(AppConfig):
    """The register and requests for information."""

    name = "dongthuan.apps.disclosure"
    label = "disclosure"
    verbose_name = _("Access to information")
