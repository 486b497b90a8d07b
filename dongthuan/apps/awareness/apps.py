"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwarenessConfig(AppConfig):
    """Internal briefings."""

    name = "dongthuan.apps.awareness"
    label = "awareness"
    verbose_name = _("Internal briefings")
