"""Who may do what with a redaction: by the rules of its request."""

from enum import Enum
from typing import Any

from dongthuan.apps.common.access import Rule
from dongthuan.apps.common.roles import Actor
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct


class RedactionAct(Enum):
    """What can be done with a redaction; the record is the redaction."""

    PREPARE = "disclosure.prepare_redaction"
    CONFIRM = "disclosure.confirm_redaction"


def marks_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer may mark: whoever handles the request, and the unit that made it."""
    return REQUEST_ACCESS[RequestAct.ATTACH](officer, record.request)


def confirms_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer may confirm: who may check a classification; never who proposed it."""
    return REQUEST_ACCESS[RequestAct.CHECK](officer, record.request) and record.proposed_by_id != officer.pk


REDACTION_ACCESS: dict[RedactionAct, Rule] = {
    RedactionAct.PREPARE: marks_it,
    RedactionAct.CONFIRM: confirms_it,
}
