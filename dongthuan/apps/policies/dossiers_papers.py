"""The summary of a dossier as an official document, in Vietnamese; nothing is read here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localtime

from dongthuan.apps.policies.dossiers_lifecycle import ImpactHead, Scope, Side
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import (
    CommunicationAct,
    Impact,
    InternalOpinion,
    ReactionNote,
    Scenario,
)
from dongthuan.apps.policies.queries.answers import Progress
from dongthuan.apps.policies.queries.dossiers import StageShown
from dongthuan.apps.policies.queries.public import PublicCounts
from dongthuan.apps.policies.queries.scope import CriterionRow
from dongthuan.docgen.official import Block, Heading, Paragraph, Table

LONGEST = 1_500
SERIES = {"volume": "tổng số tin", "negative": "số tin tiêu cực", "positive": "số tin tích cực"}
SCOPES = {
    Scope.IN: "Dự thảo thuộc phạm vi truyền thông dự thảo chính sách theo Quyết định 407/QĐ-TTg.",
    Scope.OUT: "Dự thảo không thuộc phạm vi truyền thông theo Quyết định 407/QĐ-TTg.",
    Scope.UNKNOWN: "Chưa xác định được dự thảo có thuộc phạm vi của Quyết định 407/QĐ-TTg hay không.",
}


@dataclass(frozen=True, slots=True)
class ConsultationFigures:
    """One consultation with what the public sees of it and how far the answers are."""

    consultation: Consultation
    counts: PublicCounts
    progress: Progress


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """All that the summary tells, read beforehand. today: decides what is late or has expired."""

    dossier: PolicyDossier
    stages: Sequence[StageShown]
    criteria: Sequence[CriterionRow]
    scope: Scope
    consultations: Sequence[ConsultationFigures]
    today: date


def summary_body(facts: DossierFacts) -> list[Block]:
    """Return the body of the summary, in nine parts."""
    dossier = facts.dossier
    return [
        *_about(dossier),
        Heading("II. Các giai đoạn"),
        _stages(facts.stages),
        Heading("III. Tiêu chí phải truyền thông dự thảo"),
        _criteria(facts.criteria),
        Paragraph(SCOPES[facts.scope]),
        Heading("IV. Tác động: lợi ích và chi phí"),
        *_impacts(list(dossier.impacts.all())),
        Heading("V. Hoạt động truyền thông"),
        *_acts(facts.stages, facts.today),
        Heading("VI. Dự báo phản ứng"),
        *_reactions(list(dossier.reactions.all())),
        Heading("VII. Kịch bản giải trình, phản bác"),
        *_scenarios([one for one in dossier.scenarios.all() if one.dropped_at is None], facts.today),
        Heading("VIII. Góp ý, phản biện trong nội bộ"),
        *_opinions(list(dossier.opinions.all())),
        Heading("IX. Lấy ý kiến"),
        *_consultations(facts.consultations),
    ]


def _about(dossier: PolicyDossier) -> Iterable[Block]:
    yield Heading("I. Thông tin chung")
    numbered = f" (số dự thảo: {dossier.number})" if dossier.number else ""
    yield Paragraph(
        f"{dossier.get_kind_display()}{numbered} do {dossier.unit.name} chủ trì soạn thảo; cán bộ soạn thảo: "
        f"{dossier.drafter.full_name}. Giai đoạn hiện nay: {dossier.get_stage_display()}, "
        f"từ ngày {_day(dossier.stage_since)}."
    )
    if dossier.purpose:
        yield Paragraph(f"Lý do soạn thảo: {_short(dossier.purpose)}")
    yield Paragraph(f"Tóm tắt: {_short(dossier.summary)}" if dossier.summary else "Chưa có tóm tắt.")
    if dossier.adopted_symbol and dossier.adopted_on:
        yield Paragraph(f"Đã ban hành: {dossier.adopted_symbol}, ngày {dossier.adopted_on:%d/%m/%Y}.")
    if dossier.stopped_reason:
        yield Paragraph(f"Hồ sơ đã dừng, lý do: {_short(dossier.stopped_reason)}")


def _stages(stages: Sequence[StageShown]) -> Table:
    rows = tuple(
        (
            entry.get_stage_display(),
            _day(entry.entered_at),
            _day(entry.left_at) if entry.left_at else "đến nay",
            _short(entry.note),
        )
        for stage in stages
        for entry in stage.entries
    )
    return Table(("Giai đoạn", "Từ ngày", "Đến ngày", "Ghi chú"), rows, (5, 2.2, 2.2, 5))


def _criteria(rows: Sequence[CriterionRow]) -> Table:
    lines = tuple(
        (
            row.criterion.text or "Chưa có nguyên văn; cán bộ pháp chế cần bổ sung",
            row.criterion.source,
            str(row.answer.label),
            _short(row.given.reason) if row.given and not row.is_stale else "",
        )
        for row in rows
    )
    return Table(("Tiêu chí", "Nguồn", "Trả lời", "Lý do"), lines, (5, 4, 2, 4))


def _impacts(impacts: Sequence[Impact]) -> Iterable[Block]:
    sides = {side: {one.head for one in impacts if one.side == side} for side in Side}
    rows = tuple(
        (
            str(head.label),
            _effects(one for one in impacts if one.head == head and one.side == Side.BENEFIT),
            _effects(one for one in impacts if one.head == head and one.side == Side.COST),
        )
        for head in ImpactHead
    )
    yield Table(("Nhóm tác động", "Lợi ích", "Chi phí"), rows, (3, 6, 6))
    if bool(sides[Side.BENEFIT]) != bool(sides[Side.COST]):
        yield Paragraph("Hồ sơ mới nêu một phía; cần nêu cả lợi ích và chi phí.")


def _effects(impacts: Iterable[Impact]) -> str:
    told = []
    for one in impacts:
        source = f" Nguồn: {one.source}." if one.source else ""
        told.append(f"{_ended(_short(one.text))} Đối tượng: {_ended(one.bearer)}{source}")
    return " ".join(f"({place}) {words}" for place, words in enumerate(told, start=1)) or "Chưa nêu"


def _acts(stages: Sequence[StageShown], today: date) -> Iterable[Block]:
    rows = tuple(
        (
            str(stage.stage.label),
            act.title + (f" (căn cứ: {act.basis})" if act.basis else ""),
            act.owner.full_name if act.owner else "Chưa giao",
            f"{act.due_on:%d/%m/%Y}" if act.due_on else "Chưa định",
            _outcome(act, today),
        )
        for stage in stages
        for act in stage.acts
    )
    if rows:
        header = ("Giai đoạn", "Hoạt động", "Người thực hiện", "Hạn", "Kết quả")
        yield Table(header, rows, (3, 5.5, 3, 2.2, 3.5))
    else:
        yield Paragraph("Chưa có hoạt động truyền thông nào được lập.")


def _outcome(act: CommunicationAct, today: date) -> str:
    if act.done_at:
        proof = _short(act.evidence) or act.evidence_url
        return f"Đã thực hiện ngày {_day(act.done_at)}; minh chứng: {proof}"
    if act.waived_at:
        return f"Không áp dụng: {_short(act.waived_reason)}"
    return "Quá hạn" if act.is_late(today) else "Chưa thực hiện"


def _reactions(notes: Sequence[ReactionNote]) -> Iterable[Block]:
    if not notes:
        yield Paragraph("Chưa đưa dự báo nào vào hồ sơ.")
    for note in notes:
        yield Paragraph(
            f"Chủ đề “{note.topic.name}”, {SERIES.get(note.series, note.series)} mỗi "
            f"{'ngày' if note.step == 'day' else 'giờ'}. Dự báo lập ngày {_day(note.made_at)} bằng mô hình "
            f"{note.model_id}, phương pháp {note.method}, dựa trên {note.history_count} tin; lưu nguyên "
            f"trạng vào hồ sơ ngày {_day(note.taken_at)}."
        )
        yield Table(
            ("Thời gian", "Dự báo", "Khoảng 80 %: từ", "đến"),
            tuple(
                (_step(note, place), _figure(mean), _figure(low), _figure(high))
                for place, (mean, low, high) in enumerate(
                    zip(note.mean, note.low_80, note.high_80, strict=True)
                )
            ),
            (4, 3, 3, 3),
            numeric=(1, 2, 3),
        )
        if note.is_naive_better:
            yield Paragraph(
                "Khi thử trên quá khứ, cách đoán “như cũ” cho kết quả tốt hơn: chỉ nên xem là thói quen."
            )
        if note.note:
            yield Paragraph(f"Nhận định: {_short(note.note)}")


def _step(note: ReactionNote, place: int) -> str:
    if note.step == "day":
        return _day(note.start_at + timedelta(days=place))
    return f"{localtime(note.start_at + timedelta(hours=place)):%H:%M %d/%m/%Y}"


def _scenarios(scenarios: Sequence[Scenario], today: date) -> Iterable[Block]:
    if not scenarios:
        yield Paragraph("Chưa có kịch bản.")
        return
    rows = tuple(
        (
            _short(one.objection),
            _short(one.answer),
            _short(one.evidence),
            one.owner.full_name + _until(one, today),
        )
        for one in scenarios
    )
    header = ("Ý kiến phản đối dự kiến", "Giải trình, phản bác", "Bằng chứng", "Phụ trách")
    yield Table(header, rows, (4, 5, 4, 3))


def _until(scenario: Scenario, today: date) -> str:
    if scenario.expires_on is None:
        return ""
    words = "đã hết hạn ngày" if scenario.has_expired(today) else "dùng đến ngày"
    return f"; {words} {scenario.expires_on:%d/%m/%Y}"


def _opinions(opinions: Sequence[InternalOpinion]) -> Iterable[Block]:
    if not opinions:
        yield Paragraph("Chưa có góp ý, phản biện.")
        return
    rows = tuple(
        (
            f"{one.unit.name}, {one.given_by.full_name}, ngày {_day(one.given_at)}",
            f"{one.get_kind_display()}: {_short(one.text)}",
            f"{one.get_verdict_display()}: {_short(one.reason)}" if one.verdict else "Chưa trả lời",
        )
        for one in opinions
    )
    yield Table(("Đơn vị, người góp ý", "Nội dung", "Trả lời của đơn vị soạn thảo"), rows, (4, 6, 6))


def _consultations(rows: Sequence[ConsultationFigures]) -> Iterable[Block]:
    if not rows:
        yield Paragraph("Chưa lấy ý kiến.")
        return
    lines = tuple(
        (
            one.consultation.title,
            _span(one.consultation),
            f"{one.counts.comments} ({one.counts.persons} cá nhân, {one.counts.organisations} tổ chức)",
            str(one.progress.groups),
            str(one.progress.checked),
            str(one.progress.left),
        )
        for one in rows
    )
    header = (
        "Đợt lấy ý kiến",
        "Thời gian",
        "Ý kiến hiển thị",
        "Số nhóm",
        "Nhóm đã trả lời",
        "Ý kiến còn lại",
    )
    yield Table(header, lines, (4, 4, 3, 1.5, 1.8, 1.7), numeric=(3, 4, 5))


def _span(row: Consultation) -> str:
    closes = row.closed_at or row.closes_at
    if row.opens_at is None or closes is None:
        return str(row.get_state_display())
    return f"{_day(row.opens_at)} – {_day(closes)}; {row.get_state_display()}"


def _day(at: datetime) -> str:
    return f"{localtime(at):%d/%m/%Y}"


def _figure(value: float) -> str:
    return f"{value:.1f}".replace(".", ",").removesuffix(",0")


def _ended(words: str) -> str:
    return words if words.endswith((".", "!", "?", "…")) else f"{words}."


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST].rpartition(' ')[0]} …"
