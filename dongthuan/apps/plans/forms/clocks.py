"""Is what was typed about the legal clock of a task well formed?"""

from typing import Any

from dongthuan.apps.clocks.forms.clocks import OpenForm
from dongthuan.apps.units.models import Unit
from dongthuan.law.model import Facts


class TaskClockForm(OpenForm):
    """Which rule of law limits a task, and since when; unit, officer and title are those of the task."""

    def __init__(self, *args: Any, rules: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, rules=rules, units=Unit.objects.none(), **options)
        for name in ("title", "unit", "owner"):
            del self.fields[name]

    def given(self) -> dict[str, Any]:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        same = {key: data[key] for key in ("name", "start_at", "start_reason")}
        return same | {"facts": Facts(data["channel"], data["complexity"])}
