"""Whom one asks to clear: a row for each part, with a stand-in, a day and an hour."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dongthuan.apps.accounts.choices import OfficerChoice
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.queries import Away
from dongthuan.apps.clearances.lifecycle import Part
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.common.forms import Line, Moment
from dongthuan.apps.content.forms.texts import VersionForm
from dongthuan.apps.content.operations.clearing import NEEDED


class ClearForm(VersionForm):
    """Five parts of which two are needed, and one person outside where wanted.

    proposed: whom one usually asks. away: who is away today; it is said beside the name, and the stand-in
    of whoever is proposed is filled in.
    """

    outside_name = Line(label=gettext_lazy("Name"), max_length=120, required=False)
    outside_email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    outside_part = forms.ChoiceField(
        label=gettext_lazy("What he or she answers for"),
        required=False,
        choices=[(Part.UNIT.value, Part.UNIT.label), (Part.FACTS.value, Part.FACTS.label)],
    )

    def __init__(
        self,
        *given: Any,
        people: QuerySet[Officer],
        proposed: Mapping[Part, Officer | None],
        due_at: datetime,
        away: dict[int, Away],
        **options: Any,
    ) -> None:
        super().__init__(*given, **options)
        for part in Part:
            is_needed, first = part in NEEDED, proposed.get(part)
            absent = away.get(first.pk) if first is not None else None
            who = OfficerChoice(
                label=_("Who clears"),
                queryset=people,
                required=is_needed,
                initial=first,
                empty_label=_("choose") if is_needed else _("not asked for"),
            )
            stand_in = OfficerChoice(
                label=_("Stand-in"),
                queryset=people,
                required=False,
                initial=absent.stand_in if absent is not None else None,
                empty_label=_("nobody"),
            )
            who.away = stand_in.away = away  # read once for all of them
            self.fields[f"{part.value}_officer"], self.fields[f"{part.value}_stand_in"] = who, stand_in
            self.fields[f"{part.value}_due"] = Moment(label=_("Until"), initial=due_at)
        self.fields["outside_due"] = Moment(label=_("Until"), initial=due_at, required=False)

    def rows(self) -> list[dict[str, Any]]:
        """Return the fields of each part, in their order."""
        return [
            {
                "label": part.label,
                "is_needed": part in NEEDED,
                "fields": [self[f"{part.value}_{name}"] for name in ("officer", "stand_in", "due")],
            }
            for part in Part
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the address where a name outside is given, and the other way round."""
        said = super().clean() or self.cleaned_data
        if bool(said.get("outside_name")) != bool(said.get("outside_email")):
            self.add_error("outside_email", _("Give both the name and the e-mail, or neither."))
        if said.get("outside_name") and not said.get("outside_due"):
            self.add_error("outside_due", _("Say until when."))
        return said

    @property
    def steps(self) -> list[StepAsked]:
        """What is asked of whom, once valid."""
        said = self.cleaned_data
        asked = [
            StepAsked(
                part, said[f"{part.value}_officer"], said[f"{part.value}_due"], said[f"{part.value}_stand_in"]
            )
            for part in Part
            if said.get(f"{part.value}_officer")
        ]
        if said.get("outside_name"):
            part = Part(said["outside_part"] or Part.UNIT)
            outside = {"outside_name": said["outside_name"], "outside_email": said["outside_email"]}
            asked.append(StepAsked(part, None, said["outside_due"], **outside))
        return asked
