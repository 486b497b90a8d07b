"""Propose, approve and reject rules of law; an approval dates open clocks anew."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.lifecycle import DECISION_NEXT, Decision
from dongthuan.apps.clocks.models.redating import Redating
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations.redating import redate_or_queue
from dongthuan.apps.clocks.rulebook import columns_of
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.law.checking import Fault, faults_of
from dongthuan.law.model import Rule


class AlreadyDecided(Exception):
    """Somebody decided on this meanwhile."""


class NoReason(Exception):
    """A reason must be given."""


class FaultyRule(Exception):
    """The rule cannot be used; `faults` say which fields are wrong."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"{fault.field}: {fault.code}" for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an officer proposes: the rule, why, and the officer's rule that it corrects, if any."""

    rule: Rule
    ground: str
    supersedes: RuleVersion | None = None


@transaction.atomic
def propose_rule(*, proposal: Proposal, by: Actor, at: datetime) -> RuleVersion:
    """Propose a rule or a correction; it holds once another officer approves. Raises FaultyRule, NoReason."""
    version = RuleVersion(
        **columns_of(proposal.rule),
        ground=proposal.ground.strip()[:500],
        supersedes=proposal.supersedes,
        proposed_by_id=by.pk,
        proposed_at=at,
    )
    require(ACCESS, Act.PROPOSE_RULE, by, version)
    if faults := faults_of(proposal.rule):
        raise FaultyRule(faults)
    if not version.ground:
        raise NoReason
    version.save(force_insert=True)
    details = {"key": version.key, "alias": version.alias}
    audit.note(act=Act.PROPOSE_RULE, actor=by, record=version, at=at, ground=version.ground, details=details)
    return version


@transaction.atomic
def approve_rule(*, version: RuleVersion, by: Actor, at: datetime) -> Redating:
    """Let a proposed rule hold, and date open clocks anew. Raises AlreadyDecided."""
    version = _decided(version, Act.APPROVE_RULE, Decision.APPROVED, by=by, at=at)
    version.save(update_fields=["state", "decided_by", "decided_at"])
    audit.note(act=Act.APPROVE_RULE, actor=by, record=version, at=at, details={"key": version.key})
    cause = f"{version.alias or version.key}: {version.instrument}, {version.article}"
    return redate_or_queue(cause=cause, by=by, at=at)


@transaction.atomic
def reject_rule(*, version: RuleVersion, reason: str, by: Actor, at: datetime) -> RuleVersion:
    """Reject a proposed rule, with a reason. Raises AlreadyDecided, NoReason."""
    version = _decided(version, Act.REJECT_RULE, Decision.REJECTED, by=by, at=at)
    if not reason.strip():
        raise NoReason
    version.reason = reason.strip()
    version.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    audit.note(act=Act.REJECT_RULE, actor=by, record=version, at=at, ground=version.reason)
    return version


def _decided(version: RuleVersion, act: Act, to: Decision, *, by: Actor, at: datetime) -> RuleVersion:
    version = RuleVersion.objects.select_for_update().get(pk=version.pk)
    require(ACCESS, act, by, version)
    if to not in DECISION_NEXT[Decision(version.state)]:
        raise AlreadyDecided(version.pk)
    version.state, version.decided_by_id, version.decided_at = to, by.pk, at
    return version
