"""The pages of matters: two clicks from a signal, one visibility for all, refusals in words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.matters.lifecycle import CardKind, Clause
from dongthuan.apps.matters.models.cards import MisinformationCard
from dongthuan.apps.matters.models.matters import Matter, MatterLink
from dongthuan.apps.matters.operations.cards import CardContent, note_card
from dongthuan.apps.matters.operations.linking import link_record
from dongthuan.apps.matters.operations.matters import MatterContent, open_matter
from dongthuan.apps.matters.operations.verifying import Question, ask_facts
from dongthuan.apps.matters.queries.onward import ONWARD, onward_url
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Series, Signal
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.units.models import Unit
from tests.integration.matters.conftest import AT, NOTABLE, duty

Enter = Callable[[Officer], Client]


@pytest.fixture(autouse=True)
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ten in the morning of 26 November 2026."""
    monkeypatch.setattr(clock, "now", lambda: AT)


@pytest.fixture
def enter(client: Client) -> Enter:
    """Sign an officer in."""

    def entered(officer: Officer) -> Client:
        client.force_login(officer)
        return client

    return entered


@pytest.fixture
def signal(topic: Topic) -> Signal:
    """A spike of negative items."""
    return Signal.objects.create(
        topic=topic,
        series=Series.NEGATIVE,
        hour=AT - timedelta(hours=1),
        detected_at=AT,
        observed=40,
        baseline=4,
        expected_high=9,
        p_value=0.001,
        score=30,
        model_id="thu",
        item_count=40,
        copy_count=3,
    )


@pytest.fixture
def item(topic: Topic) -> Item:
    """An item of an invented newspaper."""
    source = Source.objects.create(name="Báo Minh hoạ", outlet="Báo Minh hoạ", url="https://bao.example/rss")
    return Item.objects.create(
        source=source,
        url="https://bao.example/9-do",
        title="Sắp có động đất 9 độ?",
        lead="Tin đồn lan truyền.",
        published_at=AT - timedelta(hours=2),
        first_seen_at=AT,
        published_origin="feed",
        url_key=b"1" * 32,
    )


def hidden(page: Any) -> dict[str, str]:
    """Return what a browser would post from the form as it was shown."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: _posted(value) for name, value in values.items() if value not in (None, "")}


def _posted(value: Any) -> str:
    return f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else str(getattr(value, "pk", value))


def test_two_clicks_from_a_signal_to_a_running_clock(signal: Signal, speaker: Officer, enter: Enter) -> None:
    client = enter(speaker)
    link = reverse("matters:from-signal", args=[signal.pk])
    assert link in client.get(reverse("monitoring:signal", args=[signal.pk])).content.decode()
    page = client.get(link)  # the first click
    words = page.content.decode()
    assert "24 giờ kể từ khi cơ quan xác định" in words
    assert "24 giờ kể từ khi cơ quan tiếp nhận và xử lý" in words
    answer = client.post(link, hidden(page), follow=True)  # the second
    matter = Matter.objects.get()
    assert answer.redirect_chain == [(matter.get_absolute_url(), 302)]
    assert (matter.clause, matter.t0_at, matter.grade) == ("7.4", AT, "notable")
    assert matter.clock is not None
    assert matter.links.get().record_key == str(signal.pk)
    assert "clock-left" in answer.content.decode()


def test_a_signal_on_a_matter_leads_to_it(signal: Signal, speaker: Officer, enter: Enter) -> None:
    client, link = enter(speaker), reverse("matters:from-signal", args=[signal.pk])
    client.post(link, hidden(client.get(link)))
    again = client.get(link)
    assert again.headers["Location"] == Matter.objects.get().get_absolute_url()


def test_another_signal_of_the_topic_can_join(
    signal: Signal, matter: Matter, speaker: Officer, enter: Enter
) -> None:
    client = enter(speaker)
    page = client.get(reverse("matters:from-signal", args=[signal.pk])).content.decode()
    address = reverse("matters:attach", args=[matter.pk])
    assert address in page
    client.post(address, {"address": reverse("monitoring:signal", args=[signal.pk])})
    assert matter.links.get().record_type == "monitoring.signal"


def test_t0_in_the_future_is_refused_in_words(speaker: Officer, agency: Unit, enter: Enter) -> None:
    given = {
        "title": "Vụ việc",
        "grade": "watch",
        "grade_reason": "Thử",
        "clause": "7.3",
        "t0_at": "2026-11-27T10:00",
        "t0_reason": "Ngày mai",
        "unit": agency.pk,
    }
    page = enter(speaker).post(reverse("matters:open"), given)
    assert page.status_code == 400
    assert "Thời điểm đó ở tương lai" in page.content.decode()
    assert "Ngày mai" in page.content.decode()
    assert not Matter.objects.exists()


def test_a_clause_asks_for_t0_and_reason(speaker: Officer, agency: Unit, enter: Enter) -> None:
    given = {"title": "V", "grade": "watch", "grade_reason": "T", "clause": "7.4", "unit": agency.pk}
    page = enter(speaker).post(reverse("matters:open"), given)
    assert set(page.context["form"].errors) == {"t0_at", "t0_reason"}


def test_from_an_item_and_from_nothing(item: Item, speaker: Officer, enter: Enter) -> None:
    client = enter(speaker)
    page = client.get(reverse("matters:from-item", args=[item.pk]))
    assert page.context["form"]["title"].value() == item.title
    assert page.context["form"]["clause"].value() == "none"
    assert client.get(reverse("matters:from-item", args=[10**12])).status_code == 404
    assert client.get(reverse("matters:open")).status_code == 200


def test_a_correction_is_begun_from_an_item(
    item: Item, matter: Matter, speaker: Officer, neighbour: Officer, enter: Enter
) -> None:
    """The outlet is found by its name or the host of the item; the request belongs to the item's matter."""
    outlet = Outlet.objects.create(
        name="Minh hoạ điện tử", kind="online", website="https://www.bao.example/", changed_at=AT
    )
    link_record(matter=matter, record=item, by=speaker, at=AT)
    client = enter(speaker)
    link = reverse("matters:correction-from-item", args=[item.pk])
    assert link in client.get(reverse("monitoring:item", args=[item.pk])).content.decode()
    answer = client.get(link, follow=True)
    form = answer.context["form"]
    assert (form["item_title"].value(), form["item_url"].value()) == (item.title, item.url)
    assert (form["outlet"].value(), form["item_published_at"].value()) == (str(outlet.pk), "2026-11-26T08:00")
    assert form["false_content"].value() == f"{item.title}\n{item.lead}"
    assert f"about=matters.matter%3A{matter.pk}" in answer.redirect_chain[0][0]
    assert client.get(reverse("matters:correction-from-item", args=[10**12])).status_code == 404


PAGES = ("matters:list", "matters:cards", "matters:open", "matters:card-add")


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_for_an_account(name: str, client: Client, system: Officer) -> None:
    assert client.get(reverse(name)).status_code == 302


@pytest.fixture
def theirs(content: MatterContent, institute: Unit, expert: Officer) -> Matter:
    """A matter of the institute."""
    own = MatterContent("Việc riêng của viện", institute)
    return open_matter(content=own, grading=NOTABLE, duty=duty(), by=expert, at=AT)


def test_what_one_may_not_see_is_not_there(
    theirs: Matter, neighbour: Officer, outsider: Officer, enter: Enter
) -> None:
    for officer in (neighbour, outsider):
        client = enter(officer)
        assert client.get(theirs.get_absolute_url()).status_code == 404
        act = reverse("matters:act", args=[theirs.pk, "ket-thuc"])
        assert client.post(act, {"close-lesson": "x", "close-version": 1}).status_code == 404
        assert theirs.title not in client.get(reverse("matters:list")).content.decode()


def test_what_one_sees_but_may_not_do_is_refused(theirs: Matter, expert: Officer, enter: Enter) -> None:
    client = enter(expert)
    page = client.get(theirs.get_absolute_url())
    assert page.status_code == 200
    assert reverse("matters:act", args=[theirs.pk, "ket-thuc"]) not in page.content.decode()
    answer = client.post(
        reverse("matters:act", args=[theirs.pk, "ket-thuc"]), {"close-lesson": "x", "close-version": 1}
    )
    assert answer.status_code == 403
    assert client.post(reverse("matters:act", args=[theirs.pk, "khong-co"])).status_code == 404


def test_acts_from_the_page(matter: Matter, institute: Unit, speaker: Officer, enter: Enter) -> None:
    client = enter(speaker)

    def act(way: str, **given: Any) -> Any:
        return client.post(reverse("matters:act", args=[matter.pk, way]), given)

    asked = {"ask-unit": institute.pk, "ask-text": "Có đúng không?", "ask-due_at": "2026-11-26T14:00"}
    assert act("xac-minh", **asked).status_code == 302
    graded = {"grade-grade": "urgent", "grade-grade_reason": "Lan rộng", "grade-version": "1"}
    assert act("muc-do", **graded).status_code == 302
    assert act("muc-do", **graded).status_code == 400  # an old version: said in words, nothing lost
    owing = act("ket-thuc", **{"close-lesson": "Bài học", "close-version": "2"})
    assert owing.status_code == 400
    assert "còn nợ phát ngôn" in owing.content.decode()
    none = {"clause-clause": "none", "clause-reason": "Không thuộc diện", "clause-version": "2"}
    assert act("dieu-khoan", **none).status_code == 302
    closed = {"close-lesson": "Bài học", "close-version": "3"}
    assert act("ket-thuc", **closed).status_code == 302
    assert act("mo-lai", **{"reopen-reason": "Trở lại", "reopen-version": "4"}).status_code == 302
    changed = {
        "clause-clause": "7.3",
        "clause-t0_at": "2026-11-26T08:00",
        "clause-t0_reason": "Đường dây nóng",
        "clause-reason": "Tiếp nhận sớm hơn",
        "clause-version": "5",
    }
    assert act("dieu-khoan", **changed).status_code == 302
    matter.refresh_from_db()
    assert (matter.grade, matter.state, matter.clause) == ("urgent", "open", "7.3")
    page = client.get(matter.get_absolute_url()).content.decode()
    for words in ("Có đúng không?", "Bài học", "Tiếp nhận sớm hơn", "Vụ việc được mở lại"):
        assert words in page


@pytest.mark.parametrize("name", ["speaker", "office", "legal"])
def test_what_one_is_led_to_from_a_matter_is_open_to_one(
    name: str, matter: Matter, enter: Enter, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name)
    client = enter(officer)
    urls = [onward_url(code, matter, officer) for code in ONWARD]
    page = client.get(matter.get_absolute_url())
    assert any(urls) == (name != "legal")
    for url in filter(None, urls):
        assert url in page.content.decode()
        assert client.get(url).status_code == 200, url
    for step in page.context["steps"]:
        assert not step.url or step.url.startswith("#") or client.get(step.url).status_code == 200


def test_the_unit_answers_on_the_page(
    matter: Matter, institute: Unit, speaker: Officer, expert: Officer, enter: Enter
) -> None:
    question = Question(institute, "Có ghi nhận không?", AT + timedelta(hours=3))
    asked = ask_facts(matter=matter, question=question, by=speaker, at=AT)
    client = enter(expert)
    address = reverse("matters:verification", args=[asked.pk, "tra-loi"])
    assert address in client.get(matter.get_absolute_url()).content.decode()
    name = f"tra-loi-{asked.pk}"
    client.post(address, {f"{name}-answer": "Không ghi nhận.", f"{name}-version": "1"})
    assert "Không ghi nhận." in client.get(matter.get_absolute_url()).content.decode()


def test_a_law_without_figure_is_said_in_its_sentence(
    content: MatterContent, speaker: Officer, enter: Enter
) -> None:
    from_page = enter(speaker)
    for clause in ("7.2", "7.5", "7.6"):
        given = duty(Clause(clause))
        matter = open_matter(content=content, grading=NOTABLE, duty=given, by=speaker, at=AT)
        page = from_page.get(matter.get_absolute_url())
        assert page.context["legal_word"]
        assert page.context["legal_word"] in page.content.decode()


def test_hostile_words_stay_words(content: MatterContent, speaker: Officer, enter: Enter) -> None:
    hostile = MatterContent("<script>alert(1)</script>", content.unit, "<img src=x onerror=alert(1)>")
    matter = open_matter(content=hostile, grading=NOTABLE, duty=None, by=speaker, at=AT)
    page = enter(speaker).get(matter.get_absolute_url()).content.decode()
    assert "<script>alert(1)" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("address", ["https://khac.example/tin/1/", "/khong/co/", "x" * 600, "//[", "\x00"])
def test_only_records_of_ours_are_attached(
    address: str, matter: Matter, speaker: Officer, enter: Enter
) -> None:
    answer = enter(speaker).post(
        reverse("matters:act", args=[matter.pk, "dinh-kem"]), {"link-address": address}
    )
    assert answer.status_code == 400
    assert not matter.links.exists()


def test_the_lists_ask_the_same_number_of_questions_however_long(
    content: MatterContent,
    agency: Unit,
    speaker: Officer,
    enter: Enter,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(12):
        open_matter(content=content, grading=NOTABLE, duty=duty(), by=speaker, at=AT)
        claim = CardContent(agency, f"Tin {number}", "Trang X", AT, CardKind.FALSE)
        note_card(content=claim, by=speaker, at=AT)
    client = enter(speaker)
    for name in ("matters:list", "matters:cards"):
        client.get(reverse(name))
        with django_assert_max_num_queries(14):
            client.get(reverse(name))


def test_a_page_asks_the_same_number_of_questions_however_much_happened(
    matter: Matter, institute: Unit, speaker: Officer, enter: Enter
) -> None:
    client = enter(speaker)

    def ask(count: int) -> int:
        for number in range(count):
            question = Question(institute, f"Câu {number}?", AT + timedelta(hours=3))
            ask_facts(matter=matter, question=question, by=speaker, at=AT)
            MatterLink.objects.create(
                matter=matter,
                record_type="plans.task",
                record_key=str(MatterLink.objects.count()),
                title="Nhiệm vụ",
                linked_at=AT,
                by=speaker,
            )
        client.get(matter.get_absolute_url())
        with CaptureQueriesContext(connection) as asked:
            client.get(matter.get_absolute_url())
        return len(asked)

    assert ask(2) == ask(9) < 70


def test_a_card_from_an_item(item: Item, speaker: Officer, enter: Enter) -> None:
    client, link = enter(speaker), reverse("matters:card-from-item", args=[item.pk])
    page = client.get(link)
    given = hidden(page) | {"kind": "false", "seen_at": "2026-11-26T08:00", "marks": ["has_rhetoric"]}
    client.post(link, given)
    card = MisinformationCard.objects.get()
    assert (card.claim, card.item_id, card.marks) == (item.title, item.pk, ["has_rhetoric"])
    assert client.get(link).headers["Location"] == card.get_absolute_url()
    assert client.get(card.get_absolute_url()).status_code == 200
    answer = client.post(
        reverse("matters:card-act", args=[card.pk, "phan-hoi"]),
        {"respond-response": "monitor", "respond-reason": "Chưa lan rộng", "respond-version": "1"},
    )
    assert answer.status_code == 302
    card.refresh_from_db()
    assert card.response == "monitor"


def test_criticism_cannot_be_reported_through_the_page(agency: Unit, speaker: Officer, enter: Enter) -> None:
    claim = CardContent(agency, "Cách công bố chưa minh bạch", "Báo Y", AT, CardKind.CRITICISM)
    card = note_card(content=claim, by=speaker, at=AT)
    client = enter(speaker)
    answer = client.post(
        reverse("matters:card-act", args=[card.pk, "phan-hoi"]),
        {"respond-response": "report", "respond-reason": "Gỡ bỏ", "respond-version": "1"},
    )
    assert answer.status_code == 400
    card.refresh_from_db()
    assert card.response == ""
    assert "ý kiến phản biện" in client.get(card.get_absolute_url()).content.decode()
