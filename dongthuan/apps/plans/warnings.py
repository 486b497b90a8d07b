"""What a person should look at in a directive, said in the language of the page."""

from django.utils.translation import gettext

from dongthuan.apps.plans.models.directives import Directive
from dongthuan.apps.plans.wording import WARNINGS


def sentences_of(directive: Directive) -> list[tuple[str, str]]:
    """Return the warnings as (reference or "", sentence), in the order in which they were found."""
    return [
        (
            warning["ref"],
            gettext(WARNINGS[warning["code"]]) % {"detail": warning["detail"], "ref": warning["ref"]},
        )
        for warning in directive.warnings
        if warning["code"] in WARNINGS
    ]
