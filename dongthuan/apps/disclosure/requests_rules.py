"""Who may do what with requests for information: silence means no, also for administrators."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top
from dongthuan.apps.common.access import Rule, any_of, holds
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.models.requests import (
    READS_ALL_AT_THE_TOP,
    READS_OF_SOURCE,
    READS_THERE,
    reads_every_request,
)


class RequestAct(Enum):
    """What can be done; the record is the request itself, also one not yet saved that names the unit."""

    READ = "disclosure.read_request"
    RECEIVE = "disclosure.receive_request"
    COMPLETE = "disclosure.complete_request"
    GUIDE = "disclosure.guide_request"
    VALIDATE = "disclosure.validate_request"
    WEIGH = "disclosure.weigh_request"
    GIVE = "disclosure.give_request"
    SEND_TO_SOURCE = "disclosure.send_to_source"
    CLASSIFY = "disclosure.classify_request"
    CHECK = "disclosure.check_classification"
    ASK_CONSENT = "disclosure.ask_consent"
    NOTE_CONSENT = "disclosure.note_consent"
    OVERRIDE_CONSENT = "disclosure.override_consent"
    STATE_COST = "disclosure.state_cost"
    NOTE_PAYMENT = "disclosure.note_payment"
    TELL_TIME = "disclosure.tell_time"
    EXTEND = "disclosure.extend_request"
    PREPARE = "disclosure.prepare_answer"
    PROVIDE = "disclosure.provide"
    REFUSE = "disclosure.refuse_request"
    WITHDRAW = "disclosure.withdraw_request"
    LAPSE = "disclosure.lapse_request"
    ATTACH = "disclosure.attach_file"
    DRAW_SLIP = "disclosure.draw_slip"
    LOOK_AT_IDENTITY = "disclosure.look_at_identity"
    RAISE_CORRECTION = "disclosure.raise_correction"
    ASK_CREATOR = "disclosure.ask_creator"
    NOTE_CREATOR = "disclosure.note_creator_answer"
    ANSWER_CORRECTION = "disclosure.answer_correction"
    COMPLAIN = "disclosure.complain"
    DECIDE_COMPLAINT = "disclosure.decide_complaint"
    REOPEN = "disclosure.reopen_request"
    START_LIMIT = "disclosure.start_limit"
    FETCH = "disclosure.fetch_by_code"
    PURGE = "disclosure.purge_request"
    EXPORT = "disclosure.export_requests"


def reads_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer has a part in this request: where it is handled, or where it was made."""
    if reads_every_request(officer):
        return True
    held = officer.held_roles()
    return any(
        (role in READS_THERE and unit == record.unit_id)
        or (role in READS_OF_SOURCE and unit == record.source_unit_id)
        for role, unit in held
    ) or handles_it(officer, record)


def handles_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer was given the request, and holds a role."""
    return bool(record.owner_id and record.owner_id == officer.pk and officer.held_roles())


def is_of_the_source(officer: Actor, record: Any) -> bool:
    """Say whether the officer works where the information was made; the contact point, if that is it."""
    made_in = record.source_unit_id or record.unit_id
    return any(role in READS_OF_SOURCE and unit == made_in for role, unit in officer.held_roles())


_POINT = holds_there_or_at_the_top(Role.INFORMATION_OFFICER, Role.COORDINATOR)
_LEADS = holds_there_or_at_the_top(Role.LEADER)
_SYSTEM = holds(Role.SYSTEM)
_DESK = any_of(_POINT, handles_it)
# What a citizen does on the page of the code is done through the system.
_OUTSIDE = any_of(_DESK, _SYSTEM)

REQUEST_ACCESS: dict[RequestAct, Rule] = {
    RequestAct.READ: reads_it,
    RequestAct.RECEIVE: any_of(_POINT, _SYSTEM),
    RequestAct.COMPLETE: _OUTSIDE,
    RequestAct.GUIDE: _DESK,
    RequestAct.VALIDATE: _DESK,
    RequestAct.WEIGH: _DESK,
    RequestAct.GIVE: any_of(_POINT, _LEADS),
    RequestAct.SEND_TO_SOURCE: any_of(_DESK, _LEADS),
    # The unit that made the information classifies; the contact point checks, another officer always.
    RequestAct.CLASSIFY: any_of(is_of_the_source, handles_it),
    RequestAct.CHECK: _POINT,
    RequestAct.ASK_CONSENT: _DESK,
    RequestAct.NOTE_CONSENT: _DESK,
    # Only the head decides that the public interest goes before a consent.
    RequestAct.OVERRIDE_CONSENT: _LEADS,
    RequestAct.STATE_COST: _DESK,
    RequestAct.NOTE_PAYMENT: _DESK,
    RequestAct.TELL_TIME: _DESK,
    RequestAct.EXTEND: any_of(_DESK, _LEADS),
    RequestAct.PREPARE: _DESK,
    RequestAct.PROVIDE: _DESK,
    RequestAct.REFUSE: any_of(_POINT, _LEADS),
    RequestAct.WITHDRAW: _OUTSIDE,
    RequestAct.LAPSE: _DESK,
    RequestAct.ATTACH: any_of(_DESK, is_of_the_source),
    # The forms name the requester and where he or she is reached.
    RequestAct.DRAW_SLIP: _DESK,
    RequestAct.LOOK_AT_IDENTITY: _DESK,
    RequestAct.RAISE_CORRECTION: _OUTSIDE,
    RequestAct.ASK_CREATOR: any_of(_DESK, _LEADS),
    RequestAct.NOTE_CREATOR: any_of(_DESK, _LEADS),
    RequestAct.ANSWER_CORRECTION: any_of(_DESK, _LEADS),
    RequestAct.COMPLAIN: _OUTSIDE,
    RequestAct.DECIDE_COMPLAINT: any_of(_POINT, _LEADS, holds(Role.LEGAL_OFFICER)),
    RequestAct.REOPEN: any_of(_POINT, _LEADS),
    RequestAct.START_LIMIT: _SYSTEM,
    RequestAct.FETCH: _SYSTEM,
    RequestAct.PURGE: _SYSTEM,
    RequestAct.EXPORT: any_of(
        holds(Role.LEGAL_OFFICER, Role.INFORMATION_OFFICER),
        holds_there_or_at_the_top(Role.COORDINATOR, Role.LEADER),
    ),
}

RECEIVES = frozenset({Role.INFORMATION_OFFICER, Role.COORDINATOR})
_MAY_READ_SOME = READS_ALL_AT_THE_TOP | READS_OF_SOURCE | {Role.LEGAL_OFFICER}


def may_receive_somewhere(officer: Actor, _record: Any = None) -> bool:
    """Say whether there is a unit for which the officer may take requests in."""
    return any(role in RECEIVES for role, _unit in officer.held_roles())


def may_open_requests(officer: Actor, _record: Any = None) -> bool:
    """Say whether the list of requests is of use to the officer; it shows what he or she may read."""
    return any(role in _MAY_READ_SOME for role, _unit in officer.held_roles())
