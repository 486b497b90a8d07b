"""What every page may say about the agency."""

from django.http import HttpRequest

from dongthuan.apps.units.queries import current_agency


def agency(request: HttpRequest) -> dict[str, object]:
    """Give templates `agency` (or None before set-up) and `demonstration`."""
    if request.path.startswith("/static/"):
        return {}
    found = current_agency()
    return {"agency": found, "demonstration": bool(found and found.is_demonstration)}
