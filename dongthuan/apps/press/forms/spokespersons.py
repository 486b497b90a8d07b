"""What people fill in about spokespersons and authorisations to speak."""

from typing import Any

from django import forms
from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.common.forms import Day, Line, Moment
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.forms.register_fields import Address, VersionForm, choose_units
from dongthuan.apps.press.lifecycle import SpokespersonKind
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.mandates import MandateContent
from dongthuan.apps.press.operations.spokespersons import SpokespersonContent
from dongthuan.apps.units.models import Unit

SPOKEN_ABOUT = ("matters.matter", "press.inquiry", "press.conference")
LONGEST_KEY = 18  # digits that fit a key


FROM_ACCOUNT = _("Name, post, telephone and e-mail left empty are taken from the account.")


def _officers() -> Any:
    return Officer.objects.filter(is_active=True).exclude(username=SYSTEM_NAME).order_by("full_name")


def complete_from_account(form: forms.Form, data: dict[str, Any]) -> dict[str, Any]:
    """Take what was left empty from the account, if one was chosen; name and post must then be there."""
    officer = data.get("officer")
    if officer is not None:
        known = {
            "full_name": officer.full_name,
            "post": officer.post,
            "phone": officer.phone,
            "official_email": officer.email,
        }
        data |= {name: data.get(name) or value for name, value in known.items()}
    for name in ("full_name", "post"):
        if not data.get(name) and name not in form.errors:
            form.add_error(name, form.fields[name].error_messages["required"])
    return data


class SpokespersonForm(forms.Form):
    """Who speaks by office, as the decision says."""

    unit = forms.ModelChoiceField(label=_("Speaks for"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Speaks as"), choices=SpokespersonKind.choices)
    officer = forms.ModelChoiceField(
        label=_("Account here"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("has none here"),
        help_text=_("With an account, answers and statements are checked against this office."),
    )
    full_name = Line(label=_("Full name"), max_length=120, required=False, help_text=FROM_ACCOUNT)
    post = Line(label=_("Post"), max_length=160, required=False)
    phone = Line(label=_("Work telephone"), max_length=30, required=False)
    official_email = forms.EmailField(label=_("Official e-mail"), max_length=254, required=False)
    decision_no = Line(
        label=_("Decision number"),
        max_length=80,
        required=False,
        help_text=_("Needed for a regular spokesperson."),
    )
    decided_at = Moment(
        label=_("Decision signed"),
        required=False,
        help_text=_("From here the 24 hours for making the details public run."),
    )
    start_on = Day(label=_("In office from"))
    end_on = Day(label=_("Until before"), required=False)
    file = forms.FileField(
        label=_("The decision, as a file"),
        required=False,
        help_text=_("PDF, DOCX or a picture, up to 20 MB."),
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _officers()

    def clean(self) -> dict[str, Any]:
        """Complete what was left empty from the account."""
        return complete_from_account(self, super().clean() or {})

    @property
    def content(self) -> SpokespersonContent:
        """What was filled in, for the operation."""
        return SpokespersonContent(**{k: v for k, v in self.cleaned_data.items() if k != "file"})

    @property
    def uploads(self) -> list[tuple[str, bytes]]:
        """The file, if one was chosen."""
        file = self.cleaned_data.get("file")
        return [(file.name, file.read())] if file else []


class PublishForm(VersionForm):
    """Where and when something became public."""

    url = Address(label=_("Where it is public"), help_text=_("The page of the portal."))
    published_at = Moment(label=_("Since when"))


class DetailsForm(VersionForm):
    """Work details that change while the office goes on."""

    post = Line(label=_("Post"), max_length=160)
    phone = Line(label=_("Work telephone"), max_length=30, required=False)
    official_email = forms.EmailField(label=_("Official e-mail"), max_length=254, required=False)

    def given(self) -> dict[str, Any]:
        """Return the details in one."""
        return {"details": super().given()}


class EndOfficeForm(VersionForm):
    """From when on an office is no more, and why."""

    end_on = Day(label=_("Ends on (the first day it is no more)"))
    reason = Line(label=_("Reason"), max_length=500)


class SignedElsewhereForm(VersionForm):
    """Under which number, and when, the head signed the paper by hand."""

    ground = Line(label=_("Number of the authorisation"), max_length=160)
    signed_at = Moment(label=_("When it was signed"))


class _HeadChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice of heads, by name, post and unit."""

    def label_from_instance(self, obj: Any) -> str:
        """Return name, post and unit."""
        return f"{obj.full_name} · {obj.post} · {obj.unit.label}"


class MandateForm(forms.Form):
    """What the head signed: who, on what, for how long."""

    authorised_by = _HeadChoice(label=_("Head who authorises"), queryset=Spokesperson.objects.none())
    unit = forms.ModelChoiceField(label=_("Speaks for"), queryset=Unit.objects.none())
    officer = forms.ModelChoiceField(
        label=_("Account here"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("has none here"),
    )
    full_name = Line(label=_("Full name"), max_length=120, required=False, help_text=FROM_ACCOUNT)
    post = Line(label=_("Post"), max_length=160, required=False)
    phone = Line(label=_("Work telephone"), max_length=30, required=False)
    official_email = forms.EmailField(label=_("Official e-mail"), max_length=254, required=False)
    matter_title = Line(
        label=_("The one matter"),
        max_length=500,
        help_text=_("One matter; what lies outside it is not covered."),
    )
    ground = Line(
        label=_("Number of the authorisation"),
        max_length=160,
        required=False,
        help_text=_(
            "Only where the paper was signed elsewhere. Left empty with the time below, the paper is drawn "
            "up and signed here, and nobody speaks under it before."
        ),
    )
    signed_at = Moment(label=_("When it was signed"), required=False)
    start_at = Moment(label=_("In force from, to the minute"))
    end_at = Moment(label=_("Until"), help_text=_("An authorisation has an end."))
    term_reason = Line(
        label=_("Why for so long"), max_length=300, required=False, help_text=_("Only for more than a year.")
    )
    about = forms.CharField(widget=forms.HiddenInput, required=False, max_length=130)

    def __init__(self, *given: Any, by: Actor, **options: Any) -> None:
        super().__init__(*given, **options)
        self.by = by
        choose_units(self)
        heads = Spokesperson.objects.heads().filter(end_on__isnull=True).select_related("unit")
        for name, rows in (("officer", _officers()), ("authorised_by", heads)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def clean_about(self) -> Model | None:
        """Return the record of the matter, written as "matters.matter:12", or None."""
        return record_written(self.cleaned_data["about"], by=self.by)

    def clean(self) -> dict[str, Any]:
        """Complete what was left empty; refuse an end that does not come after the beginning."""
        data = complete_from_account(self, super().clean() or {})
        start, end = data.get("start_at"), data.get("end_at")
        if start and end and end <= start:
            self.add_error("end_at", _now("An authorisation ends after it begins."))
        ground, signed = data.get("ground"), data.get("signed_at")
        if bool(ground) != bool(signed) and not {"ground", "signed_at"} & set(self.errors):
            self.add_error("signed_at" if ground else "ground", _now("Give both, or leave both empty."))
        return data

    @property
    def content(self) -> MandateContent:
        """What was filled in, for the operation."""
        data = dict(self.cleaned_data)
        return MandateContent(record=data.pop("about"), **data)


def record_written(words: str, *, by: Actor) -> Model | None:
    """Return the record that "app.model:key" names, if one may speak about it and `by` sees it, or None."""
    label, _colon, key = words.partition(":")
    if label not in SPOKEN_ABOUT or not key.isdecimal() or len(key) > LONGEST_KEY:
        return None
    try:
        rows: Any = apps.get_model(label)._meta.default_manager
    except LookupError:
        return None
    seen = rows.visible_to(by) if hasattr(rows, "visible_to") else rows.all()
    found: Model | None = seen.filter(pk=int(key)).first()
    return found
