"""The pages of tasks and plans in both widths and languages: read by axe, never too wide."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.plans.lifecycle import TaskState
from dongthuan.apps.plans.models.directives import Plan
from dongthuan.apps.plans.operations.plans import read_directive, save_draft_plan
from dongthuan.apps.plans.operations.sheets import hand_in_sheet
from dongthuan.apps.plans.operations.tasks import issue_plan
from dongthuan.apps.plans.operations.tasks_answering import make_link
from dongthuan.apps.plans.sheets import COLUMNS
from dongthuan.apps.units.models import Unit
from tests.browser.conftest import CAST, Arrival, faults_at, faults_of
from tests.integration.monitoring.newsroom import Newsroom
from tests.integration.plans.planning_cast import a_task, a_unit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DOCUMENT = Path(__file__).parents[1] / "unit/analysis/directive/documents/vien-han-lam.txt"
STATES = [TaskState.DRAFT, TaskState.ASSIGNED, TaskState.REFUSED, TaskState.IN_PROGRESS,
          TaskState.SUBMITTED, TaskState.DONE, TaskState.CANCELLED]  # fmt: skip


@pytest.fixture
def plan(system: Officer) -> Plan:
    """The Academy's plan in force, with a task in each state given to an institute."""
    at, agency = clock.now(), Unit.objects.get(parent__isnull=True)
    plan = read_directive(data=DOCUMENT.read_bytes(), name="ke-hoach.txt", unit=agency, by=system, at=at)
    plan = save_draft_plan(plan=plan, title=plan.title, version=plan.version, by=system, at=at)
    plan = issue_plan(plan=plan, version=plan.version, by=system, at=at)
    institute = a_unit("VHD", "Viện Hải dương học và các vấn đề biển của miền Trung")
    for number, state in enumerate(STATES):
        due_on = date(clock.local_day(at).year, 3, 5 + number)
        a_task(plan, institute, state=state, ref=f"II.{number + 1}", due_on=due_on, assigned_at=at,
               report_due_on=date(due_on.year, 2, 1))  # fmt: skip
    return plan


def addresses(plan: Plan, system: Officer) -> list[str]:
    """Return the pages of a plan, its tasks, and what was made of them."""
    at = clock.now()
    cells = [list(COLUMNS.values()), ["1", "Họp báo", "", "", "", "", "32/13/2026", "Không có đơn vị"]]
    made = hand_in_sheet(plan=plan, name="bang.xlsx", cells=cells, warnings=["B2: công thức"],
                         by=Officer.objects.get(username=CAST[Role.COORDINATOR][0]).on(clock.local_day(at)),
                         at=at)  # fmt: skip
    of_plan = ["", "phan-ra/", "nam-khac/", "thay-the/", "mau/oasis/", "nhap-bang/",
               f"nhap-bang/{made.pk}/", "cong-viec/them/"]  # fmt: skip
    across = ["", "cong-viec/", "lich/", "tien-do/", "mau/", "mau-thuan/", "lich-rieng/"]
    tasks = [f"cong-viec/{task.pk}/" for task in plan.tasks.all()]
    tasks.append(f"cong-viec/{plan.tasks.get(state=TaskState.IN_PROGRESS).pk}/dong-ho/")
    return [f"/ke-hoach/{rest}" for rest in [*across, *tasks, *(f"{plan.pk}/{rest}" for rest in of_plan)]]


def test_every_page_is_accessible_and_fits(plan: Plan, system: Officer, arrive: Arrival) -> None:
    page = arrive(Role.COORDINATOR, "/ke-hoach/cong-viec/")
    problems = {address: said for address in addresses(plan, system) if (said := faults_at(page, address))}
    assert problems == {}


def test_the_page_to_answer_by_needs_no_sign_in(
    plan: Plan, system: Officer, context: Callable[[], BrowserContext]
) -> None:
    task = plan.tasks.get(state=TaskState.ASSIGNED)
    _link, token = make_link(task=task, recipient="vien@vien.example", by=system, at=clock.now())
    page = context().new_page()
    page.goto(f"/ke-hoach/tra-loi/{token}/")
    assert faults_at(page, page.url) == []
    task.refresh_from_db()
    assert task.state == TaskState.ASSIGNED


@pytest.mark.parametrize(
    ("button", "state"), [("Nhận việc", TaskState.ACCEPTED), ("Từ chối", TaskState.REFUSED)]
)
def test_a_link_is_mailed_and_answers_by_the_press_of_a_button(
    plan: Plan, arrive: Arrival, context: Callable[[], BrowserContext], button: str, state: TaskState
) -> None:
    task = plan.tasks.get(state=TaskState.ASSIGNED)
    office = arrive(Role.COORDINATOR, f"/ke-hoach/cong-viec/{task.pk}/")
    office.locator("summary", has_text="Đề nghị trả lời qua đường dẫn").click()
    office.locator("#link_recipient").fill("vien@vien.example")
    office.get_by_role("button", name="Đề nghị trả lời qua đường dẫn").click()
    expect(office.get_by_text("gửi qua thư điện tử tới vien@vien.example")).to_be_visible()
    assert faults_of(office) == []
    address = office.locator("code").inner_text()
    page = context().new_page()
    page.goto(address)
    if state == TaskState.REFUSED:
        page.get_by_role("button", name=button).click()
        expect(page.get_by_text("Nêu lý do")).to_be_visible()
        assert faults_of(page) == []
        page.get_by_label("Lý do, nếu từ chối").fill("Đơn vị không đủ người")
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("button", name=button)).to_have_count(0)
    task.refresh_from_db()
    assert task.state == state
    page.goto(address)
    expect(page.get_by_role("heading", name="không còn")).to_be_visible()
    assert faults_of(page) == []


def test_a_task_is_worked_on_shown_handed_in_and_approved(
    plan: Plan, system: Officer, newsroom: Newsroom, arrive: Arrival
) -> None:
    item = newsroom.publish("Khai trương chuyên mục hỏi đáp")
    own = a_task(plan, plan.unit, ref="IX.1", content="Mở chuyên mục hỏi đáp", due_on=date(2199, 1, 1))
    page = arrive(Role.UNIT_OFFICER, f"/ke-hoach/cong-viec/{own.pk}/")
    page.locator("form[action$='/trinh/'] button").click()
    expect(page.get_by_text("Chưa có gì chứng minh").first).to_be_visible()
    page.get_by_role("link", name="Chọn tin đã đăng").click()
    page.get_by_label("Từ trong tiêu đề").fill("chuyên mục")
    page.get_by_role("button", name="Lọc").click()
    assert faults_of(page) == []
    page.get_by_role("button", name="Chọn làm minh chứng").first.click()
    expect(page.get_by_role("link", name=item.title)).to_be_visible()
    assert faults_of(page) == []
    page.locator("form[action$='/trinh/'] button").click()
    expect(page.get_by_text("người khác sẽ duyệt").first).to_be_visible()
    assert faults_of(page) == []
    leader = arrive(Role.LEADER, f"/ke-hoach/cong-viec/{own.pk}/")
    leader.locator("form[action$='/duyet/'] button").click()
    expect(leader.get_by_text("Hoàn thành").first).to_be_visible()
    assert faults_of(leader) == []
    own.refresh_from_db()
    assert own.state == TaskState.DONE
