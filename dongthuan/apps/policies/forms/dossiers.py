"""What people fill in about dossiers: the draft, its stage, criteria, impacts, scenarios, opinions."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.forms import Day, Line, Passage
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.policies.dossiers_lifecycle import (
    STAGE_NEXT,
    DossierState,
    DraftKind,
    ImpactHead,
    OpinionKind,
    Scope,
    Side,
    Stage,
    Verdict,
    Yes,
)
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.operations.dossiers import LONGEST_SUMMARY, DossierContent
from dongthuan.apps.policies.operations.dossiers_parts import ImpactContent, ScenarioContent
from dongthuan.apps.policies.operations.opinions import OpinionContent
from dongthuan.apps.policies.operations.stages import Adopted, Move
from dongthuan.apps.policies.queries.coverage import Standing
from dongthuan.apps.policies.queries.people import topics_offered
from dongthuan.apps.policies.queries.scope import KnownCriterion
from dongthuan.apps.press.forms.register_fields import Address, StepForm, VersionForm
from dongthuan.apps.units.models import Unit

_ALL = ("", _("all"))


def small(rows: int = 3) -> forms.Textarea:
    """Return a box of a few lines."""
    return forms.Textarea(attrs={"rows": rows})


class FilterForm(forms.Form):
    """The filters of the board and the list, as they stand in the address."""

    q = Line(label=_("Title, number or summary hold"), required=False, max_length=200)
    stage = forms.ChoiceField(label=_("Stage"), required=False, choices=[_ALL, *Stage.choices])
    kind = forms.ChoiceField(label=_("Kind of text"), required=False, choices=[_ALL, *DraftKind.choices])
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("in hand")), *DossierState.choices[1:], ("all", _("all"))],
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.order_by("name"), empty_label=_("all")
    )
    mine = forms.BooleanField(label=_("only where I do something"), required=False)
    late = forms.BooleanField(label=_("only with an act past its day"), required=False)


class CoverageForm(forms.Form):
    """The filters of the coverage, as they stand in the address."""

    year = forms.IntegerField(label=_("Year"), required=False, min_value=2022, max_value=2199)
    unit = forms.ModelChoiceField(
        label=_("Unit"), required=False, queryset=Unit.objects.order_by("name"), empty_label=_("all")
    )
    scope = forms.ChoiceField(label=_("Scope"), required=False, choices=[_ALL, *Scope.choices])
    standing = forms.ChoiceField(label=_("Communicated"), required=False, choices=[_ALL, *Standing.choices])


class DossierForm(VersionForm):
    """A dossier as one writes it down."""

    title = Line(label=_("Title of the draft"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind of text"), choices=DraftKind.choices)
    number = Line(label=_("Number of the draft"), max_length=60, required=False)
    unit = forms.ModelChoiceField(label=_("Unit that drafts"), queryset=Unit.objects.none())
    drafter = forms.ModelChoiceField(label=_("Drafting officer"), queryset=Officer.objects.none())
    purpose = Passage(
        label=_("Why it is drafted"), max_length=LONGEST_SUMMARY, required=False, widget=small(4)
    )
    summary = Passage(
        label=_("Summary in plain language"),
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=small(6),
        help_text=_("As the public reads it: what changes, for whom, from when. Nothing secret here."),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics watched"),
        queryset=Topic.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The forecasts of reaction come from these topics."),
    )

    def __init__(
        self, *given: Any, units: QuerySet[Unit], officers: QuerySet[Officer], **options: Any
    ) -> None:
        super().__init__(*given, **options)
        offer(self, "unit", units)
        offer(self, "drafter", officers)
        offer(self, "topics", topics_offered())

    def content(self) -> DossierContent:
        """Return what was filled in, for the operation."""
        told = self.given()
        told["kind"], told["topics"] = DraftKind(told["kind"]), tuple(told["topics"])
        return DossierContent(**told)


def initial_of(dossier: PolicyDossier) -> dict[str, Any]:
    """Return what stands in a dossier, for its form."""
    names = ("version", "title", "kind", "number", "unit", "drafter", "purpose", "summary")
    return {name: getattr(dossier, name) for name in names} | {"topics": list(dossier.topics.all())}


class MoveForm(StepForm):
    """To which stage a dossier goes."""

    to = forms.ChoiceField(label=_("Next stage"))
    note = Passage(
        label=_("Reason"),
        required=False,
        max_length=4000,
        widget=small(2),
        help_text=_("Needed where it goes back or passes a stage over."),
    )
    symbol = Line(label=_("Number of the adopted text"), required=False, max_length=60)
    adopted_on = Day(label=_("Adopted on"), required=False)
    url = Address(label=_("Where the adopted text is"), required=False)

    def __init__(self, *given: Any, dossier: PolicyDossier, **options: Any) -> None:
        super().__init__(*given, **options)
        following = [stage for stage in Stage if stage in STAGE_NEXT[Stage(dossier.stage)]]
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(stage.value, stage.label) for stage in reversed(following)]
        if Stage.ADOPTION not in following:
            for name in ("symbol", "adopted_on", "url"):
                del self.fields[name]

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        return {"move": self.move(), "version": self.seen}

    def move(self) -> Move:
        """Return the move."""
        told, adopted = self.cleaned_data, None
        if told.get("symbol") and told.get("adopted_on"):
            adopted = Adopted(told["symbol"], told["adopted_on"], told.get("url") or "")
        return Move(Stage(told["to"]), told["note"], adopted)


class UnitsForm(StepForm):
    """Which units are asked for an opinion."""

    units = forms.ModelMultipleChoiceField(
        label=_("Units asked for an opinion"),
        queryset=Unit.objects.none(),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
        help_text=_("Officers of these units may then read the dossier."),
    )

    def __init__(self, *given: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "units", units)


class CriterionForm(forms.Form):
    """Whether the draft meets one criterion, and why."""

    key = forms.ChoiceField(label=_("Criterion"))
    answer = forms.ChoiceField(label=_("Answer"), choices=Yes.choices)
    reason = Passage(label=_("Reason"), required=False, max_length=4000, widget=small(2))

    def __init__(self, *given: Any, known: tuple[KnownCriterion, ...], **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.key, one.text) for one in known if one.text]

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        return self.cleaned_data | {"answer": Yes(self.cleaned_data["answer"])}


class WordingForm(forms.Form):
    """The wording of a criterion that the data lack."""

    text = Passage(label=_("Wording of the criterion"), max_length=2000, widget=small(3))
    source = Line(
        label=_("Where it is written"),
        max_length=500,
        help_text=_("Instrument, article, page."),
    )


class ImpactForm(VersionForm):
    """One effect of the draft."""

    head = forms.ChoiceField(label=_("Head of impact"), choices=ImpactHead.choices)
    side = forms.ChoiceField(label=_("Benefit or cost"), choices=Side.choices)
    text = Passage(label=_("Effect of the draft"), max_length=4000, widget=small(3))
    bearer = Line(label=_("Who gains or bears it"), max_length=300)
    source = Line(label=_("Source of the figure"), max_length=500, required=False)

    def content(self) -> ImpactContent:
        """Return what was filled in, for the operation."""
        told = self.given()
        told["head"], told["side"] = ImpactHead(told["head"]), Side(told["side"])
        return ImpactContent(**told)


class ScenarioForm(VersionForm):
    """An objection that is expected, and what we say to it."""

    objection = Passage(label=_("Objection expected"), max_length=4000, widget=small(2))
    answer = Passage(label=_("Explanation or rebuttal"), max_length=8000, widget=small(4))
    evidence = Passage(label=_("Evidence for it"), max_length=4000, widget=small(2))
    owner = forms.ModelChoiceField(label=_("Who keeps it true"), queryset=Officer.objects.none())
    expires_on = Day(label=_("Valid until"), required=False)

    def __init__(self, *given: Any, officers: QuerySet[Officer], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "owner", officers)

    def content(self) -> ScenarioContent:
        """Return what was filled in, for the operation."""
        return ScenarioContent(**self.given())


class ReactionForm(forms.Form):
    """Which forecast is taken into the dossier, and how we read it."""

    forecast = forms.ModelChoiceField(label=_("Forecast of monitoring"), queryset=Forecast.objects.none())
    note = Passage(label=_("How we read it"), required=False, max_length=4000, widget=small(2))

    def __init__(self, *given: Any, forecasts: QuerySet[Forecast], **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["forecast"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = forecasts
        field.label_from_instance = forecast_label  # type: ignore[method-assign,assignment]  # Django's own way

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        return self.cleaned_data


def forecast_label(forecast: Forecast) -> str:
    """Return how a forecast is called in a list: topic, series, day."""
    return f"{forecast.topic.name} · {forecast.get_series_display()} · {forecast.start_at:%d/%m/%Y}"


class OpinionForm(forms.Form):
    """The opinion of a unit on the draft."""

    unit = forms.ModelChoiceField(label=_("In the name of"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Kind of opinion"), choices=OpinionKind.choices)
    text = Passage(label=_("Opinion"), max_length=20_000, widget=small(4))

    def __init__(self, *given: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*given, **options)
        offer(self, "unit", units)

    def given(self) -> dict[str, Any]:
        """Return what was filled in, for the operation."""
        told = self.cleaned_data
        return {"content": OpinionContent(told["unit"], OpinionKind(told["kind"]), told["text"])}


class VerdictForm(VersionForm):
    """What the drafting unit does with an opinion, and why."""

    verdict = forms.ChoiceField(label=_("What we do with it"), choices=Verdict.choices)
    reason = Passage(label=_("Reason"), max_length=4000, widget=small(3))


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Let a field offer these rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = rows


def year_span(year: int | None, *, on: date) -> tuple[date, date]:
    """Return the first day of a year, the present one where none is named, and that of the next."""
    chosen = year or on.year
    return date(chosen, 1, 1), date(chosen + 1, 1, 1)
