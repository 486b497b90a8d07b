"""Is what was typed about an officer well formed?"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import AbsenceKind, Officer
from dongthuan.apps.accounts.operations import AbsenceContent, OfficerContent
from dongthuan.apps.accounts.queries import possible_stand_ins
from dongthuan.apps.common.forms import Day, Line
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit

GIVEN_ROLES = [(role.value, role.label) for role in Role if role != Role.SYSTEM]
PLAIN_NAME = RegexValidator(
    r"^[a-z0-9._-]{3,40}\Z", _("Use 3 to 40 small letters without marks, figures, . _ -")
)


class OfficerForm(forms.Form):
    """An officer as one writes him or her down."""

    username = Line(label=_("Sign-in name"), max_length=40, validators=[PLAIN_NAME])
    full_name = Line(label=_("Full name"), max_length=120)
    post = Line(label=_("Post"), max_length=160, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=250)
    phone = Line(label=_("Telephone"), max_length=30, required=False)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Leave empty to keep the present one."),
    )

    def __init__(self, *args: object, officer: Officer | None = None, **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # Django's own arguments pass through
        self.officer = officer
        if officer is None:
            self.fields["password"].required = True
            self.fields["password"].help_text = _("Tell it to the officer in person; it can be changed.")

    def clean_username(self) -> str:
        """Refuse a name that another officer has."""
        username = str(self.cleaned_data["username"])
        others = Officer.objects.filter(username__iexact=username)
        if (others.exclude(pk=self.officer.pk) if self.officer else others).exists():
            raise forms.ValidationError(_("Another officer signs in under this name."))
        return username

    def clean_password(self) -> str:
        """Refuse a password that is too easy."""
        password = str(self.cleaned_data["password"])
        if password:
            validate_password(password, self.officer)
        return password

    def content(self) -> OfficerContent:
        """Return what was typed, as the operation wants it."""
        fields = ("username", "full_name", "post", "email", "phone")
        return OfficerContent(**{name: self.cleaned_data[name] for name in fields})


class RoleForm(forms.Form):
    """A role in a unit from a day on."""

    role = forms.ChoiceField(label=_("Role"), choices=GIVEN_ROLES)
    unit = forms.ModelChoiceField(label=_("Unit"), queryset=Unit.objects.filter(end_on__isnull=True))
    start_on = Day(label=_("From"))


class StandInForm(forms.Form):
    """Who stands in for an officer who is away."""

    stand_in = forms.ModelChoiceField(
        label=_("Stand-in"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("nobody stands in"),
        help_text=_("Is reminded too, and may clear texts and take over inquiries meanwhile."),
    )

    def __init__(self, *given: Any, officer: Officer, on: date, **options: Any) -> None:
        super().__init__(*given, **options)
        self.officer = officer
        field = self.fields["stand_in"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = possible_stand_ins(officer, on=on)


class AbsenceForm(StandInForm):
    """From when until when an officer is away, and who stands in."""

    start_on = Day(label=_("First day away"))
    last_on = Day(label=_("Last day away"))
    kind = forms.ChoiceField(
        label=_("Why away"), choices=AbsenceKind.choices, help_text=_("Write nothing private anywhere.")
    )
    field_order = ["start_on", "last_on", "kind", "stand_in"]

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first."""
        data = super().clean() or {}
        first, last = data.get("start_on"), data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", _now("The last day lies before the first."))
        return data

    def content(self) -> AbsenceContent:
        """Return what was typed, as the operation wants it."""
        told = self.cleaned_data
        return AbsenceContent(
            officer=self.officer,
            start_on=told["start_on"],
            end_on=told["last_on"] + timedelta(days=1),
            kind=AbsenceKind(told["kind"]),
            stand_in=told["stand_in"],
        )


class BackForm(forms.Form):
    """From which day an officer is back."""

    back_on = Day(label=_("Back on"))


class ResetFactorForm(forms.Form):
    """Why an officer's second factor is taken away."""

    reason = forms.CharField(
        label=_("How you know that it is the officer who asks"),
        max_length=300,
        help_text=_("For instance: came in person, on 27/11, telephone lost."),
    )
