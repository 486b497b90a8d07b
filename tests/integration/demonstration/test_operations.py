"""The demonstration: an agency in one call, feeds that are read like any other, and a clean way out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from protego import Protego
from pytest_django import DjangoDbBlocker

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.accounts.operations import (
    AlreadyFounded,
    OfficerContent,
    give_role,
    save_officer,
    system_officer,
)
from dongthuan.apps.accounts.queries import away_on
from dongthuan.apps.budgets.models import Line
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.content.queries.public import public_pictures, published
from dongthuan.apps.demonstration import operations, removal
from dongthuan.apps.demonstration.content import SEISMOGRAM
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic, TopicHour
from dongthuan.apps.monitoring.operations.grouping import count_items
from dongthuan.apps.monitoring.queries.integrity import find_mismatches
from dongthuan.apps.plans.models.directives import Directive, Plan
from dongthuan.apps.plans.models.tasks import Task
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.reports.models.unit_reports import UnitReport
from dongthuan.apps.units.models import Agency, Unit
from tests.integration.conftest import one_world

AT = datetime(2026, 9, 7, 2, 14, tzinfo=UTC)
DAY = date(2026, 9, 7)
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demonstration set up once for the module: it takes seconds."""
    with one_world(django_db_blocker):
        operations.set_up(address=ADDRESS, at=AT, on=DAY)
        yield


@pytest.fixture
def _django_db_helper(founded: None) -> Iterator[None]:
    """Undo what a test does to it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def agency(db: None) -> Agency:
    """The demonstration agency."""
    return Agency.objects.get()


def test_it_is_marked_as_illustrative(agency: Agency) -> None:
    assert agency.is_demonstration
    assert all(Unit.objects.values_list("is_illustrative", flat=True))
    assert all(Topic.objects.values_list("is_illustrative", flat=True))
    assert all(Source.objects.values_list("is_illustrative", flat=True))


def test_everybody_named_can_sign_in(agency: Agency, client: Client) -> None:
    for who in operations.sign_ins():
        typed = {"login": who.username, "password": operations.PASSWORD}
        assert client.post("/tai-khoan/login/", typed).status_code == 302
        assert client.get("/").status_code == 200
        client.logout()


def test_the_plan_is_at_work(agency: Agency, client: Client) -> None:
    plan = Plan.objects.get(parent__isnull=True)
    assert (plan.state, plan.saved_by.username, plan.unit) == ("issued", "dieuphoi", agency.unit)
    assert "minh hoạ" in plan.title
    assert plan.duties.count() == 8
    assert plan.directive.warnings == []
    assert plan.unit_plans.count() == 4
    states = set(Task.objects.values_list("state", flat=True))
    assert {"assigned", "refused", "in_progress", "done"} <= states
    assert Task.objects.overdue(on=DAY).exists()
    assert sorted(UnitReport.objects.values_list("state", flat=True)) == ["filed", *["waiting"] * 3]
    assert Clock.objects.open().filter(record_type="").count() == 2


def test_everybody_finds_something_to_do(agency: Agency, client: Client) -> None:
    plan = Plan.objects.get(parent__isnull=True)
    for name in ("lanhdao", "dieuphoi", "phatngon", "canbo", "canbo2", "phapche"):
        client.force_login(Officer.objects.get(username=name))
        assert client.get("/").status_code == 200
        assert client.get(f"/ke-hoach/{plan.pk}/").status_code == 200


def test_a_week_has_absences_money_and_a_head_who_signs_in(agency: Agency, client: Client) -> None:
    assert [one.absence.officer.username for one in away_on(DAY).values()] == ["phapche2"]
    client.force_login(Officer.objects.get(username="chutich"))
    sums = [(line.allocated_vnd, line.committed_vnd, line.paid_vnd) for line in Line.objects.order_by("pk")]
    assert sums[0] == (200_000_000, 22_000_000, 38_000_000)
    assert "Họp báo và gặp gỡ báo chí (minh hoạ)" in client.get("/kinh-phi/").content.decode()
    release = next(one for one in published(at=AT) if "động đất" in one.title)
    assert [one.alt for one in public_pictures(release)] == [SEISMOGRAM.alt]
    assert Spokesperson.objects.get(kind="head").officer == Officer.objects.get(username="chutich")


def test_the_information_officer_finds_requests(agency: Agency, client: Client) -> None:
    client.force_login(Officer.objects.get(username="thongtin"))
    page = client.get("/tiep-can-thong-tin/yeu-cau/?state=").content.decode()
    assert "Kết quả đo chất lượng nước vịnh năm trước" in page


def test_the_draft_was_commented_on_in_two_versions(agency: Agency, client: Client) -> None:
    consultation = Consultation.objects.get()
    assert consultation.draft_versions.published().count() == 2
    comments = Comment.objects.filter(consultation=consultation)
    assert comments.count() == 34
    assert comments.filter(state="hidden").count() == 1
    assert comments.filter(state="awaiting").count() == 3
    assert all("minh hoạ" in one.text for one in comments)
    flood = CommentGroup.objects.filter(consultation=consultation).order_by("-comment_count").first()
    assert flood is not None
    assert flood.comment_count == 12
    page = client.get(f"/cong/lay-y-kien/{consultation.slug}/y-kien/").content.decode()
    assert "Hội Khoa học Minh Hoạ" in page
    assert "kém cỏi" not in page


def test_a_second_agency_is_refused(agency: Agency) -> None:
    with pytest.raises(AlreadyFounded):
        operations.set_up(address=ADDRESS, at=AT, on=DAY)


def test_feeds_follow_the_address(agency: Agency) -> None:
    assert operations.point_feeds(address="http://127.0.0.1:9999") == Source.objects.count()
    assert operations.point_feeds(address="http://127.0.0.1:9999") == 0
    assert Source.objects.filter(url__startswith="http://127.0.0.1:9999/minh-hoa/").count() > 0


def test_our_collector_may_read_the_invented_newspapers_and_search_engines_not(
    agency: Agency, client: Client
) -> None:
    rules = Protego.parse(client.get("/robots.txt").content.decode())
    for source in Source.objects.filter(is_illustrative=True):
        assert rules.can_fetch(source.url, settings.OUTGOING_USER_AGENT)
        assert not rules.can_fetch(source.url, "Googlebot")


def test_a_feed_is_open_to_all_and_says_when_nothing_changed(agency: Agency, client: Client) -> None:
    source = Source.objects.exclude(url="").first()
    assert source is not None
    path = source.url.removeprefix(ADDRESS)
    answer = client.get(path)
    items = ET.fromstring(answer.content).findall("./channel/item")
    assert len(items) > 20
    again = client.get(path, headers={"If-Modified-Since": answer.headers["Last-Modified"]})
    assert again.status_code == 304
    link = items[0].findtext("link") or ""
    assert "minh hoạ" in client.get(link.replace("http://testserver", "")).content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/minh-hoa/2026/bao.xml",
        "/minh-hoa/0001010100/thoi-bao.xml",
        "/minh-hoa/2026030209/khong-co.xml",
        "/minh-hoa/x/tin/y/",
    ],
)
def test_what_is_not_there_is_not_found(agency: Agency, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_it_is_not_removed_before_somebody_real_can_sign_in(agency: Agency) -> None:
    with pytest.raises(removal.NobodyElse):
        removal.remove_demonstration(by=system_officer(on=DAY), at=AT)


def test_removing_it_leaves_no_invented_item_and_true_counts(agency: Agency) -> None:
    system = system_officer(on=DAY)
    own = save_officer(officer=None, content=OfficerContent("that", "Người Thật"), by=system, at=AT)
    give_role(officer=own, role=Role.ADMINISTRATOR, unit=agency.unit, start_on=DAY, by=system, at=AT)
    item = Item.objects.create(
        source=Source.objects.all()[0],
        url=ADDRESS,
        url_key=b"1",
        title="Tin minh hoạ",
        published_at=AT,
        published_origin="feed",
        first_seen_at=AT,
        counted_hour=AT.replace(minute=0),
        stage="counted",
        polarity="neutral",
        model_id="thử",
        is_illustrative=True,
    )
    item.mentions.create(topic=Topic.objects.all()[0], confidence=1, matched_by="thử")
    count_items([item])
    removed = removal.remove_demonstration(by=system, at=AT)
    assert (removed.item_count, Item.objects.count(), Source.objects.count()) == (1, 0, 0)
    assert not Directive.objects.exists()
    assert not Plan.objects.exists()
    assert not Task.objects.exists()
    assert not Clock.objects.exists()
    assert not PolicyDossier.objects.exists()
    mismatches = find_mismatches()
    assert (mismatches.topic_hours, mismatches.source_hours) == (0, 0)
    assert all(hour.original_count == 0 for hour in TopicHour.objects.all())
    assert list(Officer.objects.filter(is_active=True).values_list("username", flat=True)) == [
        "he-thong",
        "that",
    ]
    assert not Agency.objects.get().is_demonstration
