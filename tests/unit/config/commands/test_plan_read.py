"""`dongthuan plan read`: the public JSON, the tree, and one line for what is refused."""

import io
import json
from pathlib import Path

import docx
import pytest
import typst

from dongthuan.config.cli import BadInput, run_command

DOCUMENTS = Path(__file__).parents[2] / "analysis" / "directive" / "documents"


def read_json(path: Path, capsys: pytest.CaptureFixture[str]) -> dict:
    assert run_command(["plan", "read", str(path), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_json_of_the_academy(capsys):
    plan = read_json(DOCUMENTS / "vien-han-lam.txt", capsys)
    assert plan["type"] == "KH"
    assert plan["signatory"] == {"mode": "KT.", "title": "PHÓ CHỦ TỊCH", "name": "Trần Tuấn Anh"}
    assert plan["recipients"][0] == {"name": "Các đơn vị trực thuộc", "purpose": "để t/h"}
    assert plan["sections"][1] == {"number": "II", "title": "NHIỆM VỤ CỤ THỂ"}
    assert set(plan["duties"][0]) == {"ref", "text", "actors", "citations"}
    assert plan["citations"][0] == {
        "canonical": "07/CT-TTg",
        "type": "CT",
        "number": "07/CT-TTg",
        "issued_on": "2023-03-21",
        "issuer": "Thủ tướng Chính phủ",
    }
    [twice] = [w for w in plan["warnings"] if w["code"] == "duplicate-number"]
    assert twice["ref"] == "II.6b"
    assert twice["message"] == "Số thứ tự 6 bị dùng hai lần; mục sau được gọi là II.6b."


def as_word(text: str) -> bytes:
    head, _, body = text.partition("KẾ HOẠCH\n")
    document = docx.Document()
    cells = document.add_table(1, 2).rows[0].cells
    rows = [line.split("  ") for line in head.splitlines()]
    cells[0].text = "\n".join(row[0] if row[0].strip() else row[-1] for row in rows)
    cells[1].text = "\n".join(row[-1] for row in rows)
    document.add_paragraph("KẾ HOẠCH")
    for line in body.splitlines():
        document.add_paragraph(line.strip())
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(text: str) -> bytes:
    source = '#set page(numbering: "1", height: 16cm)\n#set text(size: 13pt)\n' + "\n\n".join(
        "#text(" + json.dumps(" ".join(line.split()), ensure_ascii=False) + ")" for line in text.splitlines()
    )
    return typst.compile(source.encode())


PLAIN = """ỦY BAN NHÂN DÂN TỈNH ĐÔI BỜ
Số: 45/KH-UBND
Đôi Bờ, ngày 03 tháng 4 năm 2026
KẾ HOẠCH
Truyền thông chính sách quý II năm 2026
Căn cứ Chỉ thị số 07/CT-TTg ngày 21/3/2023 của Thủ tướng Chính phủ, Ủy ban nhân dân tỉnh ban hành Kế hoạch:
I. NHIỆM VỤ
1. Sở Nội vụ chủ trì, phối hợp với Sở Tài chính rà soát đội ngũ làm truyền thông ở các sở và cấp xã.
2. Ủy ban nhân dân các xã, phường bố trí cán bộ đầu mối, niêm yết số điện thoại trên trang thông tin điện tử.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng Ủy ban nhân dân tỉnh theo dõi, đôn đốc, tổng hợp báo cáo hằng quý về kết quả thực hiện./.
Nơi nhận:
- Các sở, ban, ngành (để t/h);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Trịnh Văn Bách
"""


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_one_plan_in_three_kinds_of_file(kind, tmp_path, capsys):
    make = {"txt": str.encode, "docx": as_word, "pdf": as_pdf}[kind]
    path = tmp_path / f"plan.{kind}"
    path.write_bytes(make(PLAIN))
    plan = read_json(path, capsys)
    assert (plan["number"], plan["issued_on"]) == ("45/KH-UBND", "2026-04-03")
    assert plan["agency"] == "Ủy ban nhân dân tỉnh Đôi Bờ"
    assert plan["title"] == "Truyền thông chính sách quý II năm 2026"
    assert [(d["ref"], d["actors"]) for d in plan["duties"]] == [
        ("I.1", ["Sở Nội vụ", "Sở Tài chính"]),
        ("I.2", ["Ủy ban nhân dân các xã, phường"]),
        ("II.1", ["Văn phòng Ủy ban nhân dân tỉnh"]),
    ]
    assert plan["duties"][1]["text"].endswith("trên trang thông tin điện tử.")
    assert plan["signatory"] == {"mode": "TM.", "title": "CHỦ TỊCH", "name": "Trịnh Văn Bách"}


COLUMNS = """#set page(numbering: "1")
#grid(columns: (1fr, 1.4fr), align: center)[ỦY BAN NHÂN DÂN \\ TỈNH ĐÔI BỜ \\ Số: 77/KH-UBND][
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT \\ NAM \\ Độc lập - Tự do - Hạnh phúc \\ Đôi Bờ, ngày 04 tháng 6 năm 2026]
#align(center)[KẾ HOẠCH \\ Truyền thông chính sách năm 2026]
I. NHIỆM VỤ

1\\. Sở Nội vụ chủ trì rà soát đội ngũ.
#pagebreak()
2\\. Sở Tư pháp biên soạn tài liệu hỏi đáp, gửi các xã, phường.

#grid(columns: (1fr, 1fr))[_Nơi nhận:_ \\ - Thường trực Tỉnh ủy (để b/c); \\ - Lưu: VT.][
TM. ỦY BAN NHÂN DÂN \\ KT. CHỦ TỊCH \\ PHÓ CHỦ TỊCH \\ #v(2cm) Đặng Thị Mỹ Hương]"""


def test_two_columns_and_two_pages_of_a_pdf(tmp_path, capsys):
    path = tmp_path / "plan.pdf"
    path.write_bytes(typst.compile(COLUMNS.encode()))
    plan = read_json(path, capsys)
    assert plan["agency"] == "Ủy ban nhân dân tỉnh Đôi Bờ"
    assert plan["title"] == "Truyền thông chính sách năm 2026"
    assert [duty["actors"] for duty in plan["duties"]] == [["Sở Nội vụ"], ["Sở Tư pháp"]]
    assert [r["name"] for r in plan["recipients"]] == ["Thường trực Tỉnh ủy", "VT"]
    assert plan["signatory"]["name"] == "Đặng Thị Mỹ Hương"


def test_tree(capsys):
    assert run_command(["plan", "read", str(DOCUMENTS / "vien-han-lam.txt")]) == 0
    shown = capsys.readouterr().out
    assert "Nhiệm vụ (9)" in shown
    assert "II.6b  Chủ động kết nối" in shown
    assert "→ Văn phòng Viện Hàn lâm" in shown


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", "UBND TỈNH\nTUYỆT MẬT\n\nKẾ HOẠCH\nI. NHIỆM VỤ".encode(), "TUYỆT MẬT"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n", "bản quét"),
        ("a.txt", b"", "không có nội dung"),
        ("a.docx", b"PK\x03\x04", "bị hỏng"),
    ],
)
def test_what_is_refused_is_one_line(name, data, said, tmp_path):
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadInput, match=said) as caught:
        run_command(["plan", "read", str(tmp_path / name)])
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("path", ["/khong-co-tep", "/", "a\0b"])
def test_no_such_file(path):
    with pytest.raises(BadInput):
        run_command(["plan", "read", path])
