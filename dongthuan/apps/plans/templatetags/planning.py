"""Small parts of pages about tasks. `{% load planning %}`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from dongthuan.apps.plans.lifecycle import OPEN_TASKS
from dongthuan.apps.plans.models.tasks import Task

register = template.Library()


@register.filter
def of_key(found: Mapping[Any, Any], key: Any) -> Any:
    """Return what stands under a key, or nothing."""
    return found.get(key, "") if found else ""


@register.inclusion_tag("plans/task_due.html")
def task_due(task: Task, today: date) -> dict[str, Any]:
    """Show until when a task is to be done, and whether that day has passed."""
    is_late = task.state in OPEN_TASKS and task.due_on is not None and task.due_on < today
    return {"task": task, "is_late": is_late}
