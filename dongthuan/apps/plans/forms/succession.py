"""What happens to a directive, and what becomes of each of its open tasks."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Passage
from dongthuan.apps.plans.models.campaigns import DirectiveChange
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations.succession import Fate
from dongthuan.apps.plans.queries.succession import TaskFate, standing_duties

Kind = DirectiveChange.Kind
KEEP, CLOSE, MOVE = "keep", "close", "move"


class KindForm(forms.Form):
    """What the later directive does to the earlier one, and which plan was drawn from it."""

    kind = forms.ChoiceField(label=_("What happened to it"), choices=Kind.choices, initial=Kind.REPLACED)
    later = forms.ChoiceField(label=_("Plan of the later directive"), required=False)

    def __init__(self, *args: Any, plans: list[Plan], **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(str(plan.pk), f"{plan.directive}: {plan.title}"[:150]) for plan in plans]
        self._plans = {str(plan.pk): plan for plan in plans}
        field = self.fields["later"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("none: it is revoked")), *named]

    def clean(self) -> dict[str, Any]:
        """Ask for the later plan where one is needed; a revocation has none."""
        data = super().clean() or {}
        if data.get("kind") == Kind.REVOKED:
            data["later"] = ""
        elif data.get("kind") and not data.get("later"):
            self.add_error("later", _("Choose the plan of the directive that amends or replaces this one."))
        return data

    def plan(self) -> Plan | None:
        """Return the later plan, None where it is revoked."""
        return self._plans.get(self.cleaned_data["later"])


class SuccessionForm(forms.Form):
    """The reason, and for each open task: to the later plan (to which duty), fallen away, or left."""

    reason = Passage(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self, *args: Any, fates: list[TaskFate], kind: str, later: Plan | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fates = fates
        duties = {duty.pk: duty for duty in standing_duties(later)} if later else {}
        self._duties = duties
        choices: list[Any] = []
        if later is not None:
            named = [(f"{MOVE}-{key}", f"{duty.ref} {duty.text}"[:90]) for key, duty in duties.items()]
            choices += [(_("Passes over to the later plan"), [(f"{MOVE}-0", _("without a duty")), *named])]
        choices.append((CLOSE, _("Falls away")))
        if kind == Kind.AMENDED:
            choices.insert(0, (KEEP, _("Stays as it is")))
        for fate in fates:
            first = f"{MOVE}-{fate.duty.pk}" if fate.duty else KEEP if kind == Kind.AMENDED else ""
            field = forms.ChoiceField(label=str(fate.task), choices=choices, initial=first or CLOSE)
            self.fields[f"task-{fate.task.pk}"] = field

    def rows(self) -> list[tuple[TaskFate, forms.BoundField]]:
        """Return each task with its field."""
        return [(fate, self[f"task-{fate.task.pk}"]) for fate in self.fates]

    def chosen(self) -> Mapping[int, Fate]:
        """Return what becomes of each task; those that stay are left out."""
        fates = {}
        for fate in self.fates:
            way, _sep, key = self.cleaned_data[f"task-{fate.task.pk}"].partition("-")
            if way != KEEP:
                fates[fate.task.pk] = Fate(way == MOVE, self._duties.get(int(key or 0)))
        return fates
