"""Training as people do it: need, course, who came, certificate, map; then every page by axe."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.capacity.lifecycle import Duty, PlanState, Skill
from dongthuan.apps.capacity.models.drills import Drill
from dongthuan.apps.capacity.models.staff import Member
from dongthuan.apps.capacity.models.training import Certificate, Course, TrainingPlan
from dongthuan.apps.capacity.operations import courses, drills
from dongthuan.apps.capacity.operations.staff import MemberContent, enter_member, set_levels_needed
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.units.models import Unit
from tests.browser.conftest import CAST, Arrival, faults_at
from tests.integration.conftest import FIRST_DAY, newcomer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def member(system: Officer) -> Member:
    """One who does an institute's communication; the Office's plan in force; a drill that runs."""
    at, agency = clock.now(), Unit.objects.get(parent=None)
    unit = Unit.objects.create(
        code="V", name="Viện Thử nghiệm", kind="institute", parent=agency, start_on=FIRST_DAY
    )
    office = newcomer(*CAST[Role.COORDINATOR], system, Role.COORDINATOR).on(system.day)
    set_levels_needed(unit=None, duty="", levels={Skill.CRISIS: 2, Skill.LAW: 1}, by=office, at=at)
    plan = courses.open_plan(year=system.day.year, unit=agency, title="Kế hoạch", by=office, at=at)
    courses.move_plan(plan=plan, state=PlanState.IN_FORCE, version=1, by=office, at=at)
    drill = drills.set_up_drill(
        content=drills.DrillContent(agency, "so-lieu-bi-bia-dat", system.day), by=office, at=at
    )
    drill = drills.name_participants(drill=drill, officers=[office], version=1, by=office, at=at)
    drills.start_drill(drill=drill, version=2, by=office, at=at)
    content = MemberContent(unit, "Cán bộ Viện", "Chuyên viên", FIRST_DAY, duties=[Duty.FOCAL])
    return enter_member(content=content, by=office, at=at)


def _need_and_course(page: Page, member: Member) -> Course:
    page.goto(member.get_absolute_url())
    page.locator("summary", has_text="Nêu nhu cầu bồi dưỡng").click()
    page.locator("#nhu-cau_skill").select_option("crisis")
    page.get_by_role("button", name="Nêu nhu cầu bồi dưỡng").click()
    page.get_by_text("Đã ghi nhu cầu").wait_for()
    page.goto(f"{TrainingPlan.objects.get().get_absolute_url()}khoa-moi/")
    page.get_by_label("Tiêu đề").fill("Xử lý khủng hoảng")
    page.get_by_label("Kỹ năng").select_option("crisis")
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đã đưa khóa học vào kế hoạch").wait_for()
    return Course.objects.get()


def _held(page: Page, begun: str, ended: str) -> None:
    page.locator("summary", has_text="Thêm buổi học").click()
    page.locator("#buoi_start_at").fill(begun)
    page.locator("#buoi_end_at").fill(ended)
    page.get_by_role("button", name="Thêm buổi học").click()
    page.get_by_text("Đã thêm buổi học").wait_for()
    page.get_by_role("link", name="Mời học").click()
    page.get_by_label("Cán bộ Viện").check()
    page.get_by_role("button", name="Mời học").click()
    page.get_by_text("Đã mời: 1").wait_for()
    page.locator("a[href*='/buoi/']").click()
    page.get_by_label("Cán bộ Viện").check()
    page.get_by_role("button", name="Lưu").click()
    page.get_by_text("Đã ghi điểm danh").wait_for()


def test_a_need_leads_to_a_certificate_and_onto_the_map(member: Member, arrive: Arrival) -> None:
    page = arrive(Role.COORDINATOR, "/nang-luc/")
    page.get_by_text("0/2 thiếu").wait_for()
    course = _need_and_course(page, member)
    day = clock.local_day(clock.now()) - timedelta(days=1)
    _held(page, f"{day}T08:00", f"{day}T10:00")
    page.locator("summary", has_text="Cấp chứng chỉ").click()
    page.locator("#chung-chi_issued_on").fill(day.isoformat())
    page.get_by_role("button", name="Cấp chứng chỉ").click()
    page.get_by_text("Đã cấp chứng chỉ").wait_for()
    page.goto("/nang-luc/")
    page.get_by_text("2/2 đạt").wait_for()
    pages = ["/nang-luc/", "/nang-luc/can-bo/", "/nang-luc/can-bo/moi/", "/nang-luc/cua-toi/"]
    pages += ["/nang-luc/dinh-muc/", "/nang-luc/danh-ba/", "/nang-luc/ke-hoach/", "/nang-luc/chung-chi/"]
    records = (member, course, course.plan, Certificate.objects.get(), Drill.objects.get())
    pages += [one.get_absolute_url() for one in records]
    pages += [f"{course.get_absolute_url()}{tail}" for tail in ("moi-hoc/?only=all", "ket-qua/")]
    for address in pages:
        assert faults_at(page, address) == [], address
