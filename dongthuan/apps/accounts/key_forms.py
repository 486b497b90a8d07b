"""The forms in which one names a security key, with a label in the reader's language."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_NAME = 60


class AddKeyForm(AddWebAuthnForm):  # type: ignore[misc]  # untyped base
    """A new key and its name; without a name it gets one."""

    name = forms.CharField(label=_("Name of the key"), required=False, max_length=LONGEST_NAME)


class RenameKeyForm(EditWebAuthnForm):  # type: ignore[misc]  # untyped base
    """Another name for a key."""

    name = forms.CharField(label=_("Name of the key"), max_length=LONGEST_NAME)
