"""Citations: the hand-worked cases of the design, dates, issuers, folding, broken lines."""

from datetime import date

import pytest

from dongthuan.analysis.citations import find_citations, fold_citations

CASES = [
    ("Thực hiện Chỉ thị số 07/CT-TTg của Thủ tướng", ["07/CT-TTg"]),
    ("Nghị định số 09/2017/NĐ-CP ngày 9/2/2017", ["09/2017/NĐ-CP"]),
    ("Thông tư 19/2025/TT-BGDĐT có hiệu lực", ["19/2025/TT-BGDĐT"]),
    ("nghị quyết số 57-NQ/TW của Bộ Chính trị", ["57-NQ/TW"]),
    ("Luật số 45/2019/QH14", ["45/2019/QH14"]),
    ("nghị quyết 66.13/2026/NQ-CP", ["66.13/2026/NQ-CP"]),
    ("Quyết định số 1058/QĐ-TTg", ["1058/QĐ-TTg"]),
    ("Nghị định 46 về an toàn thực phẩm", ["NĐ 46"]),
    ("Nghị định số 253/2026 do Chính phủ ban hành", ["NĐ 253/2026"]),
    ("Thông tư liên tịch 01/2016/TTLT-VKSNDTC-TANDTC-BCA", ["01/2016/TTLT-VKSNDTC-TANDTC-BCA"]),
    ("09/2017/ND–CP", ["09/2017/NĐ-CP"]),
    ("Quyết định 30 ngày nghỉ", []),
    ("ngày 12/5/2026", []),
    ("tỉ lệ 3/4 cử tri", []),
    ("khoản 2 Điều 15 Luật Đất đai", ["khoản 2 điều 15", "Luật Đất đai"]),
    ("Kế hoạch thu hồi đất số 04/KH-UBND", ["04/KH-UBND"]),
    ("công văn 3445/UBND-KT", []),
    ("Nghị quyết 98", ["NQ 98"]),
    ("quy định 3 nhóm đối tượng", []),
    ("Luật Tiếp cận\n\nthông tin; Luật Báo chí;", ["Luật Tiếp cận thông tin", "Luật Báo chí"]),
    (
        "Luật Đất đai 2024 có hiệu lực, Bộ luật Lao động năm 2019",
        ["Luật Đất đai 2024", "Bộ luật Lao động 2019"],
    ),
    ("Luật Tiếp cận thông tin số 104/2016/QH13", ["104/2016/QH13"]),
    ("Luật Phòng, chống tham nhũng và Luật Dược", ["Luật Phòng, chống tham nhũng", "Luật Dược"]),
    ("Luật sư Nguyễn An, Đại học Luật Hà Nội, Công ty Luật Minh Phúc", []),
    ("Luật Hoa tiêu hàng hải được thông qua", ["Luật Hoa tiêu hàng hải"]),
    ("Nghị định số 09/2017/NĐ-\n\nCP", ["09/2017/NĐ-CP"]),
    ("Nghị quyết số 35/2012/QH13", ["35/2012/QH13"]),
    ("Hiến pháp năm 2013", ["Hiến pháp 2013"]),
    ("không có gì ở đây", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[c[0][:40] for c in CASES])
def test_what_is_found(text, expected):
    assert [c.canonical for c in find_citations(text)] == expected


@pytest.mark.parametrize(
    ("text", "issued_on", "issuer"),
    [
        (
            "Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính \n\nphủ",
            date(2023, 3, 21),
            "Thủ tướng Chính phủ",
        ),
        (
            "Quyết định 12/QĐ-XYZ ngày 05 tháng 3 năm 2026 của Ủy ban Mẫu về việc",
            date(2026, 3, 5),
            "Ủy ban Mẫu",
        ),
        ("Nghị định 09/2017/NĐ-CP của Chính phủ ngày 9-2-2017", date(2017, 2, 9), "Chính phủ"),
        ("Chỉ thị 07/CT-TTg ngày 31/2/2023", None, "Thủ tướng Chính phủ"),
        ("Nghị định số 46 ngày 5/3/2026 của Chính phủ quy định", date(2026, 3, 5), "Chính phủ"),
        ("Nghị quyết số 35/2012/QH13 ngày 21/11/2012", date(2012, 11, 21), "Quốc hội"),
    ],
)
def test_date_and_issuer(text, issued_on, issuer):
    [citation] = find_citations(text)
    assert (citation.issued_on, citation.issuer) == (issued_on, issuer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("07/CT-TTg, 7/CT-TTg ngày 21/3/2023, Chỉ thị 07", ["07/CT-TTg"]),
        ("07/CT-TTg ngày 21/3/2023; 07/CT-TTg ngày 6/2/2019", ["07/CT-TTg", "07/CT-TTg"]),
        ("Nghị định 46 … Nghị định số 46/2026/NĐ-CP", ["46/2026/NĐ-CP"]),
        ("Nghị định 46/2025 và Nghị định số 46/2026/NĐ-CP", ["NĐ 46/2025", "46/2026/NĐ-CP"]),
        ("Luật Đất đai 2024; Luật Đất đai", ["Luật Đất đai 2024"]),
        ("Quyết định 46 và Nghị định 46/2026/NĐ-CP", ["QĐ 46", "46/2026/NĐ-CP"]),
    ],
)
def test_folding(text, expected):
    assert [c.canonical for c in fold_citations(find_citations(text))] == expected


def test_a_law_number_of_the_assembly_knows_its_kind():
    kinds = [c.type for c in find_citations("Nghị quyết số 35/2012/QH13 và Luật số 45/2019/QH14")]
    assert kinds == ["NQ", "LUẬT"]


def test_the_span_holds_the_mention():
    text = "Theo Chỉ thị số 07/CT-TTg thì"
    [citation] = find_citations(text)
    assert text[citation.start : citation.end] == "07/CT-TTg"


def test_an_address_on_the_web_does_not_leak_into_a_number():
    assert [c.canonical for c in find_citations("tim-van-ban.aspx?keyword=07/CT-TTg&match=True")] == [
        "07/CT-TTg"
    ]
