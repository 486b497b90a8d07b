"""Who speaks for the agency, and its official channels."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from dongthuan.apps.common import clock
from dongthuan.apps.portal.pages import drawn, kept_for_a_moment
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.queries.mandates import public_spokespersons


@login_not_required
@require_safe
@kept_for_a_moment
def list_spokespersons(request: HttpRequest) -> HttpResponse:
    """Show who may speak for the agency and its units, and the agency's official channels."""
    content = {
        "units": public_spokespersons(at=clock.now()),
        "channels": OfficialChannel.objects.listed().select_related("unit"),
    }
    return drawn(request, "portal/spokespersons.html", content)
