"""What somebody without an account writes on a draft."""

from django import forms
from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.policies.comments_lifecycle import AuthorKind
from dongthuan.apps.portal.guarded_forms import GuardedForm


class CommentForm(GuardedForm):
    """A comment. What it is on stands in the address."""

    text = Passage(label=_("Your comment"), max_length=20_000)
    author_kind = forms.ChoiceField(
        label=_("You write as"), choices=AuthorKind.choices, initial=AuthorKind.PERSON
    )
    author_name = Line(
        label=_("Name as it may be shown"),
        max_length=200,
        required=False,
        help_text=_("Leave it empty to stay unnamed. An organisation gives its name."),
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=200,
        required=False,
        help_text=_("Only if you want to be told of the answer. It is not shown, and is deleted afterwards."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class AppealForm(GuardedForm):
    """What the author of a hidden comment objects; the code proves the author."""

    code = forms.CharField(widget=forms.HiddenInput, max_length=40)
    words = Passage(label=_("What you object"), max_length=4_000)
