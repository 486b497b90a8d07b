"""What a reader fills in to say that published information is wrong."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from dongthuan.apps.common.forms import Line, Passage
from dongthuan.apps.disclosure.operations.publications_notices import LONGEST, NoticeContent
from dongthuan.apps.portal.guarded_forms import GuardedForm


class WrongInformationForm(GuardedForm):
    """What is wrong in which published information; is_named: the item is known from the page."""

    place = Line(
        label=_("Which information"),
        max_length=500,
        help_text=_("Its name or number, or the address of the page on which you read it."),
    )
    said = Passage(
        label=_("What is wrong, and what would be right"),
        max_length=LONGEST,
        help_text=_("If you know where the right information can be found, say it too."),
    )
    contact = Line(
        label=_("E-mail or telephone, if you want to be reached"),
        max_length=200,
        required=False,
        help_text=_(
            "Not needed: with the code you read the answer here. It is deleted once you are answered."
        ),
    )

    def __init__(self, *given: Any, is_named: bool, **options: Any) -> None:
        super().__init__(*given, **options)
        if is_named:
            del self.fields["place"]

    @property
    def content(self) -> NoticeContent:
        """What was written, for the operation."""
        given = self.cleaned_data
        return NoticeContent(given["said"], given["contact"], place=given.get("place", ""))
