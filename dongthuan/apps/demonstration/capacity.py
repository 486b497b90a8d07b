"""A dozen invented communications officers, a course with a certificate that ends soon, and a drill."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.capacity.lifecycle import Duty, PlanState, Skill
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.models.staff import Member, SkillNeed
from dongthuan.apps.capacity.models.training import (
    Attendance,
    Certificate,
    Course,
    Feedback,
    Invitation,
    Session,
    TrainingNeed,
    TrainingPlan,
)
from dongthuan.apps.capacity.operations import attending, certificates, courses, drills, needs, staff
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.notices.operations import withdraw
from dongthuan.apps.units.models import Unit

MONTHS = 12
# Name, unit, account, duties, languages, levels as assessed.
PEOPLE: tuple[tuple[str, str, str, tuple[str, ...], tuple[str, ...], dict[str, int | None]], ...] = (
    ("Phạm Thị Bộ", "VLDC", "canbo", ("focal", "writing"), ("en",), {"writing": 2, "monitoring": 1}),
    ("Hoàng Văn Viên", "CNVT", "canbo2", ("focal", "media"), ("en", "ja"), {"video": 3, "writing": 1}),
    ("Ngô Thị Biển", "HDH", "canbo3", ("focal", "monitoring"), (), {"monitoring": 2}),
    (
        "Lê Hải Ngôn",
        "VP",
        "phatngon",
        ("speaking", "writing"),
        ("en", "fr"),
        {"spokesperson": 3, "crisis": 2},
    ),
    ("Mai Thị Thông", "VP", "thongtin", ("portal", "focal"), ("en",), {"data": 2, "law": 2}),
    ("Đặng Thị Pháp", "VP", "phapche", ("speaking",), (), {"law": 3}),
    ("Trịnh Văn Ảnh", "VP", "", ("media",), (), {"video": 2}),
    ("Cao Thị Hoá", "HH", "", ("focal",), ("en",), {"writing": 1}),
    ("Đinh Văn Sinh", "STTNSV", "", ("focal", "writing"), ("ru",), {"writing": 2, "data": 1}),
    ("Lý Thị Tin", "CNTT", "", ("focal", "portal"), ("en", "zh"), {"data": 3, "video": 1}),
    ("Tạ Văn Mạng", "CNTT", "", ("monitoring",), ("en",), {"monitoring": 3}),
    ("Hồ Thị Liệu", "TTTL", "", ("portal", "writing"), ("en", "fr"), {"writing": 3, "law": 1}),
)
NEEDED: dict[str, int | None] = {
    Skill.SPOKESPERSON: 1,
    Skill.MONITORING: 2,
    Skill.WRITING: 2,
    Skill.CRISIS: 1,
    Skill.LAW: 1,
}


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who organises, for whom, and when it is."""

    cast: Cast
    agency: Unit
    at: datetime

    @property
    def today(self) -> date:
        """The day of the set-up."""
        return local_day(self.at)


def set_up_capacity(*, cast: Cast, at: datetime) -> None:
    """Enter the invented staff, train some of them, play a drill; unless that was done."""
    if TrainingPlan.objects.filter(title__endswith=ILLUSTRATIVE).exists():
        return
    desk = _Desk(cast, Unit.objects.get(parent__isnull=True), at)
    people = _staff(desk)
    office = cast.coordinator
    staff.set_levels_needed(unit=None, duty="", levels=NEEDED, by=office, at=at)
    duty: dict[str, int | None] = {Skill.SPOKESPERSON: 2, Skill.CRISIS: 2}
    staff.set_levels_needed(unit=None, duty=Duty.SPEAKING, levels=duty, by=office, at=at)
    _past_course(desk, people)
    _course_to_come(desk, people)
    _drill(desk)


def _staff(desk: _Desk) -> dict[str, Member]:
    units = {one.code: one for one in Unit.objects.all()}
    accounts = {one.username: one for one in Officer.objects.all()}
    found = {}
    for number, (name, code, account, duties, languages, levels) in enumerate(PEOPLE, start=1):
        content = staff.MemberContent(
            unit=units[code],
            full_name=name + ILLUSTRATIVE,
            post="Chuyên viên truyền thông",
            start_on=desk.today - timedelta(days=400),
            officer=accounts.get(account),
            phone=f"024 0000 01{number:02d}",
            official_email=f"truyenthong{number}@vien.example",
            engagement="full" if code == "VP" else "part",
            duties=duties,
            languages=languages,
        )
        row = staff.enter_member(content=content, by=desk.cast.coordinator, at=desk.at)
        by = desk.cast.coordinator
        found[name] = staff.assess_skills(member=row, levels=levels, version=row.version, by=by, at=desk.at)
    return found


def _plan(desk: _Desk, year: int) -> TrainingPlan:
    title = "Kế hoạch bồi dưỡng cán bộ truyền thông" + ILLUSTRATIVE
    by = desk.cast.coordinator
    plan = courses.open_plan(year=year, unit=desk.agency, title=title, by=by, at=desk.at)
    return courses.move_plan(plan=plan, state=PlanState.IN_FORCE, version=1, by=by, at=desk.at)


def _hour(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def _past_course(desk: _Desk, people: dict[str, Member]) -> None:
    """A course eleven months ago: its certificates end within a month."""
    by, at, on = desk.cast.coordinator, desk.at, desk.today - timedelta(days=345)
    content = courses.CourseContent(
        "Phát ngôn và xử lý khủng hoảng truyền thông" + ILLUSTRATIVE,
        Skill.CRISIS,
        2,
        provider="Trung tâm bồi dưỡng (minh hoạ)",
        pass_percent=50,
        valid_months=MONTHS,
        estimate_vnd=45_000_000,
    )
    plan = _plan(desk, on.year)
    course = courses.add_course(plan=plan, content=content, by=by, at=at)
    sitting = attending.SessionContent(_hour(on, 8), _hour(on, 11), "Phòng họp 1", "Bà Nguyễn Thị Giảng")
    session = attending.add_session(course=course, content=sitting, by=by, at=at)
    chosen = [people[name] for name in ("Phạm Thị Bộ", "Ngô Thị Biển", "Lê Hải Ngôn")]
    attending.invite(course=course, members=chosen, by=by, at=at)
    keys = list(course.invitations.values_list("pk", flat=True))
    attending.note_attendance(session=session, present=keys, version=1, by=by, at=at)
    results = dict(zip(keys, (82, 64, 40), strict=True))
    course = attending.note_results(
        course=course, results=results, tested_on=on, version=course.version, by=by, at=at
    )
    course.refresh_from_db()
    certificates.certify(course=course, issued_on=on, version=course.version, by=by, at=at)


def _course_to_come(desk: _Desk, people: dict[str, Member]) -> None:
    """A course in two weeks, planned from needs that were stated."""
    by, at, on = desk.cast.coordinator, desk.at, desk.today + timedelta(days=14)
    for name, words in (("Cao Thị Hoá", "Viết tin khoa học cho báo chí"), ("Hoàng Văn Viên", "")):
        needs.state_need(member=people[name], skill=Skill.WRITING, level=2, words=words, by=by, at=at)
    plan = TrainingPlan.objects.filter(year=on.year, unit=desk.agency).first() or _plan(desk, on.year)
    content = courses.CourseContent("Viết tin khoa học dễ hiểu" + ILLUSTRATIVE, Skill.WRITING, 2)
    course = courses.add_course(plan=plan, content=content, by=by, at=at)
    sitting = attending.SessionContent(_hour(on, 14), _hour(on, 17), "Phòng họp 2", "Ông Trần Văn Bút")
    attending.add_session(course=course, content=sitting, by=by, at=at)
    attending.invite(course=course, members=[people["Hoàng Văn Viên"]], by=by, at=at)


def _drill(desk: _Desk) -> None:
    """A drill played last week, with its lessons."""
    by, begun = desk.cast.coordinator, desk.at - timedelta(days=7)
    content = drills.DrillContent(
        desk.agency, "so-lieu-bi-bia-dat", local_day(begun), pace=10, title="Diễn tập quý" + ILLUSTRATIVE
    )
    row = drills.set_up_drill(content=content, by=by, at=begun)
    people = [desk.cast.spokesperson, desk.cast.earth]
    row = drills.name_participants(drill=row, officers=people, version=1, by=by, at=begun)
    row = drills.start_drill(drill=row, version=2, by=by, at=begun)
    acts = (
        (4, desk.cast.earth, "verification", "Đã đối chiếu với cơ sở dữ liệu gốc: bảng lan truyền là giả."),
        (
            10,
            desk.cast.spokesperson,
            "statement",
            "Số liệu công bố là số liệu gốc; bảng lan truyền không phải của Viện.",
        ),
        (26, desk.cast.spokesperson, "correction", "Đề nghị Tin Mau cải chính tiêu đề và nội dung sai."),
    )
    for minutes, who, kind, words in acts:
        at = begun + timedelta(minutes=minutes)
        drills.act_in_drill(drill=row, kind=kind, words=words, by=who, at=at)
    lessons = (
        "Xác minh nhanh; đề nghị cải chính chậm 20 phút vì chưa có mẫu thư. Cần chuẩn bị sẵn mẫu. (minh hoạ)"
    )
    drills.end_drill(drill=row, lessons=lessons, version=3, by=by, at=begun + timedelta(minutes=40))


def remove_capacity(*, at: datetime) -> None:
    """Take the invented staff, courses and drills out again; levels needed go with them."""
    Drill.objects.filter(title__endswith=ILLUSTRATIVE).delete()
    invented = Course.objects.filter(plan__title__endswith=ILLUSTRATIVE)
    rows = Invitation.objects.filter(course__in=invented)
    for certificate in Certificate.objects.filter(invitation__in=rows):
        withdraw(record=certificate, at=at)
    people = Member.objects.filter(full_name__endswith=ILLUSTRATIVE)
    TrainingNeed.objects.filter(member__in=people).delete()
    Feedback.objects.filter(invitation__in=rows).delete()
    Certificate.objects.filter(invitation__in=rows).delete()
    Attendance.objects.filter(invitation__in=rows).delete()
    rows.delete()
    Session.objects.filter(course__in=invented).delete()
    invented.filter(invitations__isnull=True).delete()
    TrainingPlan.objects.filter(title__endswith=ILLUSTRATIVE, courses__isnull=True).delete()
    people.filter(invitations__isnull=True).delete()
    SkillNeed.objects.filter(unit__isnull=True, by__username="dieuphoi").delete()
