"""Plan, course, session, attendance, test, certificate: what is done, and what is refused."""

from datetime import date, timedelta
from typing import Any

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.operations.lines import LineContent, open_line
from dongthuan.apps.capacity.jobs import STEPS
from dongthuan.apps.capacity.lifecycle import CourseState, NeedState, PlanState, Skill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Certificate, Course, Invitation
from dongthuan.apps.capacity.operations import attending, certificates, courses
from dongthuan.apps.capacity.operations.needs import NotOpen, state_need
from dongthuan.apps.capacity.queries.staff import cells_of, coverage, indicators, units_mapped
from dongthuan.apps.capacity.queries.training import qualified, verdicts
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.versions import ChangedMeanwhile
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.notices.operations import remind
from dongthuan.apps.press.operations.versions import AheadOfTime
from dongthuan.apps.units.models import Unit
from tests.integration.capacity.conftest import BEGUN, Enters, attended, sitting
from tests.integration.conftest import DAY, NOON

pytestmark = pytest.mark.django_db
SECOND = timedelta(days=1)


def note(course: Course, results: dict[int, int | None], by: Officer, **more: Any) -> Course:
    """Note results of today."""
    course.refresh_from_db()
    given = {"tested_on": DAY, "version": course.version} | more
    return attending.note_results(course=course, results=results, by=by, at=NOON, **given)


def give(course: Course, by: Officer, on: date = DAY) -> Certificate:
    """Give certificates; return the first."""
    course.refresh_from_db()
    certificates.certify(course=course, issued_on=on, version=course.version, by=by, at=NOON)
    return Certificate.objects.order_by("pk")[0]


def test_from_the_need_to_the_map_and_back(
    course: Course, member: Member, coordinator: Officer, worker: Officer
) -> None:
    need = state_need(member=member, skill=Skill.SPOKESPERSON, level=2, by=worker, at=NOON)
    row = attended(course, member, coordinator)
    assert Notice.objects.filter(recipient=worker, kind="capacity.invite").count() == 1
    need.refresh_from_db()
    assert (need.state, need.course) == (NeedState.PLANNED, course)
    assert qualified(course) == []  # the test is missing
    note(course, {row.pk: 49}, coordinator)
    with pytest.raises(certificates.NobodyQualifies):
        give(course, coordinator)
    note(course, {row.pk: 50}, coordinator)
    paper = give(course, coordinator)
    assert paper.expires_on == date(2027, 3, 2)
    need.refresh_from_db()
    assert need.state == NeedState.MET
    (unit,) = coverage(units_mapped(coordinator, {}, on=DAY), on=DAY)
    assert (unit.trained, unit.cells[0].level) == (1, 2)
    assert units_mapped(coordinator, {"only": "untrained"}, on=DAY).count() == 0
    assert coverage([unit.unit], on=date(2027, 3, 2))[0].cells[0].level == 0  # expired
    certificates.revoke_certificate(
        certificate=paper, reason="Sai kết quả", version=1, by=coordinator, at=NOON
    )
    need.refresh_from_db()
    assert need.state == NeedState.PLANNED
    assert cells_of(member, on=DAY)[0].level == 0
    certificates.restore_certificate(certificate=paper, version=2, by=coordinator, at=NOON)
    assert cells_of(member, on=DAY)[0].level == 2
    assert indicators(coordinator, on=DAY).trained_members == 1


def test_a_certificate_is_not_dated_before_the_course(
    course: Course, member: Member, coordinator: Officer
) -> None:
    row = attended(course, member, coordinator)
    note(course, {row.pk: 90}, coordinator)
    with pytest.raises(attending.BeforeCourse):
        give(course, coordinator, on=BEGUN.date() - SECOND)
    with pytest.raises(AheadOfTime):
        give(course, coordinator, on=DAY + SECOND)
    assert not Certificate.objects.exists()


def test_who_was_not_invited_did_not_come(course: Course, member: Member, coordinator: Officer) -> None:
    session = sitting(course, coordinator)
    with pytest.raises(attending.NotInvited):
        attending.note_attendance(session=session, present={999}, version=1, by=coordinator, at=NOON)
    attending.invite(course=course, members=[member], by=coordinator, at=NOON)
    row = Invitation.objects.get()
    attending.withdraw_invitation(invitation=row, reason="Bận", version=1, by=coordinator, at=NOON)
    with pytest.raises(attending.NotInvited):
        attending.note_attendance(session=session, present={row.pk}, version=1, by=coordinator, at=NOON)
    attending.invite(course=course, members=[member], by=coordinator, at=NOON)  # undoes it
    attending.note_attendance(session=session, present={row.pk}, version=1, by=coordinator, at=NOON)
    with pytest.raises(ChangedMeanwhile):
        attending.note_attendance(session=session, present=set(), version=1, by=coordinator, at=NOON)


def test_nobody_comes_before_it_begins(course: Course, coordinator: Officer) -> None:
    session = sitting(course, coordinator, start_at=NOON + SECOND)
    with pytest.raises(AheadOfTime):
        attending.note_attendance(session=session, present=set(), version=1, by=coordinator, at=NOON)
    attending.drop_session(session=session, version=1, by=coordinator, at=NOON)
    assert not course.sessions.exists()


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_result_lies_in_its_range(
    course: Course, member: Member, coordinator: Officer, percent: int
) -> None:
    row = attended(course, member, coordinator)
    with pytest.raises(attending.OutOfRange):
        note(course, {row.pk: percent}, coordinator)
    with pytest.raises(attending.BeforeCourse):
        note(course, {row.pk: 50}, coordinator, tested_on=BEGUN.date() - SECOND)


def test_nobody_marks_or_certifies_oneself(
    course: Course, enters: Enters, coordinator: Officer, agency: Unit
) -> None:
    me = enters("Điều phối", officer=coordinator, unit=agency)
    row = attended(course, me, coordinator)
    with pytest.raises(NotAllowed):
        note(course, {row.pk: 100}, coordinator)
    Invitation.objects.update(result_percent=100, tested_on=DAY)
    with pytest.raises(certificates.NobodyQualifies):
        give(course, coordinator)


@pytest.mark.parametrize(
    ("hours", "more", "is_refused"),
    [
        (1, {}, True),  # of the same course
        (2, {}, False),  # begins as the other ends
        (48, {}, False),
    ],
)
def test_sessions_of_a_course_never_overlap(
    course: Course, coordinator: Officer, hours: int, more: dict[str, str], is_refused: bool
) -> None:
    sitting(course, coordinator)
    if is_refused:
        with pytest.raises(attending.Overlaps):
            sitting(course, coordinator, start_at=BEGUN + timedelta(hours=hours))
    else:
        sitting(course, coordinator, start_at=BEGUN + timedelta(hours=hours), **more)


def test_a_room_and_a_trainer_are_in_one_place(course: Course, coordinator: Officer) -> None:
    content = courses.CourseContent("Khóa khác", Skill.LAW, 1)
    other = courses.add_course(plan=course.plan, content=content, by=coordinator, at=NOON)
    sitting(course, coordinator, place="Hội trường A", trainer="Bà Hoa")
    for more in ({"place": "hội trường a"}, {"trainer": "Bà Hoa"}):
        with pytest.raises(attending.Overlaps):
            sitting(other, coordinator, **more)
    sitting(other, coordinator, place="Hội trường B")


def test_a_unit_trains_its_own_people(
    head: Officer, institute: Unit, member: Member, enters: Enters, agency: Unit
) -> None:
    stranger = enters("Người khác", unit=agency)
    plan = courses.open_plan(year=2026, unit=institute, title="Của Viện", by=head, at=NOON)
    with pytest.raises(courses.PlannedAlready):
        courses.open_plan(year=2026, unit=institute, title="Nữa", by=head, at=NOON)
    content = courses.CourseContent("Viết tin", Skill.WRITING, 1)
    course = courses.add_course(plan=plan, content=content, by=head, at=NOON)
    with pytest.raises(NotOpen):  # the plan is a draft
        attending.invite(course=course, members=[member], by=head, at=NOON)
    courses.move_plan(plan=plan, state=PlanState.IN_FORCE, version=1, by=head, at=NOON)
    with pytest.raises(attending.AnotherUnit):
        attending.invite(course=course, members=[member, stranger], by=head, at=NOON)
    attending.invite(course=course, members=[member], by=head, at=NOON)


def test_a_course_called_off_lets_its_needs_go_and_can_come_back(
    course: Course, member: Member, coordinator: Officer, worker: Officer
) -> None:
    need = state_need(member=member, skill=Skill.SPOKESPERSON, level=1, by=worker, at=NOON)
    attending.invite(course=course, members=[member], by=coordinator, at=NOON)
    with pytest.raises(courses.CoursesOpen):
        courses.move_plan(plan=course.plan, state=PlanState.CLOSED, version=2, by=coordinator, at=NOON)
    course = courses.call_off_course(
        course=course, reason="Không đủ người", version=1, by=coordinator, at=NOON
    )
    need.refresh_from_db()
    assert (need.state, need.course) == (NeedState.OPEN, None)
    with pytest.raises(NotOpen):
        sitting(course, coordinator)
    course = courses.reopen_course(course=course, version=2, by=coordinator, at=NOON)
    course = courses.finish_course(course=course, version=3, by=coordinator, at=NOON)
    assert course.state == CourseState.FINISHED


def test_a_course_is_paid_from_a_line_for_training_of_its_year(
    course: Course, coordinator: Officer, agency: Unit
) -> None:
    def line(year: int, kind: str) -> Any:
        content = LineContent(year, agency, "Ngân sách", kind)
        return open_line(content=content, by=coordinator, at=NOON)

    for wrong in (line(2025, "training"), line(2026, "printing")):
        content = courses.CourseContent("A", Skill.LAW, 1, line=wrong)
        with pytest.raises(courses.AnotherLine):
            courses.add_course(plan=course.plan, content=content, by=coordinator, at=NOON)
    content = courses.CourseContent("A", Skill.LAW, 1, line=line(2026, "training"), estimate_vnd=5_000_000)
    assert courses.add_course(plan=course.plan, content=content, by=coordinator, at=NOON).line is not None


def test_feedback_is_given_by_who_came_and_shown_without_a_name(
    course: Course, member: Member, coordinator: Officer, worker: Officer
) -> None:
    attending.invite(course=course, members=[member], by=coordinator, at=NOON)
    row = Invitation.objects.select_related("member").get()
    with pytest.raises(attending.DidNotCome):
        attending.give_feedback(invitation=row, rating=4, by=worker, at=NOON)
    attended(course, member, coordinator)
    with pytest.raises(NotAllowed):
        attending.give_feedback(invitation=row, rating=5, by=coordinator, at=NOON)
    attending.give_feedback(invitation=row, rating=4, words="Thêm thực hành", by=worker, at=NOON)
    attending.give_feedback(invitation=row, rating=2, words="Thêm thực hành", by=worker, at=NOON)
    said = verdicts(course)
    assert (said.count, said.mean, said.words) == (1, 2.0, ["Thêm thực hành"])


def test_what_a_certificate_rests_on_stays(course: Course, member: Member, coordinator: Officer) -> None:
    row = attended(course, member, coordinator)
    note(course, {row.pk: 80}, coordinator)
    give(course, coordinator)
    with pytest.raises(attending.CertificateStands):
        note(course, {row.pk: 10}, coordinator)
    session = course.sessions.get()
    with pytest.raises(attending.CertificateStands):
        attending.note_attendance(
            session=session, present=set(), version=session.version, by=coordinator, at=NOON
        )


def test_the_holder_is_reminded_once_before_it_ends(
    course: Course, member: Member, coordinator: Officer, worker: Officer
) -> None:
    row = attended(course, member, coordinator)
    note(course, {row.pk: 80}, coordinator)
    paper = give(course, coordinator)
    at = NOON + timedelta(days=325)  # 40 days before

    def run() -> int:
        return remind(
            deadlines=certificates.ending(on=at.date()),
            fires_on=lambda day, offset: day + timedelta(days=offset),
            at=at,
            steps=STEPS,
        )

    assert (run(), run()) == (1, 0)
    notice = Notice.objects.get(record_type="capacity.certificate")
    assert notice.recipient == worker
    assert notice.url == paper.get_absolute_url()
    certificates.revoke_certificate(certificate=paper, reason="Sai", version=1, by=coordinator, at=at)
    notice.refresh_from_db()
    assert notice.withdrawn_at is not None
    assert list(certificates.ending(on=at.date())) == []


@pytest.mark.parametrize(
    ("months", "until"), [(1, date(2026, 2, 28)), (12, date(2027, 1, 31)), (25, date(2028, 2, 29))]
)
def test_months_end_with_the_month(months: int, until: date) -> None:
    assert certificates.after_months(date(2026, 1, 31), months) == until
