"""What people fill in about conferences, who comes, what is asked, and the duties that come back."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.accounts.models import SYSTEM_NAME, Officer
from dongthuan.apps.common.forms import Line, Moment, Passage
from dongthuan.apps.press.forms.journalists import choose_outlets
from dongthuan.apps.press.forms.register_fields import Address, ReasonForm, VersionForm, choose_units
from dongthuan.apps.press.lifecycle import ConferenceKind, ConferenceState, Duty
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations.conference_log import AnswerContent, QuestionContent
from dongthuan.apps.press.operations.conferences import ConferenceContent
from dongthuan.apps.press.queries.outlets import outlets_on
from dongthuan.apps.units.models import Unit

AUTHORITY = "Cục Báo chí, Bộ Văn hóa, Thể thao và Du lịch"


class ConferenceFilterForm(forms.Form):
    """The filters of the list of conferences."""

    q = Line(label=_("Title holds"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=_("Kind of conference"), required=False, choices=[("", _("all")), *ConferenceKind.choices]
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("all")), *ConferenceState.choices]
    )


class ConferenceForm(VersionForm):
    """A conference as one plans it."""

    kind = forms.ChoiceField(label=_("Kind of conference"), choices=ConferenceKind.choices)
    title = Line(label=_("Title of the conference"), max_length=300)
    unit = forms.ModelChoiceField(label=_("Held by"), queryset=Unit.objects.none())
    chair_name = Line(label=_("Chaired by"), max_length=120)
    chair_post = Line(label=_("Post of the chair"), max_length=160, required=False)
    place = Line(label=_("Place"), max_length=300)
    online_url = Address(label=_("Address for those online"), required=False)
    starts_at = Moment(label=_("Begins"))
    ends_at = Moment(label=_("Ends, planned"))
    content = Passage(label=_("Content"), max_length=20_000)
    agenda = Passage(label=_("Agenda"), max_length=20_000, required=False)
    lawful_basis = Passage(
        label=_("Documents that prove the content lawful"),
        max_length=10_000,
        required=False,
        help_text=_("One of the six items of the written notice (Decree 237/2026, article 22)."),
    )
    invited = forms.ModelMultipleChoiceField(
        label=_("Invited press agencies"), queryset=Outlet.objects.none(), required=False
    )
    by_list = forms.ModelChoiceField(
        label=_("Invite also all press agencies of the list"),
        queryset=ContactList.objects.none(),
        required=False,
        empty_label=_("no list"),
    )
    is_proactive = forms.BooleanField(
        label=_("The agency offers the information itself"),
        required=False,
        help_text=_("Counted in the annual report for press briefings."),
    )
    is_public = forms.BooleanField(label=_("Show in the press room"), required=False, initial=True)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_units(self)
        choose_outlets(self, "invited")
        lists = self.fields["by_list"]
        assert isinstance(lists, forms.ModelChoiceField)
        lists.queryset = ContactList.objects.filter(is_active=True).order_by("name")

    def clean(self) -> dict[str, Any]:
        """Add the outlets of the list; refuse an end that does not come after the beginning."""
        data = super().clean() or {}
        chosen, by_list = list(data.get("invited") or []), data.pop("by_list", None)
        if by_list is not None:
            chosen += [outlet for outlet in outlets_on(by_list) if outlet not in chosen]
        data["invited"] = chosen
        start, end = data.get("starts_at"), data.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", _now("It must end after it begins."))
        return data

    @property
    def content_given(self) -> ConferenceContent:
        """What was filled in, for the operation."""
        return ConferenceContent(**{k: v for k, v in self.given().items() if k != "invited"})


class AddresseeForm(VersionForm):
    """To whom a dispatch goes."""

    addressee = Line(label=_("Addressee"), max_length=300, initial=AUTHORITY)


class SentForm(VersionForm):
    """When something was sent."""

    sent_at = Moment(label=_("Sent at"))


class RefusedForm(ReasonForm):
    """Why and when the authority refused."""

    refused_at = Moment(label=_("Refused at"))


class HeldForm(VersionForm):
    """That it took place."""

    reason = Line(
        label=_("Why without notice"),
        max_length=500,
        required=False,
        help_text=_("Only where a written notice was a duty and none was sent."),
    )


class AccreditationForm(forms.Form):
    """Who asks to come; a journalist of the register is recognised by name and press agency."""

    full_name = Line(label=_("Full name"), max_length=120)
    outlet = forms.ModelChoiceField(
        label=_("Press agency"),
        queryset=Outlet.objects.none(),
        required=False,
        empty_label=_("not in the register"),
    )
    outlet_name = Line(label=_("Press agency, as given"), max_length=200, required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choose_outlets(self)


class DecisionForm(forms.Form):
    """Whether somebody is let in, and if not, why."""

    decision = forms.ChoiceField(choices=[("in", "in"), ("out", "out"), ("came", "came")])
    ground = Line(label=_("Ground"), max_length=500, required=False)


def _people() -> Any:
    return Officer.objects.filter(is_active=True).exclude(username=SYSTEM_NAME).order_by("full_name")


class AnswerForm(forms.Form):
    """What was answered, by whom, when; the standing at that instant is looked up."""

    answer = Passage(label=_("Answer"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    officer = forms.ModelChoiceField(
        label=_("Answered by"),
        queryset=Officer.objects.none(),
        required=False,
        empty_label=_("somebody else, named below"),
    )
    name = Line(label=_("Name of who answered"), max_length=120, required=False)
    post = Line(label=_("Post"), max_length=160, required=False)
    answered_at = Moment(label=_("Answered at"))
    is_matter_confirmed = forms.BooleanField(
        label=_("It is the very matter that the speaker was authorised for"),
        required=False,
        help_text=_("Needed where the speaker is authorised for one matter; your name is kept with it."),
    )

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        field = self.fields["officer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = _people()

    @property
    def content(self) -> AnswerContent:
        """What was filled in, for the operation."""
        return self._answered_at(self.cleaned_data["answered_at"])

    def _answered_at(self, at: datetime) -> AnswerContent:
        told = self.cleaned_data
        return AnswerContent(
            told["answer"], at, told["officer"], told["name"], told["post"], told["is_matter_confirmed"]
        )


class QuestionForm(AnswerForm):
    """A question at a conference, with its answer if there was one."""

    asker = Line(label=_("Asked by"), max_length=120)
    outlet_name = Line(label=_("Press agency, as given"), max_length=200, required=False)
    asked_at = Moment(label=_("Asked at"))
    question = Passage(label=_("Question"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3}))
    is_owed = forms.BooleanField(label=_("Answer promised for later"), required=False)
    field_order = ("asker", "outlet_name", "asked_at", "question", "answer", "officer", "name", "post")

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["answer"].required = False
        self.fields["answered_at"].required = False
        self.fields["answered_at"].help_text = _("Empty: when it was asked.")

    @property
    def question_given(self) -> QuestionContent:
        """The question, for the operation."""
        data = self.cleaned_data
        return QuestionContent(
            data["asker"], data["question"], data["asked_at"], data["outlet_name"], data["is_owed"]
        )

    @property
    def answer_given(self) -> AnswerContent | None:
        """The answer, for the operation; None = there was none yet."""
        data = self.cleaned_data
        if not data["answer"]:
            return None
        return self._answered_at(data["answered_at"] or data["asked_at"])


class DutyForm(forms.Form):
    """Whether a duty is ours, and the reading of the law that leads there."""

    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices)
    is_ours = forms.TypedChoiceField(
        label=_("Our agency"),
        choices=[("1", _("has this duty")), ("0", _("does not have this duty"))],
        coerce=lambda value: value == "1",
    )
    note = Passage(
        label=_("Legal officer's note"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class InformationForm(forms.Form):
    """That the monthly information was given."""

    title = Line(label=_("What was given"), max_length=300)
    given_at = Moment(label=_("Given at"))
    url = Address(label=_("Where it can be seen"), required=False)


def initial_of(conference: Conference) -> dict[str, Any]:
    """Return what the form shows of a conference that is edited."""
    form = ConferenceForm()
    names = [name for name in form.fields if name not in ("invited", "by_list")]
    return {name: getattr(conference, name) for name in names} | {
        "invited": [one.outlet_id for one in conference.invitations.all()]
    }
