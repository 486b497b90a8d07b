"""What people fill in about communication acts: who does what until when, and what shows that it was done."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Day, Line, Moment, Passage
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.policies.dossiers_lifecycle import Stage
from dongthuan.apps.policies.forms.dossiers import offer, small
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct
from dongthuan.apps.policies.operations.acts import ActContent, Done
from dongthuan.apps.press.forms.register_fields import Address, ReasonForm, StepForm, VersionForm


class ActForm(VersionForm):
    """An act as one plans it; what the law asks for keeps its words and stage."""

    title = Line(label=_("What is to be done"), max_length=300)
    stage = forms.ChoiceField(label=_("Stage"), choices=Stage.choices)
    owner = forms.ModelChoiceField(
        label=_("Who does the act"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("nobody yet"),
    )
    due_on = Day(label=_("Last day for it"), required=False)
    task = forms.ModelChoiceField(
        label=_("Task of a plan"), queryset=Task.objects.none(), required=False, empty_label=_("none")
    )
    text_key = forms.IntegerField(
        label=_("Number of a text for the public"),
        required=False,
        min_value=1,
        max_value=2**31,
        help_text=_("The last part of its address, where a release or post belongs to this act."),
    )

    def __init__(
        self,
        *given: Any,
        officers: QuerySet[Officer],
        tasks: QuerySet[Task],
        act: CommunicationAct | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        offer(self, "owner", officers)
        offer(self, "task", tasks)
        if act is not None and act.key:
            self.fields["title"].disabled = self.fields["stage"].disabled = True

    def content(self) -> ActContent:
        """Return what was filled in, for the operation."""
        told = self.given()
        told["stage"] = Stage(told["stage"])
        return ActContent(**told)


class DoneForm(StepForm):
    """When an act was done, and what shows it."""

    done_at = Moment(label=_("Done at"))
    evidence = Passage(label=_("Evidence"), required=False, max_length=4000, widget=small(3))
    evidence_url = Address(label=_("Address of the evidence"), required=False)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        told = self.cleaned_data
        done = Done(told["done_at"], told["evidence"], told["evidence_url"])
        return {"done": done, "version": self.seen}


class WaiveForm(StepForm, ReasonForm):
    """Why an act does not apply, or a dossier is given up."""


def initial_of(act: CommunicationAct) -> dict[str, Any]:
    """Return what stands in an act, for its form."""
    names = ("version", "title", "stage", "owner", "due_on", "task", "text_key")
    return {name: getattr(act, name) for name in names}
