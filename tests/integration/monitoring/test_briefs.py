"""The brief: what the rules choose, what people change, and two pairs of eyes over a frozen text."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.jobs import briefs as jobs
from dongthuan.apps.monitoring.lifecycle import BriefState, Polarity
from dongthuan.apps.monitoring.models.briefs import Brief, BriefEntry
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.operations import approving
from dongthuan.apps.monitoring.operations import briefs as operations
from dongthuan.apps.monitoring.operations import briefs_editing as editing
from dongthuan.apps.monitoring.queries import briefs as queries
from dongthuan.docgen import brief_docx
from dongthuan.docgen.brief import Tally
from dongthuan.docgen.brief_record import fingerprint
from tests.integration.monitoring.briefing import News, add_officer

DAY = date(2026, 3, 2)
EVENING = datetime(2026, 3, 2, 16, 30, tzinfo=UTC)  # 23:30 in Hà Nội


@pytest.fixture
def news(system: Officer) -> News:
    """A day of invented news about an agency with one institute."""
    return News()


@pytest.fixture
def leader(system: Officer) -> Officer:
    """Approves."""
    return add_officer(Role.LEADER, "lanh-dao", "Nguyễn Minh Họa", "Chánh Văn phòng")


@pytest.fixture
def brief(news: News, unit_officer: Officer) -> Brief:
    """The brief of the day, compiled by a unit officer."""
    return operations.compile_brief(day=DAY, by=unit_officer, at=EVENING)


def kept(brief: Brief, group: str) -> list[str]:
    rows = brief.entries.filter(group=group, is_dropped=False).order_by("position")
    return [row.item.title for row in rows.select_related("item")]


def test_items_are_sorted_into_groups_weightiest_first(brief: Brief) -> None:
    assert kept(brief, "I") == ["Chính phủ ban hành chương trình"]
    assert kept(brief, "II") == ["Dân phản ánh Viện gây ồn", "Viện mở cửa đón khách"]
    assert kept(brief, "III") == ["Bàn luận trên mạng về Viện"]
    assert kept(brief, "IV") == ["Tạp chí nước ngoài viết về biển"]


def test_one_of_a_story_and_no_copy_no_other_day_nothing_irrelevant(brief: Brief) -> None:
    titles = set(brief.entries.values_list("item__title", flat=True))
    assert titles.isdisjoint({"Dân kể chuyện Viện gây ồn", "Bản chép", "Tin hôm trước", "Giá cà phê"})


def test_an_unfavourable_item_gets_level_unit_and_proposal(brief: Brief, news: News) -> None:
    entry = brief.entries.get(item__title="Dân phản ánh Viện gây ồn")
    assert (entry.level, entry.unit) == ("urgent", news.institute)  # three outlets tell of it
    assert entry.proposal.startswith("Xác minh ngay")
    social = brief.entries.get(item__title="Bàn luận trên mạng về Viện")
    assert (social.level, social.proposal, social.unit) == ("none", "", news.institute)


def test_summary_is_the_lead_cut_at_a_sentence(brief: Brief) -> None:
    entry = brief.entries.get(item__title="Viện mở cửa đón khách")
    assert entry.summary.endswith("vào cửa tự do.")
    assert len(entry.summary) <= 280


def test_figures_are_those_of_the_items_and_of_the_months_before(brief: Brief) -> None:
    figures = queries.content_of(brief).figures
    assert figures.day == Tally(negative=2, neutral=2, positive=2)
    assert (figures.copies, figures.confirmed, figures.by_machine) == (1, 1, 5)
    assert figures.previous_month.month_on == date(2026, 2, 1)
    assert figures.previous_month.tally == Tally(negative=10, neutral=30)
    assert figures.last_year.tally == Tally()


def test_a_running_day_is_the_last_24_hours(news: News, unit_officer: Officer) -> None:
    at = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)
    brief = operations.compile_brief(day=DAY, by=unit_officer, at=at)
    figures = queries.content_of(brief).figures
    assert [f"{figures.start_at:%d %H:%M}", f"{figures.end_at:%d %H:%M}"] == ["01 09:00", "02 09:00"]
    assert "Tin hôm trước" in kept(brief, "II")


def test_content_counts_other_outlets_and_names_units(brief: Brief, news: News) -> None:
    content = queries.content_of(brief)
    agency = content.groups[1]
    assert agency.items[0].copies == 2
    assert content.proposals[0].unit_name == news.institute.name
    assert content.proposals[0].action.endswith("(mục II, tin số 1).")
    assert [one.name for one in content.recipients] == ["Lãnh đạo cơ quan", news.institute.name]
    assert content.is_draft


def test_compiling_again_adds_what_is_new_and_keeps_edits_and_drops(
    brief: Brief, news: News, unit_officer: Officer
) -> None:
    entry = brief.entries.get(item__title="Viện mở cửa đón khách")
    editing.drop_entry(entry=entry, version=brief.version, by=unit_officer, at=EVENING)
    news.add("Viện ký thỏa thuận", topics=[news.everything, news.agency])
    again = operations.compile_brief(day=DAY, by=unit_officer, at=EVENING)
    assert again.pk == brief.pk
    assert kept(again, "II") == ["Dân phản ánh Viện gây ồn", "Viện ký thỏa thuận"]


def test_the_next_brief_does_not_repeat_what_was_told(brief: Brief, unit_officer: Officer) -> None:
    following = operations.compile_brief(
        day=date(2026, 3, 3), by=unit_officer.on(date(2026, 3, 3)), at=datetime(2026, 3, 2, 18, tzinfo=UTC)
    )
    assert following.entries.count() == 0


def test_no_brief_of_a_day_to_come(news: News, unit_officer: Officer) -> None:
    with pytest.raises(operations.DayToCome):
        operations.compile_brief(day=date(2026, 3, 3), by=unit_officer, at=EVENING)


def test_entries_move_and_come_back(brief: Brief, unit_officer: Officer) -> None:
    first = brief.entries.get(item__title="Dân phản ánh Viện gây ồn")
    editing.move_entry(entry=first, version=brief.version, by_places=1, by=unit_officer, at=EVENING)
    assert kept(brief, "II") == ["Viện mở cửa đón khách", "Dân phản ánh Viện gây ồn"]
    editing.drop_entry(entry=first, version=brief.version + 1, by=unit_officer, at=EVENING)
    assert kept(brief, "II") == ["Viện mở cửa đón khách"]
    editing.restore_entry(entry=first, version=brief.version + 2, by=unit_officer, at=EVENING)
    assert kept(brief, "II") == ["Viện mở cửa đón khách", "Dân phản ánh Viện gây ồn"]


def test_an_item_can_be_put_in_once(brief: Brief, news: News, unit_officer: Officer) -> None:
    coffee = Item.objects.get(title="Giá cà phê")
    editing.add_item(brief=brief, item=coffee, version=brief.version, by=unit_officer, at=EVENING)
    assert "Giá cà phê" in kept(brief, "I")
    with pytest.raises(editing.AlreadyIn):
        editing.add_item(brief=brief, item=coffee, version=brief.version + 1, by=unit_officer, at=EVENING)


def content_for(entry: BriefEntry, **changes: object) -> editing.EntryContent:
    usual = {name: getattr(entry, name) for name in ("group", "summary", "level", "unit", "proposal")}
    return editing.EntryContent(**(usual | changes))  # type: ignore[arg-type]


def test_the_second_of_two_savers_is_told(brief: Brief, unit_officer: Officer, coordinator: Officer) -> None:
    entry = brief.entries.get(item__title="Viện mở cửa đón khách")
    seen = brief.version
    editing.edit_entry(
        entry=entry, version=seen, content=content_for(entry, summary="Một."), by=unit_officer, at=EVENING
    )
    with pytest.raises(approving.ChangedMeanwhile):
        editing.edit_entry(
            entry=entry, version=seen, content=content_for(entry, summary="Hai."), by=coordinator, at=EVENING
        )
    entry.refresh_from_db()
    assert entry.summary == "Một."


def submitted(brief: Brief, by: Officer) -> Brief:
    brief.refresh_from_db()
    return operations.submit_brief(brief=brief, version=brief.version, by=by, at=EVENING)


def approved(brief: Brief, by: Officer) -> Brief:
    shown = fingerprint(queries.content_of(brief))
    return operations.approve_brief(
        brief=brief, version=brief.version, content_hash=shown, by=by, at=EVENING + timedelta(hours=9)
    )


def test_it_is_not_handed_in_while_an_unfavourable_item_has_no_unit(
    brief: Brief, unit_officer: Officer
) -> None:
    entry = brief.entries.get(item__title="Dân phản ánh Viện gây ồn")
    editing.edit_entry(
        entry=entry, version=brief.version, content=content_for(entry, unit=None), by=unit_officer, at=EVENING
    )
    with pytest.raises(operations.UnitMissing):
        submitted(brief, unit_officer)
    brief.refresh_from_db()
    assert brief.state == BriefState.DRAFT


def test_the_author_does_not_approve(brief: Brief, coordinator: Officer) -> None:
    handed = submitted(brief, coordinator)
    with pytest.raises(NotAllowed):
        approved(handed, coordinator)
    with pytest.raises(NotAllowed):
        operations.return_brief(
            brief=handed, version=handed.version, reason="Sai", by=coordinator, at=EVENING
        )
    handed.refresh_from_db()
    assert handed.state == BriefState.SUBMITTED


def test_the_database_refuses_an_author_as_approver(brief: Brief, unit_officer: Officer) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Brief.objects.filter(pk=brief.pk).update(approver=unit_officer)


def test_what_is_approved_is_frozen_and_signed(brief: Brief, unit_officer: Officer, leader: Officer) -> None:
    done = approved(submitted(brief, unit_officer), leader)
    Item.objects.update(title="Đổi sau khi duyệt")
    content = queries.content_of(Brief.objects.get(pk=done.pk))
    assert content.groups[1].items[0].title == "Dân phản ánh Viện gây ồn"
    assert (content.signature.title, content.signature.name) == ("Chánh Văn phòng", "Nguyễn Minh Họa")
    assert content.letterhead.signed_on == date(2026, 3, 3)
    assert not content.is_draft
    drawn = Document(io.BytesIO(brief_docx.as_docx(content, made_at=EVENING)))
    head = " ".join(cell.text for row in drawn.tables[0].rows for cell in row.cells)
    assert "Số:     /BC-CQ" in head
    assert "ngày 03 tháng 3 năm 2026" in head
    assert "DỰ THẢO" not in head
    assert Entry.objects.filter(act="monitoring.approve_brief", details__hash=done.content_hash).exists()


def test_nobody_approves_a_text_he_has_not_seen(brief: Brief, unit_officer: Officer, leader: Officer) -> None:
    handed = submitted(brief, unit_officer)
    shown = fingerprint(queries.content_of(handed))
    Item.objects.filter(title="Viện mở cửa đón khách").update(polarity=Polarity.NEGATIVE)
    with pytest.raises(approving.ChangedMeanwhile):
        operations.approve_brief(
            brief=handed, version=handed.version, content_hash=shown, by=leader, at=EVENING
        )


def test_a_change_past_the_product_is_found(brief: Brief, unit_officer: Officer, leader: Officer) -> None:
    done = approved(submitted(brief, unit_officer), leader)
    done.frozen_content["notes"] = ["chen vào"]
    done.save()
    with pytest.raises(queries.Altered):
        queries.content_of(done)


def test_an_approved_brief_stands(brief: Brief, unit_officer: Officer, leader: Officer) -> None:
    done = approved(submitted(brief, unit_officer), leader)
    entry = done.entries.first()
    assert entry is not None
    with pytest.raises(approving.NotOpen):
        editing.drop_entry(entry=entry, version=done.version, by=unit_officer, at=EVENING)
    with pytest.raises(approving.NotOpen):
        operations.compile_brief(day=DAY, by=unit_officer, at=EVENING)


def test_it_is_returned_with_a_reason_and_handed_in_again(
    brief: Brief, unit_officer: Officer, leader: Officer
) -> None:
    handed = submitted(brief, unit_officer)
    with pytest.raises(approving.NoReason):
        operations.return_brief(brief=handed, version=handed.version, reason=" ", by=leader, at=EVENING)
    back = operations.return_brief(
        brief=handed, version=handed.version, reason="Thiếu tin về Viện.", by=leader, at=EVENING
    )
    assert (back.state, back.return_reason) == (BriefState.RETURNED, "Thiếu tin về Viện.")
    assert submitted(back, unit_officer).state == BriefState.SUBMITTED


def test_outsiders_compile_nothing(news: News, leader: Officer) -> None:
    with pytest.raises(NotAllowed):
        operations.compile_brief(day=DAY, by=leader, at=EVENING)
    assert not Brief.objects.exists()
    assert not Entry.objects.filter(act="monitoring.compile_brief").exists()


def test_the_morning_job_compiles_once_and_adds(news: News) -> None:
    jobs.compile_today(0)
    jobs.compile_today(0)
    assert Brief.objects.get().version == 2
    assert Brief.objects.get().compiler.username == "he-thong"


def test_a_person_hands_in_what_the_machine_compiled(
    news: News, system: Officer, unit_officer: Officer
) -> None:
    drafted = operations.compile_brief(day=DAY, by=system, at=EVENING)
    with pytest.raises(NotAllowed):
        submitted(drafted, system)
    assert submitted(drafted, unit_officer).submitted_by == unit_officer
