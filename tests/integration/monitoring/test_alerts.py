"""Alerts: raised once, told once each, quiet by night, owned step by step, risen when left alone."""

import hashlib
from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.monitoring.alert_links import link_of, token_of
from dongthuan.apps.monitoring.intake.entries import Entry
from dongthuan.apps.monitoring.intake.times import Origin
from dongthuan.apps.monitoring.lifecycle import SignalState
from dongthuan.apps.monitoring.models.alerts import Alert, AlertKind, AlertRule, AlertTelling, SignalStep
from dongthuan.apps.monitoring.models.items import Item
from dongthuan.apps.monitoring.models.signals import Ground, Series, Signal
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.monitoring.operations import alert_rules, signal_steps
from dongthuan.apps.monitoring.operations.alerting import escalate, raise_alerts, tell_due
from dongthuan.apps.monitoring.operations.collecting_store import Heard, store_entries
from dongthuan.apps.monitoring.operations.signals import detect
from dongthuan.apps.monitoring.queries.alert_firings import firings, preview, told_from
from dongthuan.apps.notices.models import Message, Notice
from tests.integration.conftest import newcomer
from tests.integration.monitoring.watched import HOUR, LAST, NOW, burst_in, calm_topic

LONG_AGO = NOW - timedelta(days=200)
NEVER_QUIET = {"quiet_from": time(0), "quiet_to": time(0)}


@pytest.fixture
def topic(db: None) -> Topic:
    """A topic with a calm past and a burst now."""
    topic = calm_topic()
    burst_in(topic)
    return topic


@pytest.fixture
def content(topic: Topic, spokesperson: Officer) -> alert_rules.RuleContent:
    """What the rule of the tests says: it tells the spokesperson."""
    return alert_rules.RuleContent(
        "Tin xấu về vệ tinh", topic, AlertKind.NEGATIVE, recipients=(spokesperson,), **NEVER_QUIET
    )


@pytest.fixture
def rule(content: alert_rules.RuleContent, coordinator: Officer) -> AlertRule:
    """A rule that has listened for long."""
    return alert_rules.save_rule(rule=None, content=content, version=0, by=coordinator, at=LONG_AGO)


@pytest.fixture
def alert(rule: AlertRule, system: Officer) -> Alert:
    """What the burst raised."""
    (alert,) = raise_alerts(rule=rule, by=system, at=NOW)
    return alert


def told(recipient: Officer) -> list[str]:
    """Return what an officer was told of alerts, the first first."""
    notices = Notice.objects.filter(recipient=recipient, kind__startswith="monitoring.")
    return list(notices.order_by("id").values_list("title", flat=True))


def test_an_alert_is_raised_and_told_once(alert: Alert, system: Officer, spokesperson: Officer) -> None:
    assert (alert.signal.hour, alert.signal.observed) == (LAST, 12)
    assert [tell_due(by=system, at=NOW) for _again in range(2)] == [1, 0]
    assert raise_alerts(rule=alert.rule, by=system, at=NOW + timedelta(minutes=9)) == []
    assert tell_due(by=system, at=NOW + HOUR) == 0
    assert told(spokesperson) == ["Cảnh báo: Vệ tinh – Số tin tiêu cực nhiều bất thường"]
    body = Notice.objects.get(kind="monitoring.alert").body
    assert "Báo A (6)" in body
    assert "12 tin gốc" in body


def test_a_signal_found_by_the_topic_and_by_a_rule_is_one(rule: AlertRule, system: Officer) -> None:
    detect(topic=rule.topic, series=Series.NEGATIVE, by=system, at=NOW)
    raise_alerts(rule=rule, by=system, at=NOW)
    assert Signal.objects.filter(series=Series.NEGATIVE).count() == Alert.objects.count() == 1


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=400)])
def test_a_clock_that_jumps_back_raises_nothing_twice(alert: Alert, system: Officer, back: timedelta) -> None:
    assert raise_alerts(rule=alert.rule, by=system, at=NOW - back) == []
    assert raise_alerts(rule=alert.rule, by=system, at=NOW) == []


def test_a_new_rule_is_silent_about_hours_that_are_over(
    content: alert_rules.RuleContent, coordinator: Officer, system: Officer
) -> None:
    late = alert_rules.save_rule(rule=None, content=content, version=0, by=coordinator, at=NOW)
    assert raise_alerts(rule=late, by=system, at=NOW + timedelta(minutes=5)) == []


def test_items_of_last_year_that_come_now_alert_nobody(rule: AlertRule, system: Officer) -> None:
    Alert.objects.all().delete()
    burst_in(rule.topic, hour=LAST - timedelta(days=365), count=40)
    raised = raise_alerts(rule=rule, by=system, at=NOW)
    assert [alert.signal.hour for alert in raised] == [LAST]


def test_a_second_burst_within_the_cool_down_waits(alert: Alert, system: Officer) -> None:
    burst_in(alert.rule.topic, hour=LAST + HOUR, count=90)
    assert raise_alerts(rule=alert.rule, by=system, at=NOW + HOUR) == []
    rows = AlertRule.objects.filter(pk=alert.rule.pk)
    rows.update(cool_down_hours=0)
    assert len(raise_alerts(rule=rows.get(), by=system, at=NOW + HOUR)) == 1


def test_a_paused_rule_is_silent_about_what_happened_meanwhile(
    rule: AlertRule, coordinator: Officer, system: Officer
) -> None:
    alert_rules.pause_rule(rule=rule, until=NOW + HOUR, by=coordinator, at=LAST - HOUR)
    assert list(AlertRule.objects.listening(NOW)) == []
    assert list(AlertRule.objects.listening(NOW + HOUR)) == [rule]
    rule.refresh_from_db()
    assert raise_alerts(rule=rule, by=system, at=NOW + 2 * HOUR) == []
    with pytest.raises(alert_rules.AlreadyPast):
        alert_rules.pause_rule(rule=rule, until=NOW, by=coordinator, at=NOW)


@pytest.mark.parametrize(
    ("quiet", "at", "told_at"),
    [
        ((time(22), time(6)), "2026-03-30T23:10", "2026-03-31T06:00"),
        ((time(22), time(6)), "2026-03-31T05:59", "2026-03-31T06:00"),
        ((time(22), time(6)), "2026-03-31T06:00", "2026-03-31T06:00"),
        ((time(12), time(13)), "2026-03-30T12:20", "2026-03-30T13:00"),
        ((time(9), time(9)), "2026-03-30T09:00", "2026-03-30T09:00"),
    ],
)
def test_quiet_hours(rule: AlertRule, quiet: tuple[time, time], at: str, told_at: str) -> None:
    rule.quiet_from, rule.quiet_to = quiet
    local = NOW.astimezone().tzinfo
    assert local is not None
    zone = "+07:00"
    assert told_from(rule, datetime.fromisoformat(at + zone)) == datetime.fromisoformat(told_at + zone)


def test_at_night_the_alert_waits_and_is_dropped_where_somebody_took_it_up(
    rule: AlertRule, coordinator: Officer, system: Officer, spokesperson: Officer
) -> None:
    AlertRule.objects.filter(pk=rule.pk).update(quiet_from=time(12), quiet_to=time(13))
    rule.refresh_from_db()
    (alert,) = raise_alerts(rule=rule, by=system, at=NOW)
    assert tell_due(by=system, at=NOW) == 0
    signal_steps.take_signal(signal=alert.signal, by=coordinator, at=NOW)
    assert tell_due(by=system, at=NOW + HOUR) == 0
    assert told(spokesperson) == []
    assert AlertTelling.objects.get().dropped_at == NOW


def test_silence_goes_up_to_the_heads_then_to_the_office(
    alert: Alert, system: Officer, leader: Officer, coordinator: Officer
) -> None:
    Topic.objects.filter(pk=alert.rule.topic_id).update(unit=leader.roles.get().unit)
    minute = timedelta(minutes=1)
    assert escalate(by=system, at=NOW + 59 * minute) == 0
    assert escalate(by=system, at=NOW + 60 * minute) == 1
    assert escalate(by=system, at=NOW + 60 * minute) == 0
    tell_due(by=system, at=NOW + 60 * minute)
    assert told(leader) == ["Chưa ai nhận xử lý cảnh báo này: Vệ tinh – Số tin tiêu cực nhiều bất thường"]
    assert told(coordinator) == []
    assert escalate(by=system, at=NOW + 180 * minute) == 1
    tell_due(by=system, at=NOW + 180 * minute)
    assert len(told(coordinator)) == 1
    assert escalate(by=system, at=NOW + 900 * minute) == 0


def test_what_was_taken_up_does_not_rise(alert: Alert, system: Officer, spokesperson: Officer) -> None:
    signal_steps.take_signal(signal=alert.signal, by=spokesperson, at=NOW)
    assert escalate(by=system, at=NOW + timedelta(days=1)) == 0


def test_a_signal_is_owned_step_by_step_and_the_last_step_is_undone(
    alert: Alert, coordinator: Officer, unit_officer: Officer, outsider: Officer
) -> None:
    signal = alert.signal
    later = [NOW + timedelta(minutes=minute) for minute in (5, 9, 30, 40)]
    signal_steps.take_signal(signal=signal, by=coordinator, at=later[0])
    with pytest.raises(signal_steps.CannotTake):
        signal_steps.assign_signal(signal=signal, to=outsider, note="", by=coordinator, at=later[1])
    signal_steps.assign_signal(signal=signal, to=unit_officer, note="Hỏi Viện", by=coordinator, at=later[1])
    with pytest.raises(signal_steps.NoAnswer):
        signal_steps.answer_signal(signal=signal, text=" ", by=unit_officer, at=later[2])
    signal_steps.answer_signal(signal=signal, text="Đã có thông cáo", by=unit_officer, at=later[2])
    closed = signal_steps.close_signal(signal=signal, was_real=True, note="Đúng", by=coordinator, at=later[3])
    assert (closed.taken_at, closed.assigned_at, closed.answered_at, closed.closed_at) == tuple(later)
    assert (closed.assigned_to, closed.answer, closed.state) == (
        unit_officer,
        "Đã có thông cáo",
        SignalState.CLOSED_TRUE,
    )
    assert told(unit_officer) == ["Anh/chị được giao xử lý tín hiệu: Vệ tinh"]
    assert told(coordinator) == ["Tín hiệu đã được trả lời: Vệ tinh"]
    *_before, answered, ended = SignalStep.objects.order_by("id")
    with pytest.raises(signal_steps.NotTheLastStep):
        signal_steps.undo_step(step=answered, by=unit_officer, at=later[3])
    with pytest.raises(NotAllowed):
        signal_steps.undo_step(step=ended, by=unit_officer, at=later[3])
    again = signal_steps.undo_step(step=ended, by=coordinator, at=later[3])
    assert (again.state, again.closed_at, again.closing_note) == (SignalState.ANSWERED, None, "")
    assert again.answer == "Đã có thông cáo"
    assert SignalStep.objects.count() == 4


def test_people_outside_are_mailed_only_once_they_agreed(
    rule: AlertRule, coordinator: Officer, system: Officer, client: Client
) -> None:
    ask = {"rule": rule, "name": "Bà Mai", "by": coordinator, "at": NOW - HOUR}
    address = alert_rules.add_address(email="mai@vien.example", **ask)
    other = alert_rules.add_address(email="nam@vien.example", **ask)
    with pytest.raises(alert_rules.AddressThere):
        alert_rules.add_address(email="MAI@vien.example", **ask)
    with pytest.raises(alert_rules.BadAddress):
        alert_rules.add_address(email="mai@", **ask)
    asking = Message.objects.filter(to=address.email).get()
    assert link_of(address) in asking.body
    path = f"/giam-sat/nhan-canh-bao/{address.pk}/{token_of(address)}/"
    assert client.get(path).status_code == 200  # a scanner that opens the link agrees to nothing
    address.refresh_from_db()
    assert address.confirmed_at is None
    assert client.get(path.replace(token_of(address), token_of(other))).status_code == 410
    assert client.post(path).status_code == 200
    raise_alerts(rule=rule, by=system, at=NOW)
    tell_due(by=system, at=NOW)
    tell_due(by=system, at=NOW)
    mailed = Message.objects.exclude(subject=asking.subject)
    assert [(message.to, message.is_outside) for message in mailed] == [("mai@vien.example", True)]
    assert "https://bao.example/" in mailed[0].body
    assert link_of(address) in mailed[0].body
    assert client.post(path, {"end": "1"}).status_code == 200
    assert client.get(path).status_code == 410


def test_the_preview_counts_what_the_rule_would_have_raised(rule: AlertRule, topic: Topic) -> None:
    shown = preview(rule, at=NOW)
    assert [(one.hour, one.observed, one.is_quiet) for one in shown.found] == [(LAST, 12, False)]
    assert shown.since is not None
    assert shown.days == 28
    loose = replace_on(rule, kind=AlertKind.LINE, line=10)
    (line,) = preview(loose, at=NOW).found
    assert (line.hour, line.observed) == (LAST, 12)
    assert preview(replace_on(rule, kind=AlertKind.LINE, line=13), at=NOW).found == []
    empty = Topic.objects.create(slug="moi", name="Mới", phrases=["mới"])
    assert preview(replace_on(rule, topic=empty), at=NOW).since is None


def replace_on(rule: AlertRule, **changes: object) -> AlertRule:
    """Return a rule that is not stored, with some things changed."""
    known = {field.name: getattr(rule, field.name) for field in AlertRule._meta.concrete_fields}
    return AlertRule(**(known | {"id": None} | changes))


def test_a_line_is_raised_where_it_is_reached_not_while_it_stays(
    content: alert_rules.RuleContent, coordinator: Officer, system: Officer
) -> None:
    wanted = replace(content, kind=AlertKind.LINE, line=10, cool_down_hours=0)
    rule = alert_rules.save_rule(rule=None, content=wanted, version=0, by=coordinator, at=LONG_AGO)
    burst_in(rule.topic, hour=LAST + HOUR, count=5)
    (firing,) = firings(rule, start=LAST - 24 * HOUR, end=LAST + 3 * HOUR)
    assert (firing.hour, firing.score.observed) == (LAST, 12)
    (alert,) = raise_alerts(rule=rule, by=system, at=NOW + HOUR)
    assert alert.signal.ground == Ground.LINE
    assert alert.signal.item_count == 12


def test_pages(
    alert: Alert, coordinator: Officer, unit_officer: Officer, client: Client, system: Officer
) -> None:
    tell_due(by=system, at=NOW)
    client.force_login(coordinator)
    for path in ("", "moi/", f"{alert.rule_id}/", f"{alert.rule_id}/sua/"):
        assert client.get(f"/giam-sat/canh-bao/{path}").status_code == 200
    form = {
        "name": "Đường ranh",
        "topic": alert.rule.topic_id,
        "kind": "line",
        "false_alarms_per_week": "1",
        "minimum_count": "4",
        "quiet_from": "22:00",
        "quiet_to": "06:00",
        "cool_down_hours": "6",
        "acknowledge_minutes": "60",
        "escalate_minutes": "120",
        "version": "1",
    }
    response = client.post("/giam-sat/canh-bao/moi/", form)
    assert "Nhập số tin mà từ mức đó" in response.content.decode()
    shown = client.post("/giam-sat/canh-bao/moi/", form | {"line": "10", "preview": "1"})
    assert 'id="preview"' in shown.content.decode()
    assert AlertRule.objects.count() == 1
    assert client.post("/giam-sat/canh-bao/moi/", form | {"line": "10"}).status_code == 302
    assert AlertRule.objects.count() == 2
    page = client.get(f"/giam-sat/tin-hieu/{alert.signal_id}/").content.decode()
    assert "Phạm Quốc Anh" in page
    assert "khi đó chưa đếm" in page  # nothing was counted a year before
    client.post(f"/giam-sat/tin-hieu/{alert.signal_id}/giao/", {"to": unit_officer.pk})
    alert.signal.refresh_from_db()
    assert alert.signal.state == SignalState.ASSIGNED


def test_a_removed_rule_tells_nobody_more(alert: Alert, coordinator: Officer, system: Officer) -> None:
    alert_rules.remove_rule(rule=alert.rule, by=coordinator, at=NOW)
    assert tell_due(by=system, at=NOW) == 0
    with pytest.raises(alert_rules.RuleRemoved):
        alert_rules.resume_rule(rule=alert.rule, by=coordinator, at=NOW)


def test_a_rule_opened_before_another_saved_it_is_not_overwritten(
    rule: AlertRule, content: alert_rules.RuleContent, coordinator: Officer
) -> None:
    alert_rules.save_rule(rule=rule, content=content, version=1, by=coordinator, at=NOW)
    with pytest.raises(alert_rules.RuleChangedMeanwhile):
        alert_rules.save_rule(rule=rule, content=content, version=1, by=coordinator, at=NOW)


def test_a_unit_officer_writes_no_rule(content: alert_rules.RuleContent, unit_officer: Officer) -> None:
    with pytest.raises(NotAllowed):
        alert_rules.save_rule(rule=None, content=content, version=0, by=unit_officer, at=NOW)


def test_an_officer_who_left_is_not_told(alert: Alert, system: Officer) -> None:
    gone = newcomer("da-nghi", "Đã Nghỉ", system)
    alert.rule.recipients.add(gone)
    Officer.objects.filter(pk=gone.pk).update(is_active=False)
    Alert.objects.all().delete()
    raise_alerts(rule=alert.rule, by=system, at=NOW)
    assert not AlertTelling.objects.filter(officer=gone).exists()


def test_the_same_item_in_ten_feeds_with_ten_dates_is_one(db: None) -> None:
    url = "https://bao.example/ve-tinh"
    heard = [
        Heard(
            Source.objects.create(name=f"Kênh {number}", url=f"https://k{number}.example/"),
            Entry(
                guid=f"g{number}",
                url=url,
                url_key=hashlib.sha256(url.encode()).hexdigest(),
                title="Vệ tinh chậm tiến độ",
                published_claimed=NOW - timedelta(days=40 * number),
                published_origin=Origin.STATED,
            ),
        )
        for number in range(10)
    ]
    stored = [store_entries([one], at=NOW).new_count for one in heard]
    assert stored == [1] + [0] * 9
    assert Item.objects.get().published_at == NOW
