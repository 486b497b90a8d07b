"""The app as Django knows it."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """Officers."""

    name = "dongthuan.apps.accounts"
    label = "accounts"
    verbose_name = _("Officers")

    def ready(self) -> None:
        """Let the audit record hear of second factors."""
        import_module("dongthuan.apps.accounts.second_factor").keep_record()  # now that models are loaded
