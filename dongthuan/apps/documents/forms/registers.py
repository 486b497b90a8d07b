"""What people fill in about the registers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.documents.forms.documents import FIRST_YEAR, LAST_YEAR
from dongthuan.apps.documents.lifecycle import MAY_GO_WITHOUT, DocumentKind
from dongthuan.apps.documents.operations.registers import GREATEST_NUMBER
from dongthuan.apps.documents.queries.issuers import OWN_SEAL
from dongthuan.apps.documents.queries.registers import issuers
from dongthuan.apps.units.models import Unit


def _is_yes(value: str) -> bool:
    return value == "1"


class RegisterForm(forms.Form):
    """Which part of the book to show."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    issuer = forms.ModelChoiceField(label=_("Issued by"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        kind, issuer = self.fields["kind"], self.fields["issuer"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(issuer, forms.ModelChoiceField)
        kind.choices = [("", _("all")), *DocumentKind.choices]
        issuer.queryset, issuer.empty_label = issuers(), str(_("all"))


class NumberingForm(forms.Form):
    """Whether the press releases of an issuer get a number."""

    issuer = forms.ModelChoiceField(label=_("Issued by"), queryset=Unit.objects.none())
    kind = forms.TypedChoiceField(
        label=_("Kind"),
        choices=[(value, DocumentKind(value).label) for value in MAY_GO_WITHOUT],
        coerce=DocumentKind,
    )
    is_numbered = forms.TypedChoiceField(
        label=_("Number"),
        choices=[("0", _("goes out without a number")), ("1", _("gets a number from the register"))],
        coerce=_is_yes,
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        _offer_issuers(self.fields["issuer"])


class CarryOnForm(forms.Form):
    """With which number this year's register of a kind begins."""

    issuer = forms.ModelChoiceField(label=_("Issued by"), queryset=Unit.objects.none())
    kind = forms.TypedChoiceField(label=_("Kind"), choices=DocumentKind.choices, coerce=DocumentKind)
    first_number = forms.IntegerField(label=_("First number"), min_value=1, max_value=GREATEST_NUMBER)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        _offer_issuers(self.fields["issuer"])


def _offer_issuers(field: forms.Field) -> None:
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = Unit.objects.filter(kind__in=OWN_SEAL, end_on__isnull=True).order_by("name")
