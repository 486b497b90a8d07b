"""Mail is asked for, confirmed by a button, told once of each thing, and ended with the address gone."""

import re
from datetime import datetime, timedelta

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common import clock
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.portal.guarded_forms import new_stamp
from dongthuan.apps.portal.lifecycle import Rhythm, SubscriptionKind
from dongthuan.apps.portal.models.subscriptions import SubscriberLetter, Subscription
from dongthuan.apps.portal.operations.indexing import forget_index, index_some
from dongthuan.apps.portal.operations.sending import own_up, send_letter
from dongthuan.apps.portal.operations.subscriptions import (
    NoSuchAddress,
    NoSuchLink,
    NothingWanted,
    TooManyKnocks,
    Wanted,
    ask_subscription,
    confirm_subscription,
    end_subscription,
    forget_subscribers,
)
from dongthuan.apps.portal.operations.telling import announce_some, tell_one
from dongthuan.apps.portal.subscription_links import end_token
from dongthuan.apps.units.models import Agency
from tests.integration.portal.conftest import HOUR, MORNING, Publish

ADDRESS = "doc.gia@example.org"
TEXTS = frozenset({SubscriptionKind.TEXTS})
DAY = timedelta(days=1)


def wanted(rhythm: Rhythm = Rhythm.AT_ONCE, network: str = "192.0.2.1", address: str = ADDRESS) -> Wanted:
    return Wanted(address, TEXTS, rhythm, network=network)


def code_in(letter: SubscriberLetter) -> str:
    found = re.search(r"/xac-nhan/([\w-]+)/", letter.body)
    assert found
    return found[1]


def subscribed(by: Officer, rhythm: Rhythm = Rhythm.AT_ONCE) -> Subscription:
    row = ask_subscription(wanted=wanted(rhythm), by=by, at=MORNING)
    assert row is not None
    confirm_subscription(code=code_in(row.letters.get()), by=by, at=MORNING)
    SubscriberLetter.objects.all().delete()
    row.refresh_from_db()
    return row


def told(by: Officer, at: datetime) -> list[str]:
    index_some(by=by, at=at)
    announce_some(by=by, at=at)
    while tell_one(by=by, at=at) is not None:
        pass
    return list(SubscriberLetter.objects.order_by("id").values_list("subject", flat=True))


def test_nothing_but_the_question_goes_out_before_the_button(
    system: Officer, coordinator: Officer, publish: Publish
) -> None:
    row = ask_subscription(wanted=wanted(), by=system, at=MORNING)
    assert row is not None
    publish("Tin mới", at=MORNING + HOUR)
    assert len(told(system, MORNING + 2 * HOUR)) == 1
    code = code_in(row.letters.get())
    with pytest.raises(NoSuchLink):
        confirm_subscription(code=code, by=system, at=MORNING + 3 * DAY)
    with pytest.raises(NotAllowed):
        confirm_subscription(code=code, by=coordinator, at=MORNING)
    confirm_subscription(code=code, by=system, at=MORNING + 2 * HOUR)
    with pytest.raises(NoSuchLink):
        confirm_subscription(code=code, by=system, at=MORNING + 2 * HOUR)
    assert len(told(system, MORNING + 3 * HOUR)) == 1  # what was published before is not news


def test_each_thing_is_told_once_also_by_a_new_index(system: Officer, publish: Publish) -> None:
    subscribed(system)
    publish("Tin thứ nhất", at=MORNING + HOUR)
    assert told(system, MORNING + 2 * HOUR) == ["Cơ quan thử: Tin thứ nhất"]
    forget_index(agency=Agency.objects.get(), by=system, at=MORNING + 2 * HOUR)
    assert len(told(system, MORNING + 2 * HOUR)) == 1


def test_a_digest_comes_once_a_day_in_the_morning(system: Officer, publish: Publish) -> None:
    subscribed(system, Rhythm.DAILY)
    publish("Một", at=MORNING + HOUR)
    assert told(system, MORNING + 2 * HOUR) == ["Cơ quan thử: Một"]
    publish("Hai", at=MORNING + 3 * HOUR)
    assert len(told(system, MORNING + 4 * HOUR)) == 1  # this day had its mail
    publish("Ba", at=MORNING + 5 * HOUR)
    assert len(told(system, MORNING + DAY - 3 * HOUR)) == 1  # six in the morning
    assert told(system, MORNING + DAY)[1] == "Cơ quan thử: 2 nội dung mới công bố"


def test_letters_leave_once_with_a_way_to_end_them(system: Officer, publish: Publish) -> None:
    row = subscribed(system)
    publish("Tin", at=MORNING + HOUR)
    told(system, MORNING + 2 * HOUR)
    sent: list[EmailMessage] = []
    at = MORNING + 2 * HOUR
    assert send_letter(by=system, at=at, send=sent.append) is not None
    assert send_letter(by=system, at=at, send=sent.append) is None
    (mail,) = sent
    assert mail.to == [ADDRESS]
    assert end_token(row.pk, row.asked_at) in mail.extra_headers["List-Unsubscribe"]
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    # A worker that dies with a letter in hand leaves it unsure: no machine hands it over again.
    SubscriberLetter.objects.update(state="sending", taken_at=at - HOUR)
    assert own_up(by=system, at=at) == 1
    assert send_letter(by=system, at=at, send=sent.append) is None
    assert "doc.gia" not in str(list(Entry.objects.values_list("details", flat=True)))


def test_an_end_deletes_the_address_and_stops_what_waits(
    system: Officer, coordinator: Officer, publish: Publish, client: Client
) -> None:
    row = subscribed(system)
    publish("Tin", at=MORNING + HOUR)
    told(system, MORNING + 2 * HOUR)
    page = f"/cong/nhan-tin/thoi/{end_token(row.pk, row.asked_at)}/"
    assert client.get(page).status_code == 200
    row.refresh_from_db()
    assert row.state == "confirmed"  # a link that a machine follows ends nothing
    assert client.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 200
    row.refresh_from_db()
    assert (row.state, row.address, row.address_hash) == ("ended", "", "")
    assert row.letters.get().state == "stopped"
    assert client.post(page).status_code == 200  # twice is no fault
    assert client.post("/cong/nhan-tin/thoi/la/").status_code == 404
    with pytest.raises(NotAllowed):
        end_subscription(
            token=end_token(row.pk, row.asked_at),
            by=coordinator,
            at=MORNING,
        )


def test_floods_and_odd_wishes_leave_nothing(system: Officer, coordinator: Officer) -> None:
    with pytest.raises(NoSuchAddress):
        ask_subscription(wanted=wanted(address="a\r\nBcc: b@example.org"), by=system, at=MORNING)
    with pytest.raises(NothingWanted):
        ask_subscription(wanted=Wanted(ADDRESS, frozenset(), Rhythm.DAILY), by=system, at=MORNING)
    with pytest.raises(NotAllowed):
        ask_subscription(wanted=wanted(), by=coordinator, at=MORNING)
    assert not Subscription.objects.exists()
    made = [ask_subscription(wanted=wanted(network=str(n)), by=system, at=MORNING) for n in range(4)]
    assert [row is not None for row in made] == [True, True, False, False]
    for n in range(5):
        ask_subscription(wanted=wanted(address=f"{n}@example.org"), by=system, at=MORNING)
    with pytest.raises(TooManyKnocks):
        ask_subscription(wanted=wanted(address="x@example.org"), by=system, at=MORNING)
    assert forget_subscribers(by=system, at=MORNING + 3 * DAY) == 7
    assert not SubscriberLetter.objects.exists()


def test_a_new_wish_takes_the_place_of_the_old_one(system: Officer) -> None:
    old = subscribed(system)
    new = subscribed(system, Rhythm.DAILY)
    old.refresh_from_db()
    assert (old.state, new.state) == ("ended", "confirmed")


@pytest.mark.django_db
def test_the_form_works_without_cookies_or_scripts(system: Officer, client: Client) -> None:
    answer = client.get("/cong/nhan-tin/")
    assert (answer.status_code, answer.cookies) == (200, {})
    given = {"email": ADDRESS, "kinds": ["texts"], "rhythm": "daily", "stamp": new_stamp(clock.now() - HOUR)}
    assert client.post("/cong/nhan-tin/", given | {"website": "x"}).status_code == 400
    assert client.post("/cong/nhan-tin/", given | {"kinds": []}).status_code == 400
    answer = client.post("/cong/nhan-tin/", given)
    assert (answer.status_code, answer.cookies) == (200, {})
    code = code_in(SubscriberLetter.objects.get())
    page = f"/cong/nhan-tin/xac-nhan/{code}/"
    assert client.get(page).status_code == 200
    assert Subscription.objects.get().state == "asked"
    assert client.post(page).status_code == 200
    assert Subscription.objects.get().state == "confirmed"
    assert client.post(page).status_code == 404
