"""What a commune may still ask the body that made the information, and what it waits for."""

from django.db.models import QuerySet

from dongthuan.apps.disclosure.models.requests import InformationRequest
from dongthuan.apps.disclosure.models.requests_creator import CreatorInquiry
from dongthuan.apps.disclosure.models.requests_outcomes import SuppliedCorrection
from dongthuan.apps.disclosure.requests_lifecycle import CorrectionBasis


def to_ask_about(request: InformationRequest) -> QuerySet[SuppliedCorrection]:
    """Return what the requester reported, is not answered, and about which nobody is being asked."""
    open_ones = request.corrections.filter(answered_at=None, basis=CorrectionBasis.REPORTED)
    return open_ones.exclude(pk__in=waiting_for_creator(request).values("correction_id"))


def waiting_for_creator(request: InformationRequest) -> QuerySet[CreatorInquiry]:
    """Return the questions of a request to which the body that made the information has not answered."""
    return CreatorInquiry.objects.filter(
        correction__request=request, correction__answered_at=None, answered_at=None
    )
