"""The tag that shows on a task's page what contradicts its deadlines. `{% load conflicts %}`."""

from django import template
from django.template import Context

from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.plans.queries import conflicts
from dongthuan.apps.plans.rules import ACCESS, Act

register = template.Library()


@register.inclusion_tag("plans/conflicts_of_task.html", takes_context=True)
def conflicts_of(context: Context, task: Task) -> dict[str, object]:
    """Show the contradictions of one task with what this officer may see; nothing where there are none."""
    officer = context["request"].user
    found = conflicts.conflicts_of(task, Task.objects.visible_to(officer))
    return {"conflicts": [(one, ACCESS[Act.PARDON](officer, one.first.plan)) for one in found[:20]]}
