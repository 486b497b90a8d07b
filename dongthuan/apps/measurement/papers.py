"""What the one-page result of a campaign says on paper, in Vietnamese, from what stands here."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import override

from dongthuan.analysis.interruption import Effect
from dongthuan.apps.measurement.models.campaigns import Campaign
from dongthuan.apps.measurement.queries.campaigns import Reached
from dongthuan.docgen.official import Block, Heading, Paragraph, Table

_HEADER = ("Cấp độ", "Chỉ tiêu", "Ban đầu", "Mục tiêu", "Kết quả", "Đánh giá")


def result_subject(campaign: Campaign) -> str:
    """Return what the report is about."""
    return f"Kết quả chiến dịch truyền thông: {campaign.title}"


def result_body(campaign: Campaign, rows: Sequence[Reached], effect: Effect | None) -> list[Block]:
    """Return one page: what for, what was set and reached, what was different, what was learned."""
    days = f"từ {campaign.start_on:%d/%m/%Y} đến {campaign.end_on:%d/%m/%Y}"
    met = sum(row.is_met for row in rows)
    blocks: list[Block] = [
        Paragraph(f"Đơn vị thực hiện: {campaign.unit.name}. Thời gian: {days}."),
        *([Paragraph(f"Mục đích: {' '.join(campaign.aim.split())}")] if campaign.aim else []),
        Heading("1. Mục tiêu và kết quả", 2),
        Paragraph(f"Đạt {met} trên {len(rows)} chỉ tiêu. {_frozen(campaign)}"),
        Table(_HEADER, tuple(_line(row) for row in rows), (2.2, 5, 1.8, 1.8, 1.8, 2), (2, 3, 4)),
    ]
    if effect is not None:
        blocks += [Heading("2. Trước và sau khi bắt đầu", 2), Paragraph(_effect(effect))]
    if campaign.lesson:
        number = 2 if effect is None else 3
        blocks += [
            Heading(f"{number}. Bài học", 2),
            Paragraph(" ".join(campaign.lesson.split())),
            Paragraph(f"Lần sau: {' '.join(campaign.next_time.split())}"),
        ]
    if campaign.unmeasured:
        blocks.append(Paragraph(f"Chỉ tiêu không đo được: {' '.join(campaign.unmeasured.split())}"))
    return blocks


def _frozen(campaign: Campaign) -> str:
    if campaign.frozen_at is None:
        return "Mục tiêu chưa được chốt."
    late = campaign.objectives.exclude(added_reason="").count()
    changed = campaign.objectives.filter(changes__isnull=False).distinct().count()
    words = f"Mục tiêu được chốt ngày {campaign.frozen_at:%d/%m/%Y}"
    if late or changed:
        return f"{words}; sau đó bổ sung {late}, sửa {changed} chỉ tiêu, có ghi lý do."
    return f"{words}, sau đó không thay đổi."


def _line(row: Reached) -> tuple[str, ...]:
    objective = row.objective
    with override("vi"):
        level = str(objective.get_level_display())
    verdict = "Chưa đo" if row.value is None else "Đạt" if row.is_met else "Chưa đạt"
    of = f" ({objective.unit_of_measure})" if objective.unit_of_measure else ""
    figures = (_plain(objective.baseline), _plain(objective.target), _plain(row.value))
    return (level, objective.statement + of, *figures, verdict)


def _effect(effect: Effect) -> str:
    change = effect.share_change
    said = (
        "khác nhiều hơn mức dao động thường ngày: có thể do chiến dịch, cũng có thể do tin khác cùng lúc"
        if change.is_clear
        else "không vượt mức dao động thường ngày, có thể chỉ là ngẫu nhiên"
    )
    shares = f"{_percent(effect.share_before)} trước, {_percent(effect.share_after)} sau"
    bounds = f"khoảng tin cậy 95 %: {_points(change.low)} đến {_points(change.high)}"
    days = f"{effect.days_before} ngày trước với {effect.days_after} ngày sau"
    return (
        f"Tỷ lệ tin tiêu cực về chủ đề: {shares}; chênh lệch {_points(change.value)} điểm phần trăm "
        f"({bounds}), {said}. So sánh {days} không chứng minh nguyên nhân."
    )


def _plain(value: Decimal | None) -> str:
    if value is None:
        return "–"
    whole, _point, rest = f"{value:,.2f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %".replace(".", ",")


def _points(share: float) -> str:
    return f"{100 * share:+.1f}".replace(".", ",")
