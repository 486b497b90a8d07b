"""Which rule holds: the day of the event decides, conditions narrow, nothing is guessed."""

from datetime import date

import pytest

from dongthuan.law.model import Facts, Verified
from dongthuan.law.selection import AmbiguousRule, NoRule, UnknownLimit, rule_in_force, rules_in_force

OLD_PRESS, NEW_PRESS = date(2026, 6, 30), date(2026, 7, 1)
OLD_ACCESS, NEW_ACCESS = date(2026, 8, 31), date(2026, 9, 1)


@pytest.mark.parametrize(
    ("name", "on", "facts", "alias"),
    [
        ("press.statement.first", OLD_PRESS, Facts(), "P24"),
        ("press.statement.first", NEW_PRESS, Facts(complexity="event"), "P02"),
        ("press.statement.first", NEW_PRESS, Facts(complexity="opinions"), "P03"),
        ("press.answer", OLD_PRESS, Facts(), "P25"),
        ("access.correction.published", OLD_ACCESS, Facts(), "A03"),
        ("access.correction.published", NEW_ACCESS, Facts(), "A16"),
        ("access.answer", OLD_ACCESS, Facts(channel="office", complexity="complex"), "A05"),
        ("access.answer", OLD_ACCESS, Facts(channel="network", complexity="simple"), "A06"),
        ("access.answer.network", OLD_ACCESS, Facts(complexity="complex"), "A08"),
        ("access.answer.post.complex", OLD_ACCESS, Facts(), "A11"),
        ("A08", OLD_ACCESS, Facts(), "A08"),
        ("A14.2", OLD_ACCESS, Facts(), "A14.2"),
        ("P21", NEW_PRESS, Facts(agency_kind="government-attached"), "P21"),
        ("P21", NEW_PRESS, Facts(), "P21"),
    ],
)
def test_the_day_and_the_case_choose_the_rule(rules, name, on, facts, alias):
    assert rule_in_force(rules, name, on=on, facts=facts).alias == alias


@pytest.mark.parametrize(
    ("name", "on", "facts", "error", "code"),
    [
        ("A08", NEW_ACCESS, Facts(), NoRule, "rule-replaced-unknown"),
        ("A03", NEW_ACCESS, Facts(), NoRule, "rule-replaced"),
        ("P24", NEW_PRESS, Facts(), NoRule, "rule-replaced"),
        ("P23", NEW_PRESS, Facts(), NoRule, "rule-no-longer"),
        ("press.answer", NEW_PRESS, Facts(), NoRule, "rule-replaced"),
        ("A17", OLD_ACCESS, Facts(), NoRule, "rule-not-yet"),
        ("P02", OLD_PRESS, Facts(), NoRule, "rule-not-yet"),
        ("A08", date(2018, 6, 30), Facts(), NoRule, "rule-not-yet"),
        ("A99", NEW_ACCESS, Facts(), NoRule, "no-such-rule"),
        ("", NEW_ACCESS, Facts(), NoRule, "no-such-rule"),
        ("access.ans", OLD_ACCESS, Facts(), NoRule, "no-such-rule"),
        ("A08", OLD_ACCESS, Facts(channel="office"), NoRule, "no-rule-for-case"),
        ("P21", NEW_PRESS, Facts(agency_kind="ministry"), NoRule, "no-rule-for-case"),
        ("A17", NEW_ACCESS, Facts(), UnknownLimit, "limit-unknown"),
        ("A17", NEW_ACCESS, Facts("office", "simple"), UnknownLimit, "limit-unknown"),
        ("access.answer", NEW_ACCESS, Facts("post", "complex"), UnknownLimit, "limit-unknown"),
        ("P20", NEW_PRESS, Facts(), UnknownLimit, "limit-unknown"),
        ("P05", NEW_PRESS, Facts(), UnknownLimit, "limit-not-in-law"),
        ("A15", OLD_ACCESS, Facts(), UnknownLimit, "limit-not-in-law"),
        ("press.statement.first", NEW_PRESS, Facts(), AmbiguousRule, "facts-needed"),
        ("access.answer", OLD_ACCESS, Facts(channel="post"), AmbiguousRule, "facts-needed"),
        ("A14", OLD_ACCESS, Facts(), AmbiguousRule, "several-rules"),
    ],
)
def test_what_cannot_be_chosen_is_refused(rules, name, on, facts, error, code):
    with pytest.raises(error) as told:
        rule_in_force(rules, name, on=on, facts=facts)
    assert told.value.code == code


def test_the_old_law_names_the_row_of_the_new_one(rules):
    with pytest.raises(NoRule) as told:
        rule_in_force(rules, "A08", on=NEW_ACCESS)
    assert told.value.facts["heirs"].startswith("A17 (")
    assert told.value.facts["gone_since"] == "01/09/2026"


def test_the_asked_facts_are_named(rules):
    with pytest.raises(AmbiguousRule) as told:
        rule_in_force(rules, "access.answer", on=OLD_ACCESS)
    assert told.value.facts["missing"] == "channel,complexity"


def test_equal_conditions_at_once_are_ambiguous(rule):
    twins = [rule(amount=10), rule(amount=7, instrument="Luật B")]
    with pytest.raises(AmbiguousRule) as told:
        rule_in_force(twins, "test.answer", on=date(2026, 1, 1))
    assert told.value.code == "several-rules"


def test_the_narrower_rule_wins_when_the_case_is_told(rule):
    general, narrow = rule(amount=10), rule(amount=5, channel="network")
    both = [general, narrow]
    on = date(2026, 1, 1)
    assert rule_in_force(both, "T01", on=on, facts=Facts(channel="network")) is narrow
    assert rule_in_force(both, "T01", on=on, facts=Facts(channel="post")) is general
    with pytest.raises(AmbiguousRule):
        rule_in_force(both, "T01", on=on)


def test_rules_that_differ_only_in_their_case_need_no_telling(rule):
    same = [rule(agency_kind="other"), rule(agency_kind="commune")]
    assert rule_in_force(same, "T01", on=date(2026, 1, 1)) is same[0]


def test_crossed_conditions_are_ambiguous(rule):
    crossed = [rule(amount=5, channel="network"), rule(amount=7, complexity="simple")]
    with pytest.raises(AmbiguousRule):
        rule_in_force(crossed, "T01", on=date(2026, 1, 1), facts=Facts("network", "simple"))


def test_an_entered_figure_among_unknown_ones_is_found(rule):
    office = rule(amount=7, channel="office", complexity="simple")
    unknown = rule(amount=None, unit=None, channel="post", complexity="simple", verified=Verified.NO)
    chosen = rule_in_force([office, unknown], "T01", on=date(2026, 1, 1), facts=Facts("office", "simple"))
    assert chosen is office
    with pytest.raises(UnknownLimit):
        rule_in_force([office, unknown], "T01", on=date(2026, 1, 1), facts=Facts("post", "simple"))


@pytest.mark.parametrize("on", [OLD_PRESS, NEW_PRESS, OLD_ACCESS, NEW_ACCESS])
def test_the_list_of_a_day_holds_what_can_be_chosen(rules, on):
    listed = rules_in_force(rules, on=on)
    assert listed == sorted(listed, key=lambda rule: (rule.key, rule.alias))
    for one in listed:
        assert one.valid_from <= on
        assert one.valid_to is None or on < one.valid_to
