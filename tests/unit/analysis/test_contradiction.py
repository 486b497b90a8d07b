"""Contradictions are found on labelled pairs, with a floor; and on hand-worked sentences of each kind."""

from pathlib import Path

import pytest
import yaml

from dongthuan.analysis.contradiction import Kind, contradictions
from dongthuan.analysis.contradiction_figures import quantities_in, spans_in

PAIRS = yaml.safe_load(Path(__file__).with_name("contradiction.yaml").read_text("utf-8"))
FLOORS = {"tuned": (0.95, 0.95), "held": (0.9, 0.85)}


@pytest.mark.parametrize("part", FLOORS)
def test_precision_and_recall_keep_their_floor(part: str) -> None:
    found = [(pair["opposed"], bool(contradictions(pair["draft"], pair["earlier"]))) for pair in PAIRS[part]]
    right = sum(opposed and flagged for opposed, flagged in found)
    precision = right / sum(flagged for _, flagged in found)
    recall = right / sum(opposed for opposed, _ in found)
    assert (precision, recall) >= FLOORS[part]
    assert recall >= FLOORS[part][1]


@pytest.mark.parametrize(
    ("earlier", "draft", "kind"),
    [
        ("Kinh phí của đề tài là 2 tỷ đồng.", "Kinh phí của đề tài là 3 tỷ đồng.", Kind.FIGURE),
        ("Trạm đo hoạt động từ ngày 15/9/2026.", "Trạm đo hoạt động từ ngày 1/10/2026.", Kind.DAY),
        ("Viện không thu phí thẩm định.", "Viện thu phí thẩm định.", Kind.NEGATION),
        ("Viện đã công bố kết quả đo.", "Viện sẽ công bố kết quả đo.", Kind.STAGE),
        ("Số ca bệnh trên lợn tăng.", "Số ca bệnh trên lợn giảm.", Kind.OPPOSITE),
    ],
)
def test_each_kind_is_told_apart(earlier: str, draft: str, kind: Kind) -> None:
    [found] = contradictions(draft, earlier)
    assert found.kind == kind
    assert found.ours
    assert found.theirs


def test_only_the_sentence_that_differs_is_named() -> None:
    earlier = "Viện theo dõi hồ Tây. Nước hồ Tây an toàn cho sinh hoạt. Mẫu được lấy hằng tuần."
    [found] = contradictions("Cảm ơn quý báo.\nNước hồ Tây không an toàn cho sinh hoạt.", earlier)
    assert found.draft == "Nước hồ Tây không an toàn cho sinh hoạt."
    assert found.earlier == "Nước hồ Tây an toàn cho sinh hoạt."


@pytest.mark.parametrize(
    "text", ["", "\x00", "không", "không " * 4000, "1" * 5000, "31/2/2026", "quý IX", "…"]
)
def test_odd_texts_are_read_without_a_fault(text: str) -> None:
    assert contradictions(text, "Viện không thu phí thẩm định hồ sơ.") == []
    assert contradictions("Viện không thu phí thẩm định hồ sơ.", text) == []


def test_days_without_a_year_meet_any_year() -> None:
    [named] = spans_in("ngày 5/3")
    [whole] = spans_in("5/3/2026")
    [other] = spans_in("6/3/2026")
    assert named.meets(whole)
    assert not named.meets(other)


def test_numbers_of_documents_and_days_are_no_figures() -> None:
    assert list(quantities_in("ngày 15/9/2026 và quý ii năm 2027")) == []
