"""Directives and plans of many hands: what a coordinator needs from each; no word of a body is lost."""

import contextlib
import random
import re
import textwrap
import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from dongthuan.analysis.directive.model import Clause, Directive, NotADirective, Recipient, Signatory
from dongthuan.analysis.directive.read import read_directive, sections_of

DOCUMENTS = Path(__file__).parent / "documents"
NAMES = sorted(path.stem for path in DOCUMENTS.glob("*.txt"))


def read(name: str) -> Directive:
    return read_directive((DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8"))


HEADS = {
    "vien-han-lam": ("KH", "", None, "Viện Hàn lâm Khoa học và Công nghệ Việt Nam"),
    "ke-hoach-tinh": ("KH", "12/KH-UBND", date(2026, 3, 5), "Ủy ban nhân dân tỉnh Sông Thơm"),
    "chi-thi-bo": ("CT", "03/CT-BXDM", date(2026, 2, 9), "Bộ Xây dựng mẫu"),
    "quyet-dinh-kem-ke-hoach": ("QĐ", "215/QĐ-HVSX", date(2026, 1, 20), "Học viện Sông Xanh"),
    "cong-van-so": ("CV", "456/SNV-VP", date(2026, 7, 2), "Sở Nội vụ"),
    "nghi-quyet-phan-muc": ("NQ", "07/NQ-HĐND", date(2025, 12, 18), "Hội đồng nhân dân xã Đồng Xanh"),
    "ke-hoach-phan-chu": ("KH", "88-KH/BTT", date(2026, 6, 1), "Ban Truyền thông"),
    "ke-hoach-khong-so": ("KH", "", None, "Viện Nghiên cứu mưa nắng"),
    "huong-dan-so-thap-phan": ("HD", "05-HD/BTGDVM", date(2026, 5, 12), "Ban Tuyên giáo và Dân vận mẫu"),
    "chi-thi-thu-tuong": ("CT", "99/CT-TTg", date(2026, 3, 21), "Thủ tướng Chính phủ"),
    "ke-hoach-bang": ("KH", "17/KH-CTT", date(2026, 9, 15), "Cục Thông tin mẫu"),
    "chi-thi-dang": ("CT", "15-CT/TU", date(2026, 2, 2), "Ban Thường vụ"),
    "ke-hoach-phan-thu": ("KH", "", None, "Công ty tnhh một thành viên cấp nước mẫu"),
    "ke-hoach-hai-cot": ("KH", "301/KH-UBND", date(2026, 4, 12), "Ủy ban nhân dân thành phố Hồ Xanh"),
    "cong-dien": ("CĐ", "45/CĐ-TTg", date(2026, 9, 1), "Thủ tướng Chính phủ"),
    "quyet-dinh-bo": ("QĐ", "2211/QĐ-BTPM", date(2026, 11, 30), "Bộ Tư pháp mẫu"),
}
SIGNATORIES = {
    "vien-han-lam": ("KT.", "PHÓ CHỦ TỊCH", "Trần Tuấn Anh"),
    "ke-hoach-tinh": ("TM. KT.", "PHÓ CHỦ TỊCH", "Lê Thị Bích Hạnh"),
    "chi-thi-bo": ("", "BỘ TRƯỞNG", "Nguyễn Văn Khôi"),
    "quyet-dinh-kem-ke-hoach": ("", "GIÁM ĐỐC", "Phạm Quốc Đạt"),
    "cong-van-so": ("KT.", "PHÓ GIÁM ĐỐC", "Trần Văn Minh"),
    "nghi-quyet-phan-muc": ("", "CHỦ TỊCH", "Hoàng Đức Thắng"),
    "ke-hoach-phan-chu": ("TL.", "TRƯỞNG BAN TRUYỀN THÔNG", "Đỗ Hải Yến"),
    "ke-hoach-khong-so": ("TUQ.", "CHÁNH VĂN PHÒNG", "Vũ Minh Châu"),
    "huong-dan-so-thap-phan": ("KT.", "PHÓ TRƯỞNG BAN", "Ngô Thanh Tùng"),
    "chi-thi-thu-tuong": ("", "THỦ TƯỚNG", "Nguyễn Văn Mẫu"),
    "ke-hoach-bang": ("", "CỤC TRƯỞNG", "Phạm Thị Lan Hương"),
    "chi-thi-dang": ("TM.", "PHÓ BÍ THƯ", "Trần Đại Nghĩa"),
    "ke-hoach-phan-thu": ("", "GIÁM ĐỐC", "Võ Hồng Phúc"),
    "ke-hoach-hai-cot": ("TM. KT.", "PHÓ CHỦ TỊCH", "Hoàng Thị Ngọc Ánh"),
    "cong-dien": ("KT.", "PHÓ THỦ TƯỚNG", "Trần Hồng Mẫu"),
    "quyet-dinh-bo": ("KT.", "THỨ TRƯỞNG", "Đặng Hoàng Mẫu"),
}
DUTIES = {
    "vien-han-lam": "II.1 II.2 II.3 II.4 II.5 II.6 II.6b III.1 III.2",
    "ke-hoach-tinh": "II.1 II.2.a II.2.b II.3 II.4 IV.1 IV.2",
    "chi-thi-bo": "1.a 1.b 2-1 2-2 3 4",
    "quyet-dinh-kem-ke-hoach": "Điều_3 II.1 II.2 III.1 III.2",
    "cong-van-so": "-1 -2 -3",
    "nghi-quyet-phan-muc": "Điều_2.1 Điều_2.2.a Điều_2.2.b Điều_3.1 Điều_3.2",
    "ke-hoach-phan-chu": "Phần_II.A.1 Phần_II.A.2 Phần_II.B.1 Phần_II.B.2 Phần_II.B.4 Phần_III",
    "ke-hoach-khong-so": "§1-1 §1-2 §1-3 §1-4 §2",
    "huong-dan-so-thap-phan": "2.1 2.2 2.2.1 2.2.2 3.1 3.2",
    "chi-thi-thu-tuong": "1.a 1.b 2.a 2.b 3 4 5 6 7",
    "ke-hoach-bang": "II.1 II.2 IV-1 IV-2",
    "chi-thi-dang": "1 2 3",
    "ke-hoach-phan-thu": "Phần_thứ_hai.Mục_1.1 Phần_thứ_hai.Mục_1.2 Phần_thứ_hai.Mục_2.1 Phần_thứ_ba",
    "ke-hoach-hai-cot": "I.1.1 I.1.2 I.2.a I.2.b I.2.b-1 I.2.b-2 II.1 II.2",
    "cong-dien": "1 2 3",
    "quyet-dinh-bo": "Điều_2 Điều_4",
}
ACTORS = [
    ("ke-hoach-tinh", "II.1", ("Sở Khoa học và Công nghệ", "Sở Tư pháp", "Sở Tài chính")),
    ("ke-hoach-tinh", "II.2.b", ("Sở Tư pháp", "Báo và Đài Phát thanh, Truyền hình Sông Thơm")),
    ("ke-hoach-tinh", "II.3", ("Văn phòng Ủy ban nhân dân tỉnh",)),
    ("ke-hoach-tinh", "IV.1", ("Các sở, ban, ngành", "Ủy ban nhân dân các xã, phường")),
    ("chi-thi-bo", "1.b", ("Thủ trưởng các đơn vị thuộc Bộ",)),
    ("chi-thi-bo", "2-1", ("Văn phòng Bộ",)),
    ("quyet-dinh-kem-ke-hoach", "Điều 3", ("Chánh Văn phòng", "Trưởng các đơn vị trực thuộc")),
    ("quyet-dinh-kem-ke-hoach", "II.1", ("Văn phòng Học viện", "Khoa Báo chí", "Trung tâm Đào tạo ngắn hạn")),
    ("cong-van-so", "-1", ("Các phòng, đơn vị thuộc Sở", "Ban Tôn giáo")),
    ("cong-van-so", "-3", ("Văn phòng Sở",)),
    (
        "nghi-quyet-phan-muc",
        "Điều 3.2",
        ("Thường trực Hội đồng nhân dân", "Các Ban của Hội đồng nhân dân xã"),
    ),
    (
        "chi-thi-thu-tuong",
        "5",
        ("Đài Truyền hình Việt Nam", "Đài Tiếng nói Việt Nam", "Thông tấn xã Việt Nam"),
    ),
    ("chi-thi-thu-tuong", "2.a", ("Bộ Văn hóa, Thể thao và Du lịch", "Bộ Nội vụ")),
    ("ke-hoach-bang", "II.1", ("Văn phòng Cục", "Phòng Pháp chế")),
    ("chi-thi-dang", "1", ("Các cấp ủy, tổ chức đảng",)),
    ("ke-hoach-hai-cot", "I.2.b-1", ("Hội Phụ nữ",)),
    ("ke-hoach-khong-so", "§1-3", ("Tất cả các phòng",)),
    ("huong-dan-so-thap-phan", "2.1", ("Các đơn vị trực thuộc",)),
]


def test_every_document_stands_in_every_table():
    assert set(NAMES) == set(HEADS) == set(SIGNATORIES) == set(DUTIES)


@pytest.mark.parametrize("name", NAMES)
def test_head(name):
    found = read(name)
    assert (found.type, found.number, found.issued_on, found.agency) == HEADS[name]


@pytest.mark.parametrize("name", NAMES)
def test_signatory(name):
    assert read(name).signatory == Signatory(*SIGNATORIES[name])


@pytest.mark.parametrize("name", NAMES)
def test_duties_have_references_of_their_own(name):
    refs = [duty.ref for duty in read(name).duties]
    assert refs == [ref.replace("_", " ") for ref in DUTIES[name].split()]


@pytest.mark.parametrize(("name", "ref", "actors"), ACTORS)
def test_who_does_it(name, ref, actors):
    [duty] = [duty for duty in read(name).duties if duty.ref == ref]
    assert duty.actors == actors


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_body_is_lost(name):
    text = (DOCUMENTS / f"{name}.txt").read_text(encoding="utf-8")
    found = read_directive(text)
    first = found.intro[0] if found.intro else found.clauses[0].title
    body = text[text.index(first[:30]) :].partition("Nơi nhận")[0]
    kept = [*found.intro, *found.closing, *found.annex, *(w.detail for w in found.warnings), FOOT_WORDS]
    for clause in every(found.clauses):
        kept += [clause.number, clause.ref, *clause.paragraphs]
    assert not words(body) - words(" ".join([*kept, found.signatory.title, found.signatory.name]))


FOOT_WORDS = """KT K/T TL TUQ T/M BAN THƯỜNG VỤ TRƯỞNG BAN VIỆN TRƯỞNG TỔNG GIÁM ĐỐC đã ký
Phần Phần Phần Phần Điều Điều Điều"""


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.lower()))


def every(clauses: tuple[Clause, ...]) -> list[Clause]:
    return [found for clause in clauses for found in (clause, *every(clause.children))]


def test_the_plan_of_the_academy():
    plan = read("vien-han-lam")
    assert [(c.label, c.title) for c in sections_of(plan)] == [
        ("I", "MỤC ĐÍCH, YÊU CẦU"),
        ("II", "NHIỆM VỤ CỤ THỂ"),
        ("III", "TỔ CHỨC THỰC HIỆN"),
    ]
    assert len(plan.requirements) == 3
    assert plan.recipients == (
        Recipient("Các đơn vị trực thuộc", "để t/h"),
        Recipient("Chủ tịch Viện", "để b/c"),
        Recipient("Website Viện Hàn lâm", ""),
        Recipient("VT, VP (THPC). HV", "lưu"),
    )
    assert {c.canonical: c.issued_on for c in plan.citations if c.number} == {
        "07/CT-TTg": date(2023, 3, 21),
        "09/2017/NĐ-CP": date(2017, 2, 9),
        "407/QĐ-TTg": date(2022, 3, 30),
    }
    assert [(actor.name, len(actor.duties)) for actor in plan.actors] == [
        ("Các đơn vị trực thuộc", 8),
        ("Văn phòng Viện Hàn lâm", 1),
    ]
    assert {w.code for w in plan.warnings} == {"stray-link", "duplicate-number", "no-number", "no-date"}
    assert "NĐ-CP ngày 09/02/2017" in plan.duties[1].text


def test_an_inferred_doer_is_told_from_a_named_one():
    plan = read("vien-han-lam")
    assert [duty.inferred_from for duty in plan.duties] == ["III.1"] * 7 + ["", ""]


@pytest.mark.parametrize("width", [58, 72, 90])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_broken_lines_change_nothing(width, gap):
    plan = read("ke-hoach-tinh")
    lines = ["KẾ HOẠCH", "Truyền thông chính sách", "", *plan.intro]
    lines += [f"{c.number}{')' if c.kind == 'letter' else '.'} {c.title}" for c in every(plan.clauses)]
    wrapped = [
        piece for line in lines for piece in textwrap.wrap(line, width, break_on_hyphens=False) or [""]
    ]
    wrapped.insert(len(wrapped) // 2, "- 2 -")
    again = read_directive(gap.join(wrapped))
    assert [(d.ref, d.text) for d in again.duties] == [(d.ref, d.text) for d in plan.duties]


def test_decomposed_letters_change_nothing():
    text = (DOCUMENTS / "vien-han-lam.txt").read_text(encoding="utf-8")
    assert read_directive(unicodedata.normalize("NFD", text)) == read_directive(text)


@pytest.mark.parametrize("text", ["", "\n\n", "Nơi nhận:\n- Như trên;\n- Lưu: VT."])
def test_nothing_to_read(text):
    with pytest.raises(NotADirective):
        read_directive(text)


@pytest.mark.parametrize(
    "text", ["x" * 5000, "- - - -\n" * 50, "I.\nII.\n1.\n1.\n", "a) \n" * 9, "(((" * 99, "Điều 1.\n"]
)
def test_odd_text_does_no_harm(text):
    with contextlib.suppress(NotADirective):
        read_directive(text)


@pytest.mark.parametrize("seed", range(40))
def test_cut_and_shuffled_documents_do_no_harm(seed):
    dice = random.Random(seed)
    lines = [
        line
        for name in dice.sample(NAMES, 2)
        for line in (DOCUMENTS / f"{name}.txt").read_text().splitlines()
    ]
    dice.shuffle(lines)
    text = "\n".join(line[dice.randrange(3) :] for line in lines[: dice.randrange(1, len(lines))])
    with contextlib.suppress(NotADirective):
        found = read_directive(text, is_wrapped=dice.choice([None, True, False]))
        refs = [duty.ref for duty in found.duties]
        assert len(refs) == len(set(refs))


def test_a_number_used_a_thousand_times_still_gives_references_of_their_own() -> None:
    read = read_directive("KẾ HOẠCH\n" + "1. Văn phòng lập kế hoạch.\n" * 1100)
    refs = [duty.ref for duty in read.duties]
    assert len(set(refs)) == len(refs) == 1100
    assert refs[:3] == ["1", "1b", "1c"]


def test_notes_in_square_or_loose_brackets_and_a_loose_mode_are_read() -> None:
    text = """KẾ HOẠCH
1. Văn phòng lập kế hoạch.
Nơi nhận :
- UBND tỉnh ( b/c ) ;
- Các xã [để thực hiện];
- Lưu : VT (2b).
KT . GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Hoàng Thị Lan Anh"""
    found = read_directive(text)
    wanted = (("UBND tỉnh", "b/c"), ("Các xã", "để thực hiện"), ("VT (2b)", "lưu"))
    assert found.recipients == tuple(Recipient(name, why) for name, why in wanted)
    assert found.signatory == Signatory("KT.", "PHÓ GIÁM ĐỐC", "Hoàng Thị Lan Anh")


DOERS = [
    ("1. Bộ A mẫu:\na) Chỉ đạo các cơ quan báo chí đưa tin.\nb) Lập kế hoạch.", "1.a", ("Bộ A mẫu",)),
    ("1. Phòng Quản lý tổng hợp: đầu mối báo cáo.", "1", ("Phòng Quản lý tổng hợp",)),
    ("1. Các viện nghiên cứu chủ trì biên soạn.", "1", ("Các viện nghiên cứu",)),
    ("1. Bộ A chủ trì, phối hợp với Bộ B đấu tranh với tin giả.", "1", ("Bộ A", "Bộ B")),
    ("1. Kiểm tra, giám sát\nỦy ban Kiểm tra xây dựng chương trình.", "1", ("Ủy ban Kiểm tra",)),
    ("1- Học tập\n1.1- Ban Xây dựng Đảng tham mưu tổ chức hội nghị.", "1.1", ("Ban Xây dựng Đảng",)),
]


@pytest.mark.parametrize(("body", "ref", "actors"), DOERS)
def test_the_doer_is_the_one_a_clause_means(body: str, ref: str, actors: tuple[str, ...]) -> None:
    found = read_directive(f"KẾ HOẠCH\n\nI. NHIỆM VỤ\n{body}", is_wrapped=False)
    assert {duty.ref: duty.actors for duty in found.duties}[f"I.{ref}"] == actors


def test_a_heading_drawn_on_every_page_leaves_the_sentence_whole() -> None:
    text = """BỘ GIÁO DỤC MẪU
KẾ HOẠCH
Truyền thông năm 2026
1. Quán triệt các nội dung của kế hoạch truyền thông đến toàn thể
BỘ GIÁO DỤC MẪU
Trang 2/3
cán bộ quản lý và giáo viên trong toàn ngành trước ngày 10/9/2026.
BỘ GIÁO DỤC MẪU được giao tổng kết."""
    found = read_directive(text)
    assert "đến toàn thể cán bộ quản lý" in found.duties[0].text
    assert ("page-header", "BỘ GIÁO DỤC MẪU") in [(w.code, w.detail) for w in found.warnings]


def test_courtesies_at_the_end_and_what_is_said_of_the_state_of_things_are_no_duties() -> None:
    text = """KẾ HOẠCH

I. VỀ TÌNH HÌNH CHUNG
Thời gian qua, các bộ, ngành đã có nhiều cố gắng.
II. VỀ NHIỆM VỤ THỜI GIAN TỚI
1. Văn phòng lập kế hoạch.
Sở mẫu trân trọng cảm ơn sự phối hợp của quý cơ quan./."""
    found = read_directive(text)
    assert [(duty.ref, duty.text) for duty in found.duties] == [("II.1", "Văn phòng lập kế hoạch.")]
    assert found.closing == ("Sở mẫu trân trọng cảm ơn sự phối hợp của quý cơ quan./.",)


def test_an_issuer_ends_with_its_paragraph() -> None:
    text = "KẾ HOẠCH\nthực hiện Chỉ thị số 50-CT/TW của Ban Bí thư\n---\nThực hiện Chỉ thị\n1. Văn phòng lập."
    assert [citation.issuer for citation in read_directive(text).citations] == ["Ban Bí thư"]


def test_a_table_copied_from_word_is_read_by_its_columns() -> None:
    rows = "TT\tNhiệm vụ\tĐơn vị chủ trì\n1\tBản tin quý\tVăn phòng\n2\tHọp báo\tBan Tổ chức"
    found = read_directive(f"KẾ HOẠCH\nI. NHIỆM VỤ\n1. Các việc trong bảng.\n{rows}\n")
    assert [duty.actors for duty in found.duties][-2:] == [("Văn phòng",), ("Ban Tổ chức",)]


@pytest.mark.parametrize("name", ["H’Yim Kđoh", "Y Biêr Niê", "Hà Sơn K'Mák", "Nguyễn Thị Ánh Tuyết"])
def test_names_of_all_peoples_sign(name: str) -> None:
    foot = f"Nơi nhận:\n- Các sở;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n{name}"
    found = read_directive(f"KẾ HOẠCH\n1. Văn phòng lập kế hoạch.\n{foot}")
    assert found.signatory.name == name
    assert found.recipients[-1] == Recipient("VT", "lưu")
