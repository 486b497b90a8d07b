"""Who may do what at the press desk: silence means no."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top, oversees
from dongthuan.apps.common.access import Rule, all_of, any_of, holds, is_of_same_unit, is_officer
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.press.lifecycle import SpokespersonKind
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.spokespersons import Spokesperson


class Act(Enum):
    """What can be done; the record is the row itself, also one not yet saved that names the unit."""

    READ_OUTLETS = "press.read_outlets"
    KEEP_OUTLETS = "press.keep_outlets"
    READ_JOURNALISTS = "press.read_journalists"
    KEEP_JOURNALISTS = "press.keep_journalists"
    ERASE_JOURNALIST = "press.erase_journalist"
    PURGE_JOURNALISTS = "press.purge_journalists"
    READ_CONTACTS = "press.read_contacts"
    KEEP_CONTACTS = "press.keep_contacts"
    READ_CHANNELS = "press.read_channels"
    KEEP_CHANNELS = "press.keep_channels"
    READ_SPOKESPERSONS = "press.read_spokespersons"
    RECORD_SPOKESPERSON = "press.record_spokesperson"
    PUBLISH_SPOKESPERSON = "press.publish_spokesperson"
    END_SPOKESPERSON = "press.end_spokesperson"
    AUTHORISE = "press.authorise"
    PUBLISH_MANDATE = "press.publish_mandate"
    REVOKE_MANDATE = "press.revoke_mandate"
    READ_CONFERENCES = "press.read_conferences"
    PLAN_CONFERENCE = "press.plan_conference"
    RUN_CONFERENCE = "press.run_conference"
    SETTLE_DUTY = "press.settle_duty"
    RECORD_INFORMATION = "press.record_information"
    WATCH_DUTIES = "press.watch_duties"
    READ_CORRECTION = "press.read_correction"
    DRAW_UP_CORRECTION = "press.draw_up_correction"
    SEND_CORRECTION = "press.send_correction"
    ESCALATE_CORRECTION = "press.escalate_correction"
    CLOSE_CORRECTION = "press.close_correction"


PRESS_WORKERS = frozenset({Role.SPOKESPERSON, Role.UNIT_OFFICER, Role.LEADER, Role.COORDINATOR})


def works_with_the_press_there(officer: Actor, record: Any) -> bool:
    """Say whether the officer does the press work of the record's unit."""
    wanted = (Role.SPOKESPERSON, Role.UNIT_OFFICER)
    return any(role in wanted and unit == record.unit_id for role, unit in officer.held_roles())


def is_not_delegated(officer: Actor, _record: object = None) -> bool:
    """Say whether the officer speaks for nobody by delegation: what was delegated is not passed on.

    Decree 244/2026, article 3(6): neither the regular spokesperson nor an authorised person may authorise.
    A mandate that has ended or was revoked before the officer's day does not stand in the way.
    """
    regular = Spokesperson.objects.filter(officer_id=officer.pk, kind=SpokespersonKind.REGULAR)
    if regular.in_force(on=officer.day).exists():
        return False
    mandates = (
        Mandate.objects.in_writing()
        .filter(officer_id=officer.pk)
        .values_list("start_at", "end_at", "revoked_at")
    )
    return not any(
        local_day(start) <= officer.day <= local_day(min(end, revoked or end))
        for start, end, revoked in mandates
    )


_OFFICE = holds(Role.COORDINATOR, Role.SPOKESPERSON)
_PRESS = holds(*PRESS_WORKERS)
_THERE = any_of(works_with_the_press_there, holds_there_or_at_the_top(Role.COORDINATOR))
_LEADS = holds_there_or_at_the_top(Role.LEADER)
_KEEPS_SPOKESPERSONS = any_of(
    works_with_the_press_there, holds_there_or_at_the_top(Role.COORDINATOR), holds(Role.SYSTEM)
)

# Registers, spokespersons, conferences, corrections.
ACCESS: dict[Act, Rule] = {
    Act.READ_OUTLETS: is_officer,
    Act.KEEP_OUTLETS: any_of(_PRESS, holds(Role.SYSTEM)),
    # Personal data, even if of work: only who works with the press, and who answers for the installation.
    Act.READ_JOURNALISTS: any_of(_PRESS, oversees),
    Act.KEEP_JOURNALISTS: any_of(_PRESS, holds(Role.SYSTEM)),
    Act.ERASE_JOURNALIST: any_of(_OFFICE, holds(Role.ADMINISTRATOR)),
    Act.PURGE_JOURNALISTS: holds(Role.SYSTEM),
    Act.READ_CONTACTS: any_of(_PRESS, oversees),
    Act.KEEP_CONTACTS: any_of(_THERE, holds(Role.SYSTEM)),
    Act.READ_CHANNELS: is_officer,
    Act.KEEP_CHANNELS: any_of(_THERE, holds(Role.SYSTEM)),
    Act.READ_SPOKESPERSONS: is_officer,
    Act.RECORD_SPOKESPERSON: _KEEPS_SPOKESPERSONS,
    Act.PUBLISH_SPOKESPERSON: _KEEPS_SPOKESPERSONS,
    Act.END_SPOKESPERSON: any_of(_KEEPS_SPOKESPERSONS, _LEADS),
    # The head authorises, or the Office records what the head signed; a delegate never does either.
    Act.AUTHORISE: all_of(
        any_of(_LEADS, holds_there_or_at_the_top(Role.COORDINATOR), holds(Role.SYSTEM)), is_not_delegated
    ),
    Act.PUBLISH_MANDATE: _KEEPS_SPOKESPERSONS,
    Act.REVOKE_MANDATE: any_of(_LEADS, holds_there_or_at_the_top(Role.COORDINATOR)),
    Act.READ_CONFERENCES: is_officer,
    Act.PLAN_CONFERENCE: any_of(_THERE, holds(Role.SYSTEM)),
    Act.RUN_CONFERENCE: any_of(_THERE, holds(Role.SYSTEM)),
    # Whether a duty is ours is a question of law.
    Act.SETTLE_DUTY: holds(Role.LEGAL_OFFICER),
    Act.RECORD_INFORMATION: any_of(_OFFICE, holds(Role.SYSTEM)),
    Act.WATCH_DUTIES: holds(Role.SYSTEM),
    Act.READ_CORRECTION: any_of(oversees, is_of_same_unit, holds(Role.LEGAL_OFFICER, Role.SPOKESPERSON)),
    Act.DRAW_UP_CORRECTION: any_of(_THERE, holds(Role.SYSTEM)),
    Act.SEND_CORRECTION: any_of(_THERE, holds(Role.SYSTEM)),
    Act.ESCALATE_CORRECTION: any_of(_THERE, holds(Role.SYSTEM)),
    Act.CLOSE_CORRECTION: any_of(_THERE, _LEADS, holds(Role.SYSTEM)),
}


def keeps_lists_somewhere(officer: Actor, _record: object = None) -> bool:
    """Say whether there is a unit for which the officer keeps lists, channels, conferences, requests."""
    if Role.COORDINATOR in officer.held_at_the_top():
        return True
    wanted = (Role.SPOKESPERSON, Role.UNIT_OFFICER, Role.COORDINATOR, Role.SYSTEM)
    return any(role in wanted for role, _unit in officer.held_roles())


def authorises_somewhere(officer: Actor, _record: object = None) -> bool:
    """Say whether there is a unit for which the officer may record an authorisation to speak."""
    wanted = (Role.LEADER, Role.COORDINATOR, Role.SYSTEM)
    return any(role in wanted for role, _unit in officer.held_roles()) and is_not_delegated(officer)
