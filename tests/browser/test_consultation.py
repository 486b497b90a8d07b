"""A draft decree in two versions is commented on, the comments are grouped, answered by two, and tabled."""

import io
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.cache import caches
from playwright.sync_api import BrowserContext, Page, expect

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.policies.comments_lifecycle import CarryKind, VersionState
from dongthuan.apps.policies.dossiers_lifecycle import Stage
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Carry, Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.drafts import DraftVersion
from dongthuan.apps.policies.operations.consultations import check_secrecy, open_consultation
from dongthuan.apps.policies.operations.consultations_dates import close_due
from dongthuan.apps.policies.operations.drafts import publish_draft, upload_draft
from dongthuan.apps.policies.operations.grouping import group_batch
from tests.browser.conftest import DESK, PHONE, ArriveAs, faults_of, press, vi
from tests.integration.conftest import newcomer
from tests.integration.policies.dossier_cast import AT, DAYS, a_consultation, a_dossier
from tests.integration.policies.test_drafts import ONE, TWO

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("DONGTHUAN_SHOTS", "")
SUBMISSION = "Tờ trình về dự thảo Nghị định"
ON_ARTICLE, ON_WHOLE = "Thời hạn quá ngắn với cấp xã.", "Dự thảo rõ ràng, dễ thực hiện."


@dataclass
class Watch:
    """The time of the journey: from a given instant on, ten times as fast."""

    start: datetime
    began: float

    def now(self) -> datetime:
        return self.start + timedelta(seconds=10 * (time.monotonic() - self.began))


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """The second day of the consultation; nobody waits for a form to be read."""
    made = Watch(AT + 2 * DAYS, time.monotonic())
    monkeypatch.setattr(clock, "now", made.now)
    return made


@pytest.fixture
def cast(system: Officer) -> dict[str, Officer]:
    """Who drafts and who decides."""
    return {
        "drafter": newcomer("soan-thao", "Ngô Thị Thảo", system, Role.POLICY_DRAFTER),
        "checker": newcomer("don-vi", "Lê Thu Hà", system, Role.UNIT_OFFICER),
        "leader": newcomer("lanh-dao", "Nguyễn Văn Minh", system, Role.LEADER),
    }


@pytest.fixture
def consultation(cast: dict[str, Officer], watch: Watch) -> Consultation:
    """A consultation on the first version, looked through by one and opened by another."""
    drafter = cast["drafter"]
    dossier = a_dossier(drafter, stage=Stage.CONSULTING, title="Nghị định về dữ liệu mở", kind="decree")
    row = a_consultation(dossier, drafter)
    draft = upload_draft(consultation=row, data=ONE.encode(), name="du-thao.txt", note="", by=drafter, at=AT)
    publish_draft(version=draft, seen=draft.version, by=drafter, at=AT)
    row.refresh_from_db()
    row = check_secrecy(consultation=row, version=row.version, by=cast["checker"], at=AT)
    return open_consultation(consultation=row, version=row.version, by=cast["leader"], at=AT)


def look(page: Page, name: str, *sizes: dict[str, int]) -> None:
    """Let axe look at the page, and keep a picture where one is wanted."""
    for size in sizes or (DESK,):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # Playwright types it as its own mapping
        if SHOTS:
            page.screenshot(path=Path(SHOTS) / f"{name}-{size['width']}.png", full_page=True)
        assert faults_of(page) == [], f"{name} {size['width']}"


def comment(page: Page, words: str, name: str) -> None:
    """Write a comment in the form that is open, and send it."""
    look(page, f"{name}-form", PHONE, DESK)
    page.locator('[name="text"]').fill(words)
    page.wait_for_timeout(500)  # read at ten times the speed: five seconds
    press(page, "Send the comment")
    assert page.locator(".public-code").count(), page.inner_text("main")
    look(page, f"{name}-receipt", PHONE, DESK)


def test_from_the_draft_to_the_table(
    consultation: Consultation,
    cast: dict[str, Officer],
    watch: Watch,
    system: Officer,
    arrive_as: ArriveAs,
    context: Callable[[], BrowserContext],
) -> None:
    citizen, base = context().new_page(), f"/chinh-sach/lay-y-kien/{consultation.pk}"
    public = f"/cong/lay-y-kien/{consultation.slug}/"
    drafter, leader = (arrive_as(cast[who], f"{base}/du-thao/") for who in ("drafter", "leader"))
    citizen.goto(public)
    citizen.locator("a[href*='?dieu=']").nth(1).click()
    comment(citizen, ON_ARTICLE, "article")
    second_version(drafter)
    # The article was changed: its comment is marked as an orphan, never moved silently.
    assert Carry.objects.get().kind == CarryKind.ORPHAN
    caches["pages"].clear()  # public pages are kept for some seconds, here and in the browser
    citizen = context().new_page()
    citizen.goto(public)
    expect(citizen.locator("main")).to_contain_text("bản 2")
    look(citizen, "public", PHONE, DESK)
    citizen.locator("a.public-button").first.click()
    comment(citizen, ON_WHOLE, "whole")
    documents(drafter, leader, citizen, base, public)
    from_paper(drafter, base, watch)
    show_them(drafter, base)
    citizen.goto(f"{public}y-kien/")
    expect(citizen.locator("main")).to_contain_text(ON_WHOLE)
    look(citizen, "public-comments", PHONE, DESK)
    watch.start += 30 * DAYS
    by = system.on(clock.local_day(watch.now()))
    assert close_due(by=by, at=watch.now()) == 1
    while group_batch(consultation=consultation, by=by, at=watch.now()):
        pass
    assert sorted(CommentGroup.objects.values_list("comment_count", flat=True)) == [1, 2]
    for number, group in enumerate(CommentGroup.objects.order_by("pk")):
        answer(drafter, leader, group, number)
    assert set(Answer.objects.values_list("state", flat=True)) == {"checked"}
    read_the_table(drafter, base)


def second_version(page: Page) -> None:
    """Upload the second version, compare it with the first, and publish it."""
    page.locator('[name="file"]').set_input_files(
        {"name": "ban 2.txt", "mimeType": "text/plain", "buffer": TWO.encode()}
    )
    page.locator("form:has([name='file']) button").click()
    look(page, "desk-draft")
    draft = page.url
    page.goto(f"{draft}so-sanh/")
    expect(page.locator("ins").first).to_be_visible()
    look(page, "desk-compare")
    page.goto(draft)
    press(page, "Publish this version")
    expect(page.get_by_role("button", name=vi("Publish this version"))).to_have_count(0)
    assert [one.state for one in DraftVersion.objects.order_by("number")] == [VersionState.PUBLISHED] * 2


def documents(one: Page, other: Page, citizen: Page, base: str, public: str) -> None:
    """One adds the submission; the public has it once another let it through."""
    one.goto(f"{base}/tai-lieu/")
    one.locator('[name="kind"]').select_option(index=0)
    one.locator('[name="title"]').fill(SUBMISSION)
    one.locator('[name="file"]').set_input_files(
        {"name": "to-trinh.txt", "mimeType": "text/plain", "buffer": "Kính trình".encode()}
    )
    press(one, "Add a document")
    look(one, "desk-documents", PHONE, DESK)
    assert one.get_by_role("button", name=vi("Nothing in it is secret: let the public have it")).count() == 0
    caches["pages"].clear()
    citizen.goto(f"{public}?lan=1")
    expect(citizen.locator("main")).not_to_contain_text(SUBMISSION)
    other.goto(f"{base}/tai-lieu/")
    press(other, "Nothing in it is secret: let the public have it")
    caches["pages"].clear()
    citizen.goto(f"{public}?lan=2")
    look(citizen, "public-documents", PHONE, DESK)
    with citizen.expect_download() as kept:
        citizen.get_by_role("link", name=SUBMISSION).click()
    assert Path(kept.value.path()).read_text(encoding="utf-8") == "Kính trình"


def from_paper(page: Page, base: str, watch: Watch) -> None:
    """Enter what came by post: the words of another, once more."""
    page.goto(f"{base}/y-kien/nhap/")
    look(page, "desk-enter")
    page.locator('[name="text"]').fill(ON_WHOLE)
    page.locator('[name="author_kind"]').select_option("organisation")
    page.locator('[name="author_name"]').fill("Hội Thử nghiệm")
    page.locator('[name="source"]').select_option(index=0)
    page.locator('[name="received_at"]').fill(watch.now().strftime("%Y-%m-%dT%H:%M"))
    press(page, "Save")
    assert Comment.objects.count() == 3, page.inner_text("main")


def show_them(page: Page, base: str) -> None:
    """Show every comment that waits."""
    page.goto(f"{base}/y-kien/")
    look(page, "desk-comments")
    for box in page.locator('input[name="comment"]').all():
        box.check()
    press(page, "Show the chosen ones to the public")


def answer(one: Page, other: Page, group: CommentGroup, number: int) -> None:
    """One writes the answer, another looks whether it is right."""
    path = f"/chinh-sach/nhom-y-kien/{group.pk}/tra-loi/"
    one.goto(path)
    one.locator('[name="decision"]').select_option("not")
    one.locator('[name="reason"]').fill("Thời hạn do Luật quy định.")
    look(one, f"desk-answer-{number}")
    press(one, "Save")
    other.goto(path)
    look(other, f"desk-check-{number}")
    press(other, "The answer is right")


def read_the_table(page: Page, base: str) -> None:
    """The table stands on the page, and in a workbook that opens."""
    page.goto(f"{base}/tra-loi/")
    look(page, "desk-table", PHONE, DESK)
    with page.expect_download() as kept:
        page.locator("a[href='?xlsx']").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(kept.value.path()).read_bytes()))
    words = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert all(one in words for one in (ON_ARTICLE, ON_WHOLE, "Thời hạn do Luật quy định."))
