"""Readers say that published information is wrong; versions of an item follow each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.operations import publications as acts
from dongthuan.apps.disclosure.operations.publications_notices import (
    NoticeContent,
    NotNamed,
    answer_error_notice,
    report_wrong,
    sort_notice,
)
from dongthuan.apps.disclosure.publications_lifecycle import PublicationEventKind
from dongthuan.apps.disclosure.queries.public import notice_by_code, public_history, public_versions
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.units.models import Unit
from tests.integration.disclosure.requests_cast import DAY, NEW_LAW, OLD_LAW
from tests.integration.disclosure.test_publications import MADE, content, published

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("at", "alias", "last"),
    [(OLD_LAW, "A03", date(2026, 3, 17)), (NEW_LAW, "A16", date(2026, 11, 12))],
)
def test_a_report_from_outside_has_a_code_a_clock_and_reaches_the_desk(
    agency: Unit, information_officer: Officer, system: Officer, at, alias: str, last: date
) -> None:
    item = published(agency, information_officer)
    by = system.on(at.date())
    notice, code = report_wrong(item=item, content=NoticeContent("Sai trang 3"), by=by, at=at)
    assert notice.clock is not None
    assert (notice.clock.alias, notice.clock.due_on) == (alias, last)
    assert notice_by_code(code.lower().replace("-", " ")) == notice
    assert notice_by_code("2222-2222-2222") is None
    assert notice_by_code("") is None
    assert code not in str(ErrorNotice.objects.values())
    assert Notice.objects.filter(kind="disclosure.said_wrong", recipient=information_officer).count() == 1


def test_one_about_no_known_item_is_found_its_item_then_answered(
    agency: Unit, information_officer: Officer, other_officer: Officer, system: Officer
) -> None:
    by, at = information_officer, OLD_LAW
    item = published(agency, by)
    with pytest.raises(NotNamed):
        report_wrong(item=None, content=NoticeContent("Sai"), by=system.on(MADE), at=at)
    told = NoticeContent("Sai số liệu", "dan@thu.example", place="Kế hoạch năm 2026")
    notice, _code = report_wrong(item=None, content=told, by=system.on(MADE), at=at)
    assert notice.clock is not None
    assert list(ErrorNotice.objects.visible_to(by)) == [notice]
    assert not ErrorNotice.objects.visible_to(other_officer).exists()
    with pytest.raises(NotNamed):
        answer_error_notice(notice=notice, outcome="corrected_public", answer="Đã sửa", by=by, at=at + DAY)
    sort_notice(notice=notice, item=item, by=by, at=at + DAY)
    done = answer_error_notice(notice=notice, outcome="corrected_public", answer="Đã sửa", by=by, at=at + DAY)
    assert (done.item, done.contact) == (item, "")
    kinds = [kind for kind, _on in public_history(item, on=MADE + timedelta(days=1))]
    assert kinds == [PublicationEventKind.CORRECTED, PublicationEventKind.PUBLISHED]
    with pytest.raises(acts.NotInThatState):
        sort_notice(notice=notice, item=item, by=by, at=at + DAY)


def test_versions_follow_each_other_and_never_in_a_circle(agency: Unit, information_officer: Officer) -> None:
    by = information_officer
    first = published(agency, by, title="Bản một")
    second = published(agency, by, title="Bản hai", replaces=first)
    third = published(agency, by, title="Bản ba", replaces=second)
    with pytest.raises(acts.ReplacesItself):
        acts.rewrite_information(
            item=first,
            content=content(agency, title="Bản một", replaces=third),
            version=first.version,
            by=by,
            at=OLD_LAW,
        )
    assert public_versions(second, on=MADE) == [third, second, first]
    acts.withdraw_information(item=second, reason="Nhầm", version=second.version, by=by, at=OLD_LAW)
    assert public_versions(third, on=MADE) == [third, first]
    other = published(agency, by, title="Việc khác")
    assert public_versions(other, on=MADE) == [other]
    assert third.events.filter(kind=PublicationEventKind.REPLACES, words="Bản hai").exists()


def test_officers_choose_what_an_item_replaces(
    client: Client, agency: Unit, information_officer: Officer
) -> None:
    first = published(agency, information_officer, title="Bản một")
    second = published(agency, information_officer, title="Bản hai")
    client.force_login(information_officer)
    page = reverse("disclosure:item-edit", args=[second.pk])
    assert "Bản một" in client.get(page).content.decode()
    given = replace(content(agency, title="Bản hai"))
    told = {
        **{name: getattr(given, name) for name in ("title", "symbol", "group", "form", "link", "summary")},
        "unit": agency.pk,
        "created_on": "2026-03-02",
        "version": second.version,
    }
    assert client.post(page, told | {"replaces": second.pk}).status_code == 400
    assert client.post(page, told | {"replaces": first.pk}).status_code == 302
    assert PublicInformation.objects.get(pk=second.pk).replaces == first
    assert "Bản hai" in client.get(first.get_absolute_url()).content.decode()


def test_the_desk_lists_sorts_and_answers(
    client: Client, agency: Unit, information_officer: Officer, system: Officer
) -> None:
    item = published(agency, information_officer)
    told = NoticeContent("Sai số liệu", "dan@thu.example", place="Kế hoạch")
    notice, _code = report_wrong(item=None, content=told, by=system.on(MADE), at=OLD_LAW)
    client.force_login(information_officer)
    listing, page = reverse("disclosure:notices"), notice.get_absolute_url()
    assert page in client.get(listing).content.decode()
    assert client.get(listing, {"xlsx": 1})["Content-Type"].endswith("sheet")
    assert "dan@thu.example" in client.get(page).content.decode()
    assert client.post(page, {"item": item.pk}).status_code == 302
    assert client.post(page, {"outcome": "right_public", "answer": ""}).status_code == 400
    assert client.post(page, {"outcome": "right_public", "answer": "Đúng"}).status_code == 302
    assert page not in client.get(listing).content.decode()
    assert page in client.get(listing, {"state": "all"}).content.decode()
    assert "dan@thu.example" not in client.get(page).content.decode()
