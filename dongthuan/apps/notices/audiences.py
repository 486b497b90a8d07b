"""Who the owner, the head and the Office are, for a unit on a day; read once for many deadlines."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from dongthuan.apps.accounts.models import Officer, RoleHeld
from dongthuan.apps.accounts.queries import Away, away_on, stand_ins_of
from dongthuan.apps.common.roles import Role
from dongthuan.apps.notices.reminding import Audience, Deadline
from dongthuan.apps.units.models import Unit

_ASKED = (Role.LEADER, Role.UNIT_OFFICER, Role.COORDINATOR, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Staff:
    """The officers who may sign in, by role and unit; parents: the unit above each; away: on that day."""

    parents: dict[int, int | None]
    labels: dict[int, str]
    held: dict[tuple[str, int], list[Officer]]
    everywhere: dict[str, list[Officer]] = field(default_factory=dict)
    away: dict[int, Away] = field(default_factory=dict)

    def told(self, deadline: Deadline, audience: Audience) -> list[Officer]:
        """Return who is told, and who stands in for those of them who are away.

        Where nobody is, the next above is told, so that no deadline is told to nobody.
        """
        return stand_ins_of(self._meant(deadline, audience), self.away)

    def _meant(self, deadline: Deadline, audience: Audience) -> list[Officer]:
        if audience == Audience.OWNER:
            return self._owners(deadline) or self.heads(deadline.unit_id) or self.office()
        if audience == Audience.HEAD:
            return self.heads(deadline.unit_id) or self.office()
        return self.office()

    def _owners(self, deadline: Deadline) -> list[Officer]:
        if deadline.owner is not None and deadline.owner.is_active:
            return [deadline.owner]
        return self.held.get((Role.UNIT_OFFICER, deadline.unit_id), [])

    def heads(self, unit_id: int | None) -> list[Officer]:
        """Return the leaders of the unit, else of the nearest unit above that has one."""
        seen: set[int] = set()
        while unit_id is not None and unit_id not in seen:
            found = self.held.get((Role.LEADER, unit_id))
            if found:
                return found
            seen.add(unit_id)
            unit_id = self.parents.get(unit_id)
        return []

    def office(self) -> list[Officer]:
        """Return the coordinators, else those who keep the installation."""
        return self.everywhere.get(Role.COORDINATOR) or self.everywhere.get(Role.ADMINISTRATOR, [])


def staff_on(day: date) -> Staff:
    """Return the staff as of a day; three queries."""
    units = list(Unit.objects.values_list("pk", "parent_id", "name", "short_name"))
    roles = RoleHeld.objects.in_force(on=day).filter(role__in=_ASKED, officer__is_active=True)
    staff = Staff(
        parents={key: parent for key, parent, _name, _short in units},
        labels={key: short or name for key, _parent, name, short in units},
        held={},
        away=away_on(day),
    )
    for role in roles.select_related("officer").order_by("officer_id", "unit_id"):
        staff.held.setdefault((role.role, role.unit_id), []).append(role.officer)
        _add_once(staff.everywhere.setdefault(role.role, []), [role.officer])
    return staff


def _add_once(officers: list[Officer], more: Iterable[Officer]) -> None:
    known = {one.pk for one in officers}
    officers += [one for one in more if one.pk not in known]
