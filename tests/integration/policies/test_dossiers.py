"""Dossiers: stages bring acts, steps that are not the next want a reason, refused acts leave no trace."""

from datetime import timedelta

import pytest
from django.utils.timezone import localdate

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.monitoring.models.signals import Forecast
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.notices.models import Notice
from dongthuan.apps.policies.dossiers_lifecycle import (
    ImpactHead,
    OpinionKind,
    Scope,
    Side,
    Stage,
    Verdict,
    Yes,
)
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.operations.acts import (
    ActContent,
    Done,
    NoEvidence,
    do_act,
    plan_act,
    waive_act,
)
from dongthuan.apps.policies.operations.dossiers import stop_dossier
from dongthuan.apps.policies.operations.dossiers_criteria import (
    WordingUnknown,
    confirm_wording,
    enter_wording,
)
from dongthuan.apps.policies.operations.dossiers_parts import (
    AlreadyTaken,
    ImpactContent,
    NotItsTopic,
    take_reaction,
    write_impact,
)
from dongthuan.apps.policies.operations.opinions import OpinionContent, answer_opinion, give_opinion
from dongthuan.apps.policies.operations.stages import Move, NoAdoptedText, close_dossier, move_dossier
from dongthuan.apps.policies.operations.versions import ChangedMeanwhile, NoReason, NotInThatState, NoWords
from dongthuan.apps.policies.queries.coverage import Standing, by_unit, coverage_rows, figures_of, kept
from dongthuan.apps.policies.queries.scope import known_criteria, rows_of, scope_of
from dongthuan.apps.units.models import Unit
from tests.integration.policies.dossier_cast import AT, DAYS, a_dossier, answered, brought_to


def scope(dossier: PolicyDossier) -> Scope:
    """Return the scope of a dossier as it is stored."""
    return scope_of(rows_of(known_criteria(), dossier.criteria.all()))


def test_a_stage_brings_its_acts_and_every_step_is_kept(drafter: Officer) -> None:
    dossier = a_dossier(drafter)
    assert {act.key for act in dossier.communication_acts.all()} == {"plan", "impacts"}
    dossier = brought_to(dossier, Stage.CONSULTING, drafter, at=AT + DAYS)
    stays = [(row.stage, row.left_at is None) for row in dossier.stages.all()]
    assert stays == [("proposal", False), ("drafting", False), ("consulting", True)]
    back = move_dossier(
        dossier=dossier,
        version=dossier.version,
        move=Move(Stage.DRAFTING, "Viết lại chương II"),
        by=drafter,
        at=AT + 2 * DAYS,
    )
    brought_to(back, Stage.CONSULTING, drafter, at=AT + 3 * DAYS)
    assert dossier.communication_acts.filter(key="press").count() == 1  # asked for once, also the second time
    acts = (
        Entry.objects.filter(record_type="policies.policydossier")
        .order_by("id")
        .values_list("act", flat=True)
    )
    assert list(acts) == ["policies.open_dossier", *["policies.move_dossier"] * 4]


def test_what_is_refused_leaves_no_trace(drafter: Officer, leader: Officer, outsider: Officer) -> None:
    dossier = a_dossier(drafter, stage=Stage.SUBMISSION)
    before = Entry.objects.count(), dossier.stages.count()
    for move, error in (
        (Move(Stage.EVALUATION), NotInThatState),
        (Move(Stage.DRAFTING), NoReason),
        (Move(Stage.ADOPTION), NoAdoptedText),
        (Move(Stage.DRAFTING, "TỐI MẬT"), SecretMark),
    ):
        with pytest.raises(error):
            move_dossier(dossier=dossier, version=dossier.version, move=move, by=drafter, at=AT)
    with pytest.raises(ChangedMeanwhile):
        move_dossier(dossier=dossier, version=1, move=Move(Stage.DRAFTING, "Vì"), by=drafter, at=AT)
    with pytest.raises(NotAllowed):
        stop_dossier(dossier=dossier, version=dossier.version, reason="Vì", by=drafter, at=AT)
    with pytest.raises(NoWords):
        write_impact(
            dossier=dossier,
            content=ImpactContent(ImpactHead.SOCIAL, Side.COST, "Tốn thời gian", " "),
            by=drafter,
            at=AT,
        )
    dossier.refresh_from_db()
    assert (Entry.objects.count(), dossier.stages.count()) == before
    assert dossier.stage == Stage.SUBMISSION
    stopped = stop_dossier(dossier=dossier, version=dossier.version, reason="Không còn cần", by=leader, at=AT)
    with pytest.raises(NotInThatState):
        move_dossier(dossier=stopped, version=stopped.version, move=Move(Stage.ADOPTION), by=leader, at=AT)


def test_a_dossier_is_completed_only_when_nothing_required_waits(drafter: Officer, leader: Officer) -> None:
    dossier = a_dossier(drafter, stage=Stage.EVALUATION)
    with pytest.raises(NotInThatState):
        close_dossier(dossier=dossier, version=dossier.version, by=drafter, at=AT)
    for act in dossier.communication_acts.filter(is_required=True):
        waive_act(act=act, version=act.version, reason="Rút gọn", by=leader, at=AT)
    assert close_dossier(dossier=dossier, version=dossier.version, by=drafter, at=AT).state == "closed"


def test_an_act_is_done_only_with_evidence(drafter: Officer, unit_officer: Officer) -> None:
    dossier = a_dossier(drafter)
    content = ActContent("Toạ đàm", Stage.PROPOSAL, unit_officer, localdate(AT) - timedelta(days=1))
    act = plan_act(dossier=dossier, content=content, by=drafter, at=AT)
    assert act.is_late(localdate(AT))
    assert Notice.objects.filter(recipient=unit_officer, kind="policies.act_given").count() == 1
    by = unit_officer.on(localdate(AT))
    with pytest.raises(NoEvidence):
        do_act(act=act, version=act.version, done=Done(AT), by=by, at=AT)
    done = do_act(act=act, version=act.version, done=Done(AT, "Biên bản"), by=by, at=AT)
    assert not done.is_late(localdate(AT))
    with pytest.raises(NotInThatState):
        do_act(act=done, version=done.version, done=Done(AT, "Lần nữa"), by=by, at=AT)


def test_the_scope_stays_open_until_the_fourth_criterion_is_known(
    drafter: Officer, legal_officer: Officer, other_legal_officer: Officer
) -> None:
    dossier, yes = a_dossier(drafter), Yes.YES
    answered(dossier, drafter, rights=yes, sensitive=yes, reach=yes)
    assert scope(dossier) == Scope.UNKNOWN
    with pytest.raises(WordingUnknown):
        answered(dossier, drafter, fourth=yes)
    told = {"key": "fourth", "text": "Tiêu chí thử", "source": "QĐ 407, mục II"}
    wording = enter_wording(**told, by=legal_officer, at=AT)
    assert known_criteria()[3].text == ""  # not before another has confirmed it
    with pytest.raises(NotAllowed):
        confirm_wording(wording=wording, reason="Đã đọc", by=legal_officer, at=AT)
    confirm_wording(wording=wording, reason="Đã đọc bản ký", by=other_legal_officer, at=AT)
    assert scope(dossier) == Scope.UNKNOWN
    answered(dossier, drafter, fourth=yes)
    assert scope(dossier) == Scope.IN
    anew = enter_wording(**(told | {"text": "Tiêu chí khác"}), by=legal_officer, at=AT)
    confirm_wording(wording=anew, reason="Sửa", by=other_legal_officer, at=AT + DAYS)
    assert scope(dossier) == Scope.UNKNOWN  # answered to other words
    answered(dossier, drafter, reach=Yes.NO)
    assert scope(dossier) == Scope.OUT  # all four together: one that is not met decides


def test_figures_of_coverage_are_the_rows_behind_them(
    drafter: Officer, legal_officer: Officer, other_legal_officer: Officer, institute: Unit
) -> None:
    wording = enter_wording(key="fourth", text="Thử", source="Thử", by=legal_officer, at=AT)
    confirm_wording(wording=wording, reason="Đã đọc", by=other_legal_officer, at=AT)
    whole, partly, none, unknown = (a_dossier(drafter, title=f"Dự thảo {n}") for n in range(4))
    for dossier in (whole, partly, none):
        answered(dossier, drafter, rights=Yes.YES, sensitive=Yes.YES, reach=Yes.YES, fourth=Yes.YES)
    for act in [*whole.communication_acts.all(), partly.communication_acts.all()[0]]:
        do_act(act=act, version=act.version, done=Done(AT, "Có"), by=drafter, at=AT)
    on = localdate(AT)
    rows = coverage_rows(drafter, start=on, end=on + timedelta(days=1), on=on)
    total = figures_of(rows)
    assert (total.total, total.in_scope, total.unknown) == (4, 3, 1)
    assert total.share == pytest.approx(1 / 3)
    for standing, count in ((Standing.WHOLE, 1), (Standing.PARTLY, 1), (Standing.NONE, 1)):
        assert len(kept(rows, {"scope": Scope.IN, "standing": standing})) == count
    assert [(one.total, one.whole) for one in by_unit(rows)] == [(4, 1)]
    assert unknown in [row.dossier for row in kept(rows, {"scope": Scope.UNKNOWN})]
    assert coverage_rows(drafter, start=on - 9 * DAYS, end=on, on=on) == []


def test_an_opinion_is_answered_by_others_with_a_reason(
    drafter: Officer, coordinator: Officer, agency: Unit
) -> None:
    dossier, by = a_dossier(drafter), coordinator.on(localdate(AT))
    content = OpinionContent(
        agency, OpinionKind.CRITICISM, "Thiếu quyền lợi của nhóm nghiên cứu trẻ.", dossier
    )
    opinion = give_opinion(dossier=dossier, content=content, by=by, at=AT)
    assert (opinion.record_type, opinion.stage) == ("policies.policydossier", "proposal")
    told = {"opinion": opinion, "version": 1, "verdict": Verdict.PARTLY, "at": AT}
    with pytest.raises(NotAllowed):
        answer_opinion(**told, reason="Vì", by=by)
    with pytest.raises(NoReason):
        answer_opinion(**told, reason=" ", by=drafter)
    answer_opinion(**told, reason="Đã bổ sung điều 5", by=drafter)
    kinds = set(Notice.objects.values_list("kind", "recipient__username"))
    assert {("policies.opinion_given", "soan-thao"), ("policies.opinion_answered", "van-phong")} <= kinds


def test_a_forecast_is_frozen_with_its_version_and_number_of_items(drafter: Officer) -> None:
    topic = Topic.objects.create(slug="thu", name="Thử", phrases=["thử"])
    told = {"series": "volume", "step": "day", "start_at": AT, "made_at": AT, "method": "ets"}
    told |= {"mean": [3.0], "low_80": [1.0], "high_80": [5.0], "low_95": [0.0], "high_95": [6.0]}
    forecast = Forecast.objects.create(
        topic=topic, model_id="v1", history_count=40, is_naive_better=True, **told
    )
    dossier = a_dossier(drafter)
    with pytest.raises(NotItsTopic):
        take_reaction(dossier=dossier, forecast=forecast, note="", by=drafter, at=AT)
    dossier.topics.add(topic)
    note = take_reaction(dossier=dossier, forecast=forecast, note="Sẽ tăng", by=drafter, at=AT)
    forecast.delete()
    note.refresh_from_db()
    assert (note.model_id, note.history_count, note.is_naive_better) == ("v1", 40, True)
    again = Forecast(pk=9, topic=topic, model_id="v1", history_count=40, **told)
    with pytest.raises(AlreadyTaken):
        take_reaction(dossier=dossier, forecast=again, note="", by=drafter, at=AT)
