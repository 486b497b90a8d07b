"""Staff, their levels, what is needed, and the map."""

from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.capacity.lifecycle import Duty, NeedState, Skill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.operations import needs, staff
from dongthuan.apps.capacity.queries.staff import cells_of, coverage, indicators, members_listed, units_mapped
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import ChangedMeanwhile, NoReason
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.units.models import Unit
from tests.integration.capacity.conftest import Enters
from tests.integration.conftest import DAY, NOON

pytestmark = pytest.mark.django_db


def test_a_person_is_entered_once_and_noted(member: Member, enters: Enters, worker: Officer) -> None:
    assert Entry.objects.filter(act="capacity.enter_member", record_key=str(member.pk)).exists()
    with pytest.raises(staff.StandsAlready):
        enters("Cán bộ Viện", officer=worker)
    with pytest.raises(SecretMark):
        enters("Nguyễn Văn A", post="TUYỆT MẬT")


def test_a_head_enters_no_one_of_another_unit(head: Officer, member: Member, agency: Unit) -> None:
    content = staff.MemberContent(agency, "Ai đó", "Chuyên viên", DAY)
    with pytest.raises(NotAllowed):
        staff.enter_member(content=content, by=head, at=NOON)
    with pytest.raises(NotAllowed):  # nor moves the own people there
        staff.rewrite_member(member=member, content=content, version=1, by=head, at=NOON)


def test_two_who_save_at_once(member: Member, head: Officer, institute: Unit) -> None:
    content = staff.MemberContent(institute, "Tên mới", "Phó phòng", DAY, duties=[Duty.WRITING])
    staff.rewrite_member(member=member, content=content, version=1, by=head, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        staff.rewrite_member(member=member, content=content, version=1, by=head, at=NOON)
    member.refresh_from_db()
    assert (member.full_name, member.duties, member.version) == ("Tên mới", ["writing"], 2)


def test_an_end_has_a_reason_and_can_be_undone(member: Member, head: Officer) -> None:
    with pytest.raises(NoReason):
        staff.end_member(member=member, end_on=DAY, reason=" ", version=1, by=head, at=NOON)
    early = member.start_on - timedelta(days=1)
    with pytest.raises(staff.EndsBeforeStart):
        staff.end_member(member=member, end_on=early, reason="Chuyển", version=1, by=head, at=NOON)
    staff.end_member(member=member, end_on=DAY, reason="Chuyển công tác", version=1, by=head, at=NOON)
    assert not Member.objects.present(on=DAY).exists()
    staff.reinstate_member(member=member, version=2, by=head, at=NOON)
    assert Member.objects.present(on=DAY).exists()


def test_a_need_is_stated_once_dropped_with_a_reason_and_taken_up_again(
    member: Member, worker: Officer
) -> None:
    need = needs.state_need(member=member, skill=Skill.LAW, level=2, words="Luật mới", by=worker, at=NOON)
    with pytest.raises(needs.NeededAlready):
        needs.state_need(member=member, skill=Skill.LAW, level=3, by=worker, at=NOON)
    need = needs.drop_need(need=need, reason="Đã học", version=1, by=worker, at=NOON)
    with pytest.raises(needs.NotOpen):
        needs.drop_need(need=need, reason="Đã học", version=2, by=worker, at=NOON)
    need = needs.reopen_need(need=need, version=2, by=worker, at=NOON)
    assert need.state == NeedState.OPEN


def test_the_map_sets_the_best_level_against_the_need(
    enters: Enters, institute: Unit, coordinator: Officer, head: Officer
) -> None:
    levels: dict[str, int | None] = {Skill.DATA: 2, Skill.LAW: 3, Skill.VIDEO: 1}
    staff.set_levels_needed(unit=None, duty="", levels=levels, by=coordinator, at=NOON)
    staff.set_levels_needed(unit=institute, duty="", levels={Skill.VIDEO: None}, by=head, at=NOON)
    for name, level in (("Một", 1), ("Hai", 2)):
        one = enters(name, engagement="full")
        staff.assess_skills(member=one, levels={Skill.DATA: level, Skill.LAW: 1}, version=1, by=head, at=NOON)
    (row,) = coverage(units_mapped(head, {}, on=DAY), on=DAY)
    tones = {cell.skill: (cell.tone, cell.level, cell.need) for cell in row.cells}
    assert (row.count, row.full_time, row.trained, row.gaps) == (2, 2, 0, 1)
    assert tones[Skill.DATA] == ("good", 2, 2)
    assert tones[Skill.LAW] == ("warn", 1, 3)
    assert tones[Skill.VIDEO] == ("neutral", 0, None)  # this unit needs none
    assert indicators(head, on=DAY).trained_units == 0
    staff.forget_levels_needed(unit=institute, duty="", by=head, at=NOON)
    (row,) = coverage(units_mapped(head, {}, on=DAY), on=DAY)
    assert {cell.skill: cell.tone for cell in row.cells}[Skill.VIDEO] == "bad"


def test_a_person_is_held_against_what_the_duties_need(
    enters: Enters, institute: Unit, coordinator: Officer, head: Officer
) -> None:
    one = enters("Một", duties=[Duty.FOCAL, Duty.MONITORING])
    say = staff.set_levels_needed
    say(unit=None, duty=Duty.MONITORING, levels={Skill.DATA: 3}, by=coordinator, at=NOON)
    say(unit=None, duty=Duty.PORTAL, levels={Skill.VIDEO: 3}, by=coordinator, at=NOON)
    assert {cell.skill: cell.need for cell in cells_of(one, on=DAY) if cell.need} == {Skill.DATA: 3}
    say(unit=institute, duty=Duty.MONITORING, levels={Skill.DATA: 2}, by=head, at=NOON)
    assert {cell.skill: cell.need for cell in cells_of(one, on=DAY) if cell.need} == {Skill.DATA: 2}


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"q": "thu"}, ["Thu Một"]),
        ({"duty": "writing"}, ["Hai"]),
        ({"language": "en"}, ["Thu Một"]),
        ({"skill": "data", "level": 2}, ["Hai"]),
        ({"only": "untrained"}, ["Hai", "Thu Một"]),
        ({"only": "trained"}, []),
        ({"engagement": "full"}, ["Hai"]),
    ],
)
def test_the_filters_of_the_list(
    enters: Enters, head: Officer, wanted: dict[str, object], names: list[str]
) -> None:
    enters("Thu Một", languages=["en"])
    two = enters("Hai", duties=[Duty.WRITING], engagement="full")
    staff.assess_skills(member=two, levels={Skill.DATA: 2}, version=1, by=head, at=NOON)
    assert [one.full_name for one in members_listed(head, wanted, on=DAY)] == names
