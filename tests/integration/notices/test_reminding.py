"""Who is urged on when: the table of steps, walked day by day."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import AbsenceContent, close_account, end_role, record_absence
from dongthuan.apps.notices import operations
from dongthuan.apps.notices.models import Notice, Reminder
from dongthuan.apps.notices.reminding import STEP_WORDS, STEPS, Audience, Deadline
from tests.integration.conftest import NOON, newcomer
from tests.integration.notices.conftest import CALENDAR, DUE, Bureau, at, remind, working

EXPECTED = {
    -5: {"owner"},
    -1: {"owner"},
    0: {"owner"},
    1: {"owner", "head"},
    3: {"head", "office"},
    7: {"office"},
}


def told_on(offset: int) -> set[str]:
    rows = Reminder.objects.filter(at=at(working(offset), 6), state=Reminder.State.SENT)
    names = {"can-bo": "owner", "truong-vu": "head", "van-phong": "office"}
    return {names[row.recipient.username] for row in rows}


def test_the_table_says_what_the_office_asked_for() -> None:
    table: dict[int, set[str]] = {}
    for step in STEPS:
        table.setdefault(step.offset, set()).add(step.audience.value)
    assert table == EXPECTED
    assert {step.code for step in STEPS} <= set(STEP_WORDS)  # some deadlines have steps of their own
    assert [step.offset for step in STEPS] == sorted(step.offset for step in STEPS)


def test_every_working_day_tells_whom_the_table_names(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    for offset in range(-8, 12):
        remind([deadline], working(offset))
        Notice.objects.update(mail=Notice.Mail.TAKEN)  # the digest of the day has gone out
    assert {offset: told_on(offset) for offset in range(-8, 12) if told_on(offset)} == EXPECTED
    assert not Reminder.objects.exclude(state=Reminder.State.SENT).exists()


def test_the_words_say_whether_it_is_late(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(0))
    remind([deadline], working(1))
    titles = list(
        Notice.objects.filter(recipient=bureau.owner).order_by("id").values_list("title", flat=True)
    )
    assert titles == [
        f"Đến hạn ngày 12/03/2026: {deadline.title}",
        f"Quá hạn (hạn 12/03/2026): {deadline.title}",
    ]
    assert "Vụ Truyền thông" in Notice.objects.get(recipient=bureau.head).body


def test_missed_steps_become_one_and_stay_visible(bureau: Bureau) -> None:
    remind([bureau.deadline()], working(1))
    states = dict(Reminder.objects.filter(recipient=bureau.owner).values_list("step", "state"))
    assert states == {
        "before-5": "superseded",
        "before-1": "superseded",
        "due": "superseded",
        "after-1": "sent",
    }
    assert "3 lần nhắc trước" in Notice.objects.get(recipient=bureau.owner).body


def test_a_later_step_lets_the_one_not_mailed_yet_rest(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(0))
    remind([deadline], working(1))
    states = dict(Reminder.objects.filter(recipient=bureau.owner).values_list("step", "state"))
    assert states["due"] == "superseded"
    assert Notice.objects.visible_to(bureau.owner).unread().count() == 1
    assert list(Notice.objects.visible_to(bureau.owner).waiting_for_mail().values_list("key", flat=True)) == [
        f"remind:units.unit:{deadline.record.pk}::2026-03-12:after-1"
    ]


def test_a_moved_deadline_begins_anew(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(0))
    moved = bureau.deadline(deadline.record, due_on=working(10))
    assert remind([moved], working(0)) == 0
    assert Reminder.objects.get(due_on=DUE, step="due").state == "withdrawn"
    assert not Notice.objects.visible_to(bureau.owner).unread().exists()
    assert remind([moved], working(5)) == 1
    assert Reminder.objects.get(due_on=working(10), state="sent").step == "before-5"


def test_a_moved_deadline_that_moves_back_goes_on(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(0))
    remind([bureau.deadline(deadline.record, due_on=working(20))], working(0))
    assert remind([deadline], working(0)) == 1
    assert Reminder.objects.filter(due_on=DUE, step="due").get().state == "sent"
    assert Notice.objects.visible_to(bureau.owner).unread().count() == 1


def test_a_settled_record_asks_no_more(bureau: Bureau) -> None:
    deadline, other = bureau.deadline(), bureau.deadline()
    remind([deadline, other], working(1))
    assert operations.withdraw(record=deadline.record, at=NOON) == 2
    left = set(Notice.objects.unread().values_list("record_key", flat=True))
    assert left == {str(other.record.pk)}
    dropped = Notice.objects.filter(record_key=str(deadline.record.pk))
    assert {one.mail for one in dropped} == {Notice.Mail.WITHDRAWN}
    assert operations.withdraw(record=deadline.record, at=NOON) == 0


def test_a_record_taken_up_again_is_urged_on_again(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(7))
    operations.withdraw(record=deadline.record, at=NOON)
    assert remind([deadline], working(8)) == 3
    assert remind([deadline], working(8)) == 0
    assert Notice.objects.count() == 3


def test_only_one_purpose_is_withdrawn(bureau: Bureau) -> None:
    doing = bureau.deadline()
    reporting = bureau.deadline(doing.record, purpose="report")
    assert remind([doing, reporting], working(0)) == 2
    operations.withdraw(record=doing.record, at=NOON, purpose="report")
    assert list(Reminder.objects.filter(state="withdrawn").values_list("purpose", flat=True)) == ["report"]


def test_what_was_read_on_screen_counts_as_told(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(0))
    notice = Notice.objects.get()
    operations.mark_read(notice=notice, by=bureau.owner, at=NOON)
    operations.withdraw(record=deadline.record, at=NOON)
    assert Reminder.objects.filter(step="due").get().state == "sent"
    assert remind([deadline], working(0)) == 0


def test_an_owner_who_is_the_head_is_told_once(bureau: Bureau) -> None:
    assert remind([bureau.deadline(owner=bureau.head)], working(1)) == 1


def test_without_owner_the_officers_of_the_unit_are_told(bureau: Bureau) -> None:
    remind([bureau.deadline(owner=None)], working(0))
    assert Notice.objects.get().recipient == bureau.owner


def test_a_closed_account_is_no_owner(bureau: Bureau, system: Officer) -> None:
    gone = newcomer("da-nghi", "Mai Đã Nghỉ", system)
    deadline = bureau.deadline(owner=close_account(officer=gone, by=system, at=NOON))
    remind([deadline], working(0))
    assert Notice.objects.get().recipient == bureau.owner


@pytest.mark.parametrize(("audience", "name"), [(Audience.OWNER, "lanh-dao"), (Audience.HEAD, "lanh-dao")])
def test_a_unit_without_people_is_answered_for_above(
    bureau: Bureau, leader: Officer, system: Officer, audience: Audience, name: str
) -> None:
    for officer in (bureau.owner, bureau.head):
        end_role(held=officer.roles.get(), end_on=DUE.replace(month=1), by=system, at=NOON)
    steps = tuple(step for step in STEPS if step.audience == audience and step.offset == 1)
    deadline = bureau.deadline(owner=None)
    operations.remind(
        deadlines=[deadline], fires_on=CALENDAR.add_working_days, at=at(working(1)), steps=steps
    )
    assert Notice.objects.get().recipient.username == name


def test_a_new_owner_hears_once_where_things_stand(bureau: Bureau, unit_officer: Officer) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(-1))
    handed_over = bureau.deadline(deadline.record, owner=unit_officer)
    assert remind([handed_over], working(-1)) == 1
    assert remind([handed_over], working(-1)) == 0


def test_reminders_of_a_thousand_records_take_few_queries(
    bureau: Bureau, django_assert_max_num_queries: object
) -> None:
    deadlines = [bureau.deadline() for _ in range(120)]
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django types it as object
        assert remind(deadlines, working(0)) == 120
    with django_assert_max_num_queries(8):  # type: ignore[operator]  # as above
        assert remind(deadlines, working(0)) == 0


def test_the_same_record_twice_in_one_call_is_told_once(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    assert remind([deadline, deadline], working(0)) == 1


def test_a_list_read_before_the_record_was_settled_tells_nothing(bureau: Bureau) -> None:
    deadline, other = bureau.deadline(), bureau.deadline()

    def read_slowly() -> Iterator[Deadline]:
        yield other
        operations.withdraw(record=deadline.record, at=at(working(1), 6, 1))  # somebody finishes it meanwhile
        yield deadline

    assert remind(read_slowly(), working(1)) == 2
    assert not Reminder.objects.of_record(deadline.record).exists()
    assert remind([deadline], working(1), hour=7) == 2  # taken up again


def test_settling_one_purpose_leaves_the_other_to_be_told(bureau: Bureau) -> None:
    doing = bureau.deadline()
    reporting = bureau.deadline(doing.record, purpose="report")
    operations.withdraw(record=doing.record, at=at(working(0), 6), purpose="report")
    assert remind([doing, reporting], working(0)) == 1
    assert Reminder.objects.filter(state="sent").get().purpose == ""


def test_what_lies_before_a_step_already_told_is_not_told_late(bureau: Bureau) -> None:
    deadline = bureau.deadline()
    remind([deadline], working(1))
    taken_over = bureau.deadline(deadline.record, owner=bureau.head)  # who was told as head already
    assert remind([taken_over], working(2)) == 0
    states = dict(Reminder.objects.filter(recipient=bureau.head).values_list("step", "state"))
    assert states == {
        **dict.fromkeys(["before-5", "before-1", "due"], "superseded"),
        "after-1": "sent",
    }


def test_who_stands_in_is_reminded_beside_whoever_is_away(bureau: Bureau, spokesperson: Officer) -> None:
    day = working(0)
    content = AbsenceContent(bureau.owner, day, day + timedelta(days=3), stand_in=spokesperson)
    record_absence(content=content, by=bureau.owner, at=at(day))
    remind([bureau.deadline()], day)
    told = Reminder.objects.filter(state=Reminder.State.SENT).values_list("recipient__username", flat=True)
    assert set(told) == {bureau.owner.username, spokesperson.username}
