"""Acts on dossiers and consultations: done, or refused in words that the form keeps."""

from collections.abc import Callable
from typing import Any

from django import forms

from dongthuan.apps.common import steps
from dongthuan.apps.policies.dossiers_wording import REFUSED, sentence_of


def attempt(form: forms.Form, act: Callable[[], Any]) -> Any:
    """Do what a valid form asks for; None where form or act refused, which the form then says."""
    return steps.attempt(form, act, refused=REFUSED, sentence=sentence_of)
