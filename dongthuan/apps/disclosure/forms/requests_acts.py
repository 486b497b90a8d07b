"""The short forms of the acts on one request; each knows its request, so it offers only what fits."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.wording import limit_words
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.disclosure.forms.requests import Files
from dongthuan.apps.disclosure.law_wording import titled
from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_handling import Consent
from dongthuan.apps.disclosure.queries.law_lists import entered_entries, list_of
from dongthuan.apps.disclosure.queries.redaction import copies_of
from dongthuan.apps.disclosure.requests_checking import lacking
from dongthuan.apps.disclosure.requests_law import choices_of, suggested_content
from dongthuan.apps.disclosure.requests_lifecycle import (
    Complexity,
    ConsentAnswer,
    Openness,
    ProvisionForm,
)
from dongthuan.apps.press.forms.register_fields import Lines, StepForm
from dongthuan.apps.units.models import Unit
from dongthuan.law.openness import Kind

SHORT = {"rows": 3}
STATED_WORDS = _("another article, cited below (the law's list is not known whole)")
MOST_COST_LINES = 20


class ActForm(StepForm):
    """What the form of an act begins with: it knows the request."""

    def __init__(self, *given: Any, row: InformationRequest, **options: Any) -> None:
        self.row = row
        super().__init__(*given, **options)
        self.fit(row)

    def fit(self, row: InformationRequest) -> None:
        """Offer what fits the request."""

    def offer(self, name: str, choices: Any) -> None:
        """Let a field offer choices, or the rows of a query."""
        field: Any = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = choices
        else:
            field.choices = choices


class BareForm(ActForm):
    """Nothing is filled in."""


class WhyForm(ActForm):
    """Why something is done."""

    reason = Passage(label=_("Reason"), max_length=2000, widget=forms.Textarea(SHORT))


class WhyNotForm(ActForm):
    """Why something is done, where one wishes to say it."""

    reason = Passage(
        label=_("Reason, if told"), max_length=2000, required=False, widget=forms.Textarea(SHORT)
    )


class GuideForm(ActForm):
    """What a request lacks."""

    keys = forms.MultipleChoiceField(
        label=_("What is missing"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = Lines(label=_("Other things, one a line"))

    def fit(self, row: InformationRequest) -> None:
        """Offer what the law asks for; what is lacking is ticked."""
        on = local_day(row.received_at)
        entries, _is_law = suggested_content(on, entered_entries(Kind.CONTENT))
        self.offer("keys", [(entry.key, titled(entry)) for entry in entries])
        self.initial.setdefault("keys", [entry.key for entry in lacking(row, on=on)[0]])
        self.titles = {entry.key: entry.title for entry in entries}


class ValidForm(ActForm):
    """Since when a request is valid, and how hard it is."""

    valid_at = Moment(
        label=_("Valid since"), help_text=_("When the complete request reached us: limits run from then.")
    )
    complexity = forms.ChoiceField(label=_("Case"), choices=Complexity.choices)

    def fit(self, row: InformationRequest) -> None:
        """Begin with the receipt, or with the last completion."""
        last = row.events.filter(kind="completed").order_by("-at").first()
        self.initial.setdefault("valid_at", last.at if last else row.received_at)


class WeighForm(ActForm):
    """Whether a request is simple, decided anew."""

    complexity = forms.ChoiceField(label=_("Case"), choices=Complexity.choices[1:])
    reason = Line(label=_("Reason"), max_length=400)


class OwnerForm(ActForm):
    """Who handles a request."""

    owner = forms.ModelChoiceField(label=_("Who handles it"), queryset=Officer.objects.none())

    def fit(self, row: InformationRequest) -> None:
        """Offer the officers who may sign in."""
        people = Officer.objects.filter(is_active=True, roles__isnull=False).distinct()
        self.offer("owner", people.order_by("full_name"))


class SourceForm(ActForm):
    """Which unit made the information."""

    unit = forms.ModelChoiceField(label=_("Unit that made it"), queryset=Unit.objects.none())

    def fit(self, row: InformationRequest) -> None:
        """Offer the units that stand."""
        self.offer("unit", Unit.objects.filter(end_on__isnull=True).order_by("name"))


class RestrictedForm(ActForm):
    """What cites a restriction of the law."""

    def restrict(self, row: InformationRequest, name: str, *, is_optional: bool = False) -> None:
        """Offer the restrictions of the law of the request's day."""
        listing = list_of(Kind.RESTRICTION, local_day(row.valid_at or row.received_at))
        choices = choices_of(listing, str(STATED_WORDS))
        self.offer(name, [("", _now("none")), *choices] if is_optional else choices)


class ClassifyForm(RestrictedForm):
    """What of the information may be given."""

    openness = forms.ChoiceField(label=_("The information is"), choices=Openness.choices)
    restrictions = forms.MultipleChoiceField(
        label=_("Restrictions of law"), required=False, widget=forms.CheckboxSelectMultiple
    )
    citation = Line(label=_("Article, where the list is not known"), max_length=500, required=False)
    parts = Passage(
        label=_("Parts that may not be given"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(SHORT),
    )
    note = Passage(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(SHORT))

    def fit(self, row: InformationRequest) -> None:
        """Offer the restrictions."""
        self.restrict(row, "restrictions")


class CheckForm(ActForm):
    """Whether the contact point agrees to the classification."""

    is_agreed = forms.TypedChoiceField(
        label=_("The classification"),
        choices=[("1", _("is agreed")), ("0", _("is returned"))],
        coerce=lambda value: value == "1",
    )
    note = Passage(
        label=_("Note; the reason, if it is returned"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(SHORT),
    )


class ConsentForm(RestrictedForm):
    """Whose consent is asked for what."""

    party = Line(label=_("Person or organisation concerned"), max_length=300)
    contact = Line(label=_("Where they are reached"), max_length=300, required=False)
    scope = Passage(label=_("Information that is meant"), max_length=4000, widget=forms.Textarea(SHORT))
    restriction = forms.ChoiceField(label=_("Restriction of law"))
    citation = Line(label=_("Article, where the list is not known"), max_length=500, required=False)

    def fit(self, row: InformationRequest) -> None:
        """Offer the restrictions."""
        self.restrict(row, "restriction")


class ConsentAnswerForm(ActForm):
    """What a party answered."""

    consent = forms.ModelChoiceField(label=_("Party"), queryset=Consent.objects.none(), empty_label=None)
    answer = forms.ChoiceField(label=_("Answer"), choices=ConsentAnswer.choices)
    note = Passage(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(SHORT))

    def fit(self, row: InformationRequest) -> None:
        """Offer the parties that have not answered."""
        self.offer("consent", row.consents.filter(answer="", overridden_at=None))


class OverrideForm(ActForm):
    """Why information is given without consent."""

    consent = forms.ModelChoiceField(label=_("Party"), queryset=Consent.objects.none(), empty_label=None)
    reason = Passage(label=_("Public interest that asks for it"), max_length=2000)

    def fit(self, row: InformationRequest) -> None:
        """Offer the parties that did not consent."""
        self.offer("consent", row.consents.exclude(answer="yes").filter(overridden_at=None))


class CostForm(ActForm):
    """What is to be paid, by when."""

    lines = Lines(
        label=_("Lines of the cost"),
        help_text=_("One a line: what for; quantity; measure; price each in VND (0 = free)."),
    )
    pay_by = forms.DateField(label=_("To be paid by"), widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"))
    percent = forms.IntegerField(
        label=_("Share of the actual cost, in percent"), min_value=1, max_value=100, initial=100
    )
    note = Line(label=_("Note"), max_length=500, required=False)

    def clean_lines(self) -> list[tuple[str, int, str, int]]:
        """Return what for, quantity, measure and price of each line."""
        read = []
        for line in self.cleaned_data["lines"][:MOST_COST_LINES]:
            parts = [part.strip() for part in line.split(";")]
            numbers = [part.replace(".", "").replace(" ", "") for part in parts[1::2]]
            if len(parts) != 4 or not all(part.isdecimal() and len(part) < 10 for part in numbers):
                raise forms.ValidationError(_("Write each line as: what for; quantity; measure; price."))
            read.append((parts[0], int(numbers[0]), parts[2], int(numbers[1])))
        return read


class PaymentForm(ActForm):
    """When it was paid."""

    paid_at = Moment(label=_("Paid at"))
    receipt = Line(label=_("Number of the receipt"), max_length=80, required=False)


class TellForm(ActForm):
    """How the requester was told."""

    words = Line(label=_("Written notice, number and day"), max_length=300, required=False)


class ExtendForm(ActForm):
    """By how much the limit is extended, and why."""

    amount = forms.IntegerField(label=_("Longer by"), min_value=1, max_value=400)
    reason = Passage(label=_("Reason, as told"), max_length=400, widget=forms.Textarea(SHORT))

    def fit(self, row: InformationRequest) -> None:
        """Say in which unit, and how much the law allows."""
        clock = row.clock
        if clock is not None and clock.cap:
            told = {"most": limit_words(clock.cap, clock.cap_unit)}
            self.fields["amount"].help_text = _now("The law allows at most %(most)s, once.") % told


class ProvideForm(RestrictedForm):
    """What is given, and what is withheld on which ground."""

    given_words = Passage(label=_("What is given"), max_length=4000, widget=forms.Textarea(SHORT))
    form = forms.ChoiceField(label=_("Form"), choices=ProvisionForm.choices)
    given_at = Moment(label=_("Given at"))
    attached = Files(
        label=_("Files that are given"),
        help_text=_("Where parts are withheld: files from which they are really gone."),
    )
    copies = forms.TypedMultipleChoiceField(
        label=_("Copies without the words, confirmed by two, that are given"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The originals stay within."),
    )
    withheld = Lines(label=_("Parts withheld, one a line"))
    restriction = forms.ChoiceField(label=_("Ground of withholding"), required=False)
    citation = Line(label=_("Article, where the list is not known"), max_length=500, required=False)
    why = Passage(
        label=_("Reason of withholding"), max_length=2000, required=False, widget=forms.Textarea(SHORT)
    )

    def fit(self, row: InformationRequest) -> None:
        """Begin with what was wanted and classified; offer the copies that two people made."""
        self.restrict(row, "restriction", is_optional=True)
        self.initial.setdefault("form", row.form_wanted)
        standing = row.classifications.filter(is_agreed=True).first()
        if standing is not None and standing.openness == Openness.PARTLY:
            self.initial.setdefault("withheld", standing.parts)
            self.initial.setdefault("restriction", standing.restrictions[0])
        copies = copies_of(row)
        self.offer("copies", [(key, one.name) for key, one in copies.items()])
        if not copies:
            del self.fields["copies"]


class RefuseForm(RestrictedForm):
    """On which listed ground a request is refused."""

    ground = forms.ChoiceField(label=_("Ground listed by law"))
    restriction = forms.ChoiceField(label=_("Restriction of law, if that is the ground"), required=False)
    citation = Line(label=_("Article, where the list is not known"), max_length=500, required=False)
    reason = Passage(
        label=_("Reason, as told to the requester"), max_length=4000, widget=forms.Textarea(SHORT)
    )

    def fit(self, row: InformationRequest) -> None:
        """Offer the grounds of the law of the request's day."""
        listing = list_of(Kind.REFUSAL, local_day(row.valid_at or row.received_at))
        self.offer("ground", choices_of(listing, str(STATED_WORDS)))
        self.restrict(row, "restriction", is_optional=True)


class FileForm(ActForm):
    """A file that belongs to a request."""

    attached = Files(label=_("Files"))
