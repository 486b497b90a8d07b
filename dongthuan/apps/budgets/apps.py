"""The app as Django knows it."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BudgetsConfig(AppConfig):
    """Lines of money, commitments and payments."""

    name = "dongthuan.apps.budgets"
    label = "budgets"
    verbose_name = _("Budgets")
