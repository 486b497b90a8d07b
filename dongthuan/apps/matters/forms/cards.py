"""Is what was typed about a claim well formed?"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.matters.forms.matters import VersionFields
from dongthuan.apps.matters.lifecycle import RESPONSES, CardKind, CardState, Level, Response
from dongthuan.apps.matters.models.cards import FIRST, MisinformationCard
from dongthuan.apps.matters.models.matters import Matter
from dongthuan.apps.matters.operations.cards import CardContent, Reply
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.units.models import Unit

_MARKS = {name: MisinformationCard._meta.get_field(name).verbose_name for name in FIRST}  # type: ignore[union-attr]  # these are columns


class CardFilterForm(forms.Form):
    """The filters of the list, as they stand in its address."""

    q = Line(label=_("Claim holds"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *CardKind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("all")), *CardState.choices])
    response = forms.ChoiceField(
        label=_("Response"), required=False, choices=[("", _("all")), *Response.choices]
    )


class CardForm(VersionFields):
    """A claim, what it is, and what it may do."""

    claim = Passage(label=_("Claim"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3}))
    kind = forms.ChoiceField(label=_("Kind of claim"), choices=CardKind.choices, widget=forms.RadioSelect)
    source_name = Line(
        label=_("Source of the claim"),
        max_length=300,
        help_text=_("The outlet, page or channel; people are not judged here."),
    )
    source_url = Line(label=_("Address of the claim"), required=False, max_length=1000)
    seen_at = Moment(label=_("Seen"))
    evidence = Passage(
        label=_("Evidence"),
        required=False,
        max_length=20_000,
        help_text=_("Facts and documents that show what is true; needed to refute, correct or report."),
    )
    marks = forms.MultipleChoiceField(
        label=_("FIRST marks"),
        required=False,
        choices=list(_MARKS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    goal_affected = Line(label=_("Goal affected"), required=False, max_length=500)
    likelihood = forms.ChoiceField(label=_("Likelihood"), required=False, choices=[("", "–"), *Level.choices])
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[("", "–"), *Level.choices])
    confidence = forms.ChoiceField(label=_("Confidence"), required=False, choices=[("", "–"), *Level.choices])
    unit = forms.ModelChoiceField(label=_("Unit in charge"), queryset=Unit.objects.none())
    matter = forms.ModelChoiceField(
        label=pgettext_lazy("matters", "Matter"),
        required=False,
        queryset=Matter.objects.none(),
        empty_label=_("none"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], matters: QuerySet[Matter], **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in (("unit", units), ("matter", matters)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def content(self, item: Item | None) -> CardContent:
        """Return what was typed, as the operation wants it."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("version", "marks")}
        marks: dict[str, Any] = {name: name in self.cleaned_data["marks"] for name in FIRST}
        data["kind"] = CardKind(data["kind"])
        return CardContent(**data, **marks, item=item)


class DossierSearchForm(forms.Form):
    """Which drafts to offer."""

    q = Line(label=_("Words of the draft"), max_length=200, required=False)


class HandOnForm(VersionFields):
    """To which draft criticism goes, and in the name of which unit."""

    dossier = forms.ModelChoiceField(label=_("Draft"), queryset=PolicyDossier.objects.none())
    unit = forms.ModelChoiceField(label=_("In the name of"), queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *given: Any, seen_by: Actor, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*given, **options)
        for name, rows in (("dossier", PolicyDossier.objects.visible_to(seen_by).open()), ("unit", units)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class EvidenceForm(forms.Form):
    """A file of evidence."""

    file = forms.FileField(
        label=_("Evidence, as a file"),
        max_length=200,
        help_text=_("A picture of the claim, a document: 20 MB."),
    )


class RespondForm(VersionFields):
    """What is done about the claim; only what its kind allows can be chosen."""

    response = forms.ChoiceField(label=_("Response"))
    reason = Passage(label=_("Why this response"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))
    explanation = Passage(
        label=_("What is taken up or explained"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For criticism: what the agency takes up, and what it explains."),
    )

    def __init__(self, *args: Any, kind: CardKind, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["response"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.value, one.label) for one in Response if one in RESPONSES[kind]]
        if kind != CardKind.CRITICISM:
            del self.fields["explanation"]

    def reply(self) -> Reply:
        """Return what was typed, as the operation wants it."""
        data = self.cleaned_data
        return Reply(Response(data["response"]), data["reason"], data.get("explanation", ""))


class ReportForm(VersionFields):
    """To whom the claim is reported."""

    authority = Line(label=_("Competent authority"), max_length=200)


class EffectForm(VersionFields):
    """What the response brought."""

    effect = Passage(label=_("Effect"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 3}))
