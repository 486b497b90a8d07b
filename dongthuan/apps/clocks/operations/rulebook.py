"""Propose, approve and reject rules of law; an approval dates open clocks anew."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from dongthuan.apps.audit import operations as audit
from dongthuan.apps.clocks.models.redating import Redating
from dongthuan.apps.clocks.models.rulebook import RuleVersion
from dongthuan.apps.clocks.operations import deciding
from dongthuan.apps.clocks.operations.redating import redate_or_queue
from dongthuan.apps.clocks.rulebook import columns_of
from dongthuan.apps.clocks.rules import ACCESS, Act
from dongthuan.apps.common.access import require
from dongthuan.apps.common.roles import Actor
from dongthuan.law.checking import Fault, faults_of
from dongthuan.law.model import Rule


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
        raise deciding.NoReason
    version.save(force_insert=True)
    details = {"key": version.key, "alias": version.alias}
    audit.note(act=Act.PROPOSE_RULE, actor=by, record=version, at=at, ground=version.ground, details=details)
    return version


@transaction.atomic
def approve_rule(*, version: RuleVersion, by: Actor, at: datetime) -> Redating:
    """Let a proposed rule hold, and date open clocks anew. Raises AlreadyDecided."""
    version = deciding.approved(version, Act.APPROVE_RULE, by=by, at=at)
    audit.note(act=Act.APPROVE_RULE, actor=by, record=version, at=at, details={"key": version.key})
    cause = f"{version.alias or version.key}: {version.instrument}, {version.article}"
    return redate_or_queue(cause=cause, by=by, at=at)


@transaction.atomic
def reject_rule(*, version: RuleVersion, reason: str, by: Actor, at: datetime) -> RuleVersion:
    """Reject a proposed rule, with a reason. Raises AlreadyDecided, NoReason."""
    version = deciding.rejected(version, Act.REJECT_RULE, reason=reason, by=by, at=at)
    audit.note(act=Act.REJECT_RULE, actor=by, record=version, at=at, ground=version.reason)
    return version
