"""Who may make an answered request public: by the rules of the request, two officers."""

from enum import Enum
from typing import Any

from dongthuan.apps.accounts.oversight import holds_there_or_at_the_top
from dongthuan.apps.common.access import Rule
from dongthuan.apps.common.roles import Actor, Role
from dongthuan.apps.disclosure.requests_rules import REQUEST_ACCESS, RequestAct


class AnsweredAct(Enum):
    """What can be done; the record is the summary, also one not yet saved that names its request."""

    WRITE = "disclosure.write_summary"
    PUBLISH = "disclosure.publish_summary"
    RETURN = "disclosure.return_summary"
    WITHDRAW = "disclosure.withdraw_summary"


_DECIDES = holds_there_or_at_the_top(Role.INFORMATION_OFFICER, Role.COORDINATOR, Role.LEADER)


def writes_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer may write it: whoever may give the information."""
    return REQUEST_ACCESS[RequestAct.PROVIDE](officer, record.request)


def decides_on_it(officer: Actor, record: Any) -> bool:
    """Say whether the officer decides on it: the contact point or its head, never who wrote it."""
    return _DECIDES(officer, record.request) and record.written_by_id != officer.pk


def takes_it_back(officer: Actor, record: Any) -> bool:
    """Say whether the officer may take it from the public: one pair of eyes is enough for that."""
    return _DECIDES(officer, record.request) or writes_it(officer, record)


ANSWERED_ACCESS: dict[AnsweredAct, Rule] = {
    AnsweredAct.WRITE: writes_it,
    AnsweredAct.PUBLISH: decides_on_it,
    AnsweredAct.RETURN: decides_on_it,
    AnsweredAct.WITHDRAW: takes_it_back,
}
