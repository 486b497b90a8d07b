"""The contact list of communications staff and spokespersons, as the authority asks for it."""

from datetime import date

from dongthuan.apps.capacity.lifecycle import Duty
from dongthuan.apps.capacity.models.staff import Member, MemberQuerySet
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.press.models.spokespersons import Spokesperson, SpokespersonQuerySet


def contacts(officer: Actor, *, on: date) -> MemberQuerySet:
    """Return the focal points and who speaks to the press, whom the officer may read, by unit and name."""
    rows = Member.objects.visible_to(officer).present(on=on)
    return (
        rows.filter(duties__overlap=[Duty.FOCAL, Duty.SPEAKING])
        .select_related("unit")
        .order_by("unit__name", "full_name", "pk")
    )


def speakers(*, on: date) -> SpokespersonQuerySet:
    """Return the spokespersons in office, by unit and name; the law makes their details public."""
    rows = Spokesperson.objects.in_force(on=on).select_related("unit")
    return rows.order_by("unit__name", "kind", "full_name", "pk")
