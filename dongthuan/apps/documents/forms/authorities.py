"""What people fill in about the right to sign."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.common.forms import Day, Line
from dongthuan.apps.documents.lifecycle import Capacity, DocumentKind
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.operations.authorities import AuthorityContent
from dongthuan.apps.documents.queries.issuers import OWN_SEAL
from dongthuan.apps.units.models import Unit


class _HeadChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A choice of heads, by office and name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return the office and the name."""
        return f"{obj.title} · {obj.officer.full_name} · {obj.unit.label}"


class AuthorityForm(forms.Form):
    """The right to sign as one writes it down."""

    officer = forms.ModelChoiceField(label=_("Officer who signs"), queryset=Officer.objects.none())
    unit = forms.ModelChoiceField(label=_("Signs documents of"), queryset=Unit.objects.none())
    capacity = forms.ChoiceField(label=_("In what capacity"), choices=Capacity.choices)
    title = Line(
        label=_("Title, as printed"), max_length=160, help_text=_("The post, as printed above the name")
    )
    principal = Line(
        label=_("On behalf of, as printed"),
        max_length=160,
        required=False,
        help_text=_("On whose behalf, as printed after KT., TM., TL. or TUQ. Empty for the head."),
    )
    kinds = forms.MultipleChoiceField(
        label=_("Only for these kinds"),
        choices=DocumentKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: all kinds."),
    )
    delegated_from = _HeadChoice(
        label=_("Mandate given by (TUQ. only)"), queryset=SigningAuthority.objects.none(), required=False
    )
    matter = Line(
        label=_("For what matter"),
        max_length=500,
        required=False,
        help_text=_("A mandate (TUQ.) must name it."),
    )
    ground = Line(
        label=_("Ground"),
        max_length=500,
        required=False,
        help_text=_("The working rules (TL.) or the written mandate (TUQ.): number, day, article."),
    )
    start_on = Day(label=_("In force from"))
    end_on = Day(label=_("Ends on (the first day it is no more)"), required=False)

    def __init__(self, *given: Any, on: date, **options: Any) -> None:
        super().__init__(*given, **options)
        officers = Officer.objects.filter(is_active=True).exclude(username=SYSTEM_NAME)
        heads = SigningAuthority.objects.in_force(on=on).filter(capacity=Capacity.HEAD)
        units = Unit.objects.filter(kind__in=OWN_SEAL, end_on__isnull=True)
        for name, rows in (
            ("officer", officers.order_by("full_name")),
            ("unit", units.order_by("name")),
            ("delegated_from", heads.select_related("officer", "unit")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    @property
    def content(self) -> AuthorityContent:
        """What was filled in, for the operation."""
        data = dict(self.cleaned_data)
        kinds = tuple(DocumentKind(kind) for kind in data.pop("kinds"))
        return AuthorityContent(**data | {"kinds": kinds, "capacity": Capacity(data["capacity"])})


class EndForm(forms.Form):
    """From when on an authority is no more, and why."""

    end_on = Day(label=_("Ends on (the first day it is no more)"))
    reason = Line(label=_("Reason"), max_length=500, required=False)
