"""The register of public information: entered, public, withdrawn, over; its limits and refusals."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.disclosure.models.publications import PublicInformation
from dongthuan.apps.disclosure.operations import publications as acts
from dongthuan.apps.disclosure.operations.coverage import set_group_period
from dongthuan.apps.disclosure.operations.links import Look, note_look
from dongthuan.apps.disclosure.operations.publications_notices import (
    NoticeContent,
    answer_error_notice,
    receive_error_notice,
)
from dongthuan.apps.disclosure.publications_lifecycle import InformationState, LinkState
from dongthuan.apps.disclosure.publications_rules import INFORMATION_ACCESS, InformationAct
from dongthuan.apps.disclosure.queries.coverage import coverage
from dongthuan.apps.disclosure.queries.public import may_show, public_file, public_item, public_items
from dongthuan.apps.disclosure.queries.publications import items_listed, to_be_looked_at
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.apps.units.models import Unit
from tests.integration.disclosure.requests_cast import DAY, NEW_LAW, OLD_LAW

pytestmark = pytest.mark.django_db
MADE = date(2026, 3, 2)  # a Monday, under the law of 2016


def content(unit: Unit, **more: object) -> acts.ItemContent:
    """Return what one enters about an item."""
    whole = acts.ItemContent(
        unit, "Kế hoạch công tác năm 2026", MADE, "d", "portal", "12/KH-VTN", "https://vien.example/kh"
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def entered(unit: Unit, by: Officer, *, at: datetime = OLD_LAW, **more: object) -> PublicInformation:
    """Return an item that was entered."""
    return acts.enter_information(content=content(unit, **more), by=by, at=at)


def published(unit: Unit, by: Officer, *, at: datetime = OLD_LAW, **more: object) -> PublicInformation:
    """Return an item that is public."""
    item = entered(unit, by, at=at, **more)
    return acts.publish_information(item=item, version=item.version, by=by, at=at)


def test_the_limit_runs_five_working_days_from_the_day_it_was_made(agency, information_officer):
    item = entered(agency, information_officer)
    assert (item.group_instrument, item.is_provisional) == ("Luật Tiếp cận thông tin 104/2016/QH13", False)
    assert item.clock is not None
    assert (item.clock.alias, item.clock.due_on) == ("A01", date(2026, 3, 9))
    assert not may_show(item, on=MADE)
    late = OLD_LAW + 10 * DAY
    assert list(PublicInformation.objects.late(at=late)) == [item]
    item = acts.publish_information(item=item, version=item.version, by=information_officer, at=late)
    item.clock.refresh_from_db()
    assert (item.state, item.clock.state, item.clock.is_late) == ("published", "done", True)
    assert may_show(item, on=late.date())
    assert Entry.objects.filter(act="disclosure.publish_information").count() == 1


def test_under_the_new_law_nothing_is_guessed(agency, information_officer, legal_officer):
    item = entered(agency, information_officer, at=NEW_LAW, created_on=NEW_LAW.date())
    assert (item.is_provisional, item.clock, item.limit_unknown_at) == (True, None, NEW_LAW)
    entered(agency, information_officer, at=NEW_LAW, created_on=NEW_LAW.date(), title="Bản thứ hai")
    told = Notice.objects.filter(recipient=legal_officer, kind="disclosure.publication_limit_unknown")
    assert told.count() == 1
    notice = receive_error_notice(
        item=acts.publish_information(item=item, version=1, by=information_officer, at=NEW_LAW),
        content=NoticeContent("Sai số liệu"),
        by=information_officer,
        at=NEW_LAW,
    )
    assert notice.clock is not None
    assert (notice.clock.alias, notice.clock.amount) == ("A16", 10)


def test_what_is_wrong_is_refused_and_leaves_nothing(agency, information_officer):
    for fault, more in (
        (acts.NoSuchGroup, {"group": "z"}),
        (acts.NoSuchGroup, {"form": "z"}),
        (AheadOfTime, {"created_on": MADE + timedelta(days=2)}),
        (SecretMark, {"summary": "TUYỆT MẬT"}),
    ):
        with pytest.raises(fault):
            entered(agency, information_officer, **more)
    assert not PublicInformation.objects.exists()
    nowhere = entered(agency, information_officer, link="")
    with pytest.raises(acts.Nowhere):
        acts.publish_information(item=nowhere, version=1, by=information_officer, at=OLD_LAW)
    with pytest.raises(ChangedMeanwhile):
        acts.publish_information(item=nowhere, version=9, by=information_officer, at=OLD_LAW)


def test_a_posting_stays_up_as_long_as_the_law_says(agency, information_officer):
    short = entered(agency, information_officer, form="posting", shown_until=MADE + timedelta(days=29))
    with pytest.raises(acts.PostedTooShort) as refused:
        acts.publish_information(item=short, version=1, by=information_officer, at=OLD_LAW)
    assert refused.value.until == date(2026, 4, 1)
    long = published(agency, information_officer, form="posting", title="Khác", shown_until=date(2026, 4, 1))
    assert long.kept_until == date(2026, 4, 1)


def test_withdrawn_or_over_it_is_no_longer_public(agency, information_officer, system):
    item = published(agency, information_officer, shown_until=date(2026, 3, 5))
    other = published(agency, information_officer, title="Bản khác")
    assert public_items(on=date(2026, 3, 5)).count() == 2
    assert list(public_items(on=date(2026, 3, 6))) == [other]
    assert acts.end_due(by=system.on(MADE), at=OLD_LAW + 5 * DAY) == 1
    item.refresh_from_db()
    assert item.state == InformationState.ENDED
    with pytest.raises(NoReason):
        acts.withdraw_information(
            item=other, reason=" ", version=other.version, by=information_officer, at=OLD_LAW
        )
    acts.withdraw_information(
        item=other, reason="Nhầm bản", version=other.version, by=information_officer, at=OLD_LAW
    )
    assert public_item(other.slug, on=MADE) is None
    assert public_file(other.slug, on=MADE) is None


def test_an_error_is_answered_within_fifteen_days_and_the_contact_is_let_go(agency, information_officer):
    item = published(agency, information_officer)
    notice = receive_error_notice(
        item=item, content=NoticeContent("Sai trang 3", "dan@thu.example"), by=information_officer, at=OLD_LAW
    )
    assert notice.clock is not None
    assert (notice.clock.alias, notice.clock.due_on) == ("A03", date(2026, 3, 17))
    with pytest.raises(NoReason):
        answer_error_notice(
            notice=notice, outcome="right_public", answer=" ", by=information_officer, at=OLD_LAW
        )
    done = answer_error_notice(
        notice=notice, outcome="corrected_public", answer="Đã sửa", by=information_officer, at=OLD_LAW + DAY
    )
    assert (done.contact, done.outcome) == ("", "corrected_public")
    with pytest.raises(acts.NotInThatState):
        answer_error_notice(
            notice=notice, outcome="right_public", answer="Lần hai", by=information_officer, at=OLD_LAW
        )
    assert "dan@thu.example" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_a_dead_address_is_found_after_two_looks_and_rests_longer_each_time(
    agency, information_officer, system
):
    item = published(agency, information_officer)
    assert to_be_looked_at(at=OLD_LAW) == [item]
    rests = []
    for _ in range(3):
        item = note_look(item=item, look=Look(item.link, "HTTP 404"), by=system.on(MADE), at=OLD_LAW)
        rests.append(item.look_at - OLD_LAW)
    assert rests == [timedelta(hours=6), timedelta(hours=12), timedelta(hours=24)]
    assert (item.link_state, item.link_reason) == (LinkState.DEAD, "HTTP 404")
    assert not to_be_looked_at(at=OLD_LAW)
    assert list(items_listed(information_officer, {"only": "dead"}, on=MADE, at=OLD_LAW)) == [item]
    stale = note_look(item=item, look=Look("https://alt.example/", ""), by=system.on(MADE), at=OLD_LAW)
    assert stale.link_state == LinkState.DEAD
    item = note_look(item=item, look=Look(item.link, ""), by=system.on(MADE), at=OLD_LAW)
    assert (item.link_state, item.link_failures) == (LinkState.ALIVE, 0)
    assert Entry.objects.filter(act="disclosure.look_at_link").count() == 2


def test_coverage_counts_by_group_and_unit_and_says_what_is_out_of_date(
    agency, institute, information_officer
):
    published(agency, information_officer)
    entered(institute, information_officer, title="Chờ", group="k")
    set_group_period(group="d", months=1, by=information_officer, at=OLD_LAW)
    on, at = date(2026, 4, 10), OLD_LAW + 39 * DAY
    found = coverage(PublicInformation.objects.all(), on=on, at=at)
    groups = {group.entry.key: group for group in found.groups}
    assert (len(groups), found.empty_count, found.outdated_count) == (15, 14, 1)
    assert (groups["d"].public, groups["d"].is_outdated, groups["k"].late) == (1, True, 1)
    assert [(unit.name, unit.public, unit.draft) for unit in found.units] == [
        (agency.name, 1, 0),
        (institute.name, 0, 1),
    ]
    assert items_listed(information_officer, {"only": "outdated"}, on=on, at=at).count() == 1
    with pytest.raises(acts.NoSuchGroup):
        set_group_period(group="zz", months=1, by=information_officer, at=OLD_LAW)


_ITEM_ACTS = {
    InformationAct.READ: "dau-moi vien phap-che lanh-dao",
    InformationAct.ENTER: "dau-moi vien",
    InformationAct.REWRITE: "dau-moi vien",
    InformationAct.PUBLISH: "dau-moi lanh-dao",
    InformationAct.WITHDRAW: "dau-moi lanh-dao",
    InformationAct.END: "dau-moi lanh-dao system",
    InformationAct.KEEP_FILE: "dau-moi vien",
    InformationAct.IMPORT: "dau-moi",
    InformationAct.RECEIVE_NOTICE: "dau-moi system",
    InformationAct.SORT_NOTICE: "dau-moi",
    InformationAct.ANSWER_NOTICE: "dau-moi",
    InformationAct.LOOK_AT_LINK: "dau-moi system",
    InformationAct.SET_PERIOD: "dau-moi phap-che lanh-dao",
    InformationAct.START_LIMIT: "system",
    InformationAct.READ_COVERAGE: "dau-moi vien vien-khac phap-che lanh-dao system",
    InformationAct.READ_LISTS: "dau-moi vien vien-khac phap-che lanh-dao system",
    InformationAct.PROPOSE_ENTRY: "phap-che",
    InformationAct.APPROVE_ENTRY: "phap-che lanh-dao",
    InformationAct.REJECT_ENTRY: "phap-che lanh-dao",
}


def test_who_may_do_what(
    institute, information_officer, institute_officer, other_officer, legal_officer, leader, system
):
    cast = {
        "dau-moi": information_officer,
        "vien": institute_officer,
        "vien-khac": other_officer,
        "phap-che": legal_officer,
        "lanh-dao": leader.on(MADE),
        "system": system.on(MADE),
    }
    item = PublicInformation(unit=institute)
    item.proposed_by_id = None  # type: ignore[attr-defined]  # stands for a proposal of somebody else
    for act, rule in INFORMATION_ACCESS.items():
        allowed = {name for name, officer in cast.items() if rule(officer, item)}
        wanted = set(_ITEM_ACTS[act].split()) | ({"system"} if act is InformationAct.READ else set())
        assert allowed == wanted, act
    assert set(_ITEM_ACTS) == set(INFORMATION_ACCESS)


def test_a_units_officer_enters_but_does_not_make_public(institute, other_officer, institute_officer):
    item = entered(institute, institute_officer)
    with pytest.raises(NotAllowed):
        acts.publish_information(item=item, version=1, by=institute_officer, at=OLD_LAW)
    with pytest.raises(NotAllowed):
        entered(institute, other_officer, title="Của người khác")
    assert not PublicInformation.objects.visible_to(other_officer).exists()
    assert PublicInformation.objects.visible_to(institute_officer).get() == item
    assert item.events.count() == 1
