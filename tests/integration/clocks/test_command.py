"""`dongthuan law … --agency` answers by what officers approved."""

from dataclasses import replace

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.operations import rulebook
from dongthuan.config.commands.law_speech import agency_basis, asked_basis
from dongthuan.law.packs import shipped_rules
from tests.integration.clocks.conftest import NOW

A08 = next(rule for rule in shipped_rules() if rule.alias == "A08")


def test_approved_rules_are_asked_only_where_the_agency_is(legal: Officer, leader: Officer) -> None:
    changed = replace(A08, amount=12)
    version = rulebook.propose_rule(proposal=rulebook.Proposal(changed, "Đối chiếu"), by=legal, at=NOW)
    assert A08 in agency_basis().rules
    rulebook.approve_rule(version=version, by=leader, at=NOW)
    asked = agency_basis()
    assert changed in asked.rules
    assert A08 not in asked.rules
    assert "cơ quan đã duyệt" in asked.origin
    assert A08 in asked_basis(of_agency=False).rules
