"""Drafts are read into provisions; oddities are reported; versions are compared without a guess."""

import time
from pathlib import Path

import pytest

from dongthuan.analysis.provisions import Piece, arrange, read_provisions
from dongthuan.analysis.revisions import Change, compare, pairs_of

DECREE = """CHÍNH PHỦ
NGHỊ ĐỊNH
Về dữ liệu mở
Căn cứ Luật Tổ chức Chính phủ;
CHƯƠNG I
QUY ĐỊNH CHUNG
Điều 1. Phạm vi điều chỉnh
Nghị định này quy định về dữ liệu mở.
ĐIỀU 2: Giải thích từ ngữ
1. Dữ liệu mở là dữ liệu được công bố.
2. Cơ quan gồm:
a) Bộ;
b) Tỉnh;
c) Xã;
d) Sở;
đ) Cơ quan khác.
Mục 1
CÔNG BỐ
Ðiều 3 Trách nhiệm công bố
1.Cơ quan công bố trong 10 ngày
theo quy định tại
khoản 2 Điều 2 của Nghị định này.
CHƯƠNG II
ĐIỀU KHOẢN THI HÀNH
Điều 5. Sửa đổi Nghị định 47
Sửa đổi Điều 12 như sau:
“Điều 12. Kết nối
1. Cơ quan kết nối.
2. Kết nối qua trục.”
2. Bãi bỏ Điều 13.
Nơi nhận:
- Như Điều 5;
TM. CHÍNH PHỦ"""


def test_a_decree_becomes_a_tree_with_what_is_odd_in_it() -> None:
    outline = read_provisions(DECREE, is_wrapped=False)
    paths = [piece.path for piece in outline.pieces]
    assert paths[0] == "Phần mở đầu"
    assert paths[1:5] == ["Chương I", "Điều 1", "Điều 2", "khoản 1 Điều 2"]
    assert "điểm đ khoản 2 Điều 2" in paths
    assert "Điều 12" not in paths
    by_path = {piece.path: piece for piece in outline.pieces}
    assert by_path["Chương I"].heading == "QUY ĐỊNH CHUNG"
    assert by_path["Mục 1 Chương I"].heading == "CÔNG BỐ"
    assert by_path["Điều 3"].heading == "Trách nhiệm công bố"
    assert by_path["khoản 1 Điều 3"].text.endswith("Nghị định này.")
    assert "2. Kết nối qua trục.”" in by_path["Điều 5"].text
    assert by_path["khoản 2 Điều 5"].text == "Bãi bỏ Điều 13."
    assert outline.closing[0] == "Nơi nhận:"
    assert [(w.code, w.ref, w.detail) for w in outline.warnings] == [
        ("missing-number", "Điều 5", "4"),
        ("missing-number", "khoản 2 Điều 5", "1"),
    ]


def test_decomposed_letters_and_numbers_twice_are_seen() -> None:
    text = "Điều 1. Một\n1. A.\n1. B.\nĐiều 1. Hai\n3. C.\n“Điều 9. Không đóng"
    outline = read_provisions(text, is_wrapped=False)
    assert [(w.code, w.ref) for w in outline.warnings] == [
        ("open-quote", ""),
        ("restart", "khoản 1 Điều 1"),
        ("restart", "Điều 1"),
        ("missing-number", "khoản 3 Điều 1"),
    ]


def test_a_text_without_articles_becomes_paragraphs_and_says_so() -> None:
    documents = Path(__file__).parent / "directive" / "documents"
    text = (documents / "ke-hoach-tinh.txt").read_text()
    outline = read_provisions(text)
    assert not outline.has_articles
    assert outline.warnings[0].code == "no-articles"
    assert {piece.kind for piece in outline.pieces} == {"paragraph"}
    assert outline.pieces[1].path == "Đoạn 2"


def long_draft(changed: str = "") -> str:
    lines = []
    for article in range(1, 121):
        lines += [f"Điều {article}. Quy định thứ {article}"]
        lines += [f"{clause}. Nội dung {clause} của điều {article}{changed}." for clause in range(1, 17)]
    return "\n".join(lines)


@pytest.mark.slow
def test_two_thousand_provisions_are_compared_in_a_breath() -> None:
    old = read_provisions(long_draft(), is_wrapped=False).pieces
    new = read_provisions(long_draft(" sửa"), is_wrapped=False).pieces
    assert len(old) == 120 * 17
    begun = time.perf_counter()
    rows = compare(old, new)
    assert time.perf_counter() - begun < 5
    assert {row.change for row in rows} == {Change.CHANGED}


def test_versions_are_paired_by_words_then_by_name_and_never_by_likeness() -> None:
    old = read_provisions(
        "Điều 1. Phạm vi\nMột.\nĐiều 2. Hạn\n1. Trong 10 ngày.\n2. Gửi giấy.\nĐiều 3. Kinh phí\nNgân sách.\n"
        "Điều 4. Cũ\nBỏ hẳn.",
        is_wrapped=False,
    ).pieces
    new = read_provisions(
        "Điều 1. Phạm vi\nMột.\nĐiều 2. Mới\nThêm vào.\nĐiều 3. Hạn\n1. Trong 15 ngày.\n2. Gửi giấy.\n"
        "Điều 4. Kinh phí\nNgân sách.",
        is_wrapped=False,
    ).pieces
    rows = compare(old, new)
    shown = [(r.change.value, (new[r.after] if r.after is not None else old[r.before]).path) for r in rows]  # type: ignore[index]
    assert shown == [
        ("same", "Điều 1"),
        ("new", "Điều 2"),
        ("changed", "Điều 3"),
        ("changed", "khoản 1 Điều 3"),
        ("same", "khoản 2 Điều 3"),
        ("renumbered", "Điều 4"),
        ("removed", "Điều 4"),
    ]
    marks = next(row.marks for row in rows if row.marks)
    assert [(m.kind, m.text) for m in marks if m.kind != "kept"] == [("removed", "10 "), ("added", "15 ")]
    assert len(pairs_of(old, new)) == 3


def test_the_same_words_twice_are_not_guessed_apart() -> None:
    def clause(article: str, text: str) -> list[Piece]:
        return [Piece("article", article, f"Điều {article}", ""), Piece("clause", "1", "", text)]

    old = arrange([*clause("1", "Theo quy định."), *clause("2", "Theo quy định.")]).pieces
    new = arrange([*clause("7", "Theo quy định."), *clause("8", "Khác.")]).pieces
    assert pairs_of(old, new) == {}


def test_a_correction_is_arranged_anew() -> None:
    outline = arrange(
        [Piece("article", "1", "Phạm vi", ""), Piece("clause", "1", "", "A"), Piece("clause", "3", "", "B")]
    )
    assert [(w.code, w.detail) for w in outline.warnings] == [("missing-number", "2")]
