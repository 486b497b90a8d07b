"""What an officer types, and the blocks it means: there and back without a loss."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.documents.blocks import tidied
from dongthuan.apps.documents.forms.documents import read_addressees, read_recipients
from dongthuan.apps.documents.typed import as_typed, read_typed
from dongthuan.apps.documents.typed_tables import NoSuchTable
from dongthuan.docgen.letterhead import Recipient
from dongthuan.docgen.official import Heading, Paragraph, Table

TABLE = Table(("TT", "Việc"), (("1", "Họp"),), numeric=(0,), caption="Nhiệm vụ")
TYPED = """Căn cứ Chỉ thị số 07/CT-TTg;
Theo đề nghị của Chánh Văn phòng,

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
Nâng cao nhận thức.
a) Về nội dung
2. Các đơn vị báo cáo trước ngày 15/12.
Căn cứ tình hình thực tế, các đơn vị chủ động.
[Bảng 1: Nhiệm vụ]
"""


def test_what_officers_type_is_understood() -> None:
    assert read_typed(TYPED, [TABLE]).blocks == (
        Paragraph("Căn cứ Chỉ thị số 07/CT-TTg;", is_basis=True),
        Paragraph("Theo đề nghị của Chánh Văn phòng,", is_basis=True),
        Heading("I. MỤC ĐÍCH, YÊU CẦU", 1),
        Heading("1. Mục đích", 2),
        Paragraph("Nâng cao nhận thức."),
        Heading("a) Về nội dung", 3),
        Paragraph("2. Các đơn vị báo cáo trước ngày 15/12."),
        Paragraph("Căn cứ tình hình thực tế, các đơn vị chủ động."),
        TABLE,
    )


LINES = [
    ("# Mở đầu", Heading("Mở đầu", 1)),
    ("### 1. Nhỏ", Heading("1. Nhỏ", 3)),
    ("> Thực hiện Nghị quyết 57;", Paragraph("Thực hiện Nghị quyết 57;", is_basis=True)),
    ("\\1. Không phải đề mục", Paragraph("1. Không phải đề mục")),
    ("Chương II QUY ĐỊNH CHUNG", Heading("Chương II QUY ĐỊNH CHUNG", 1)),
    ("Điều 1. Ban hành", Paragraph("Điều 1. Ban hành")),
    ("V. ĐỀ XUẤT.", Heading("V. ĐỀ XUẤT.", 1)),
    ("I.MỤC ĐÍCH", Heading("I.MỤC ĐÍCH", 1)),
    ("#không cách", Paragraph("#không cách")),
    ("1. " + "dài " * 60, Paragraph("1. " + ("dài " * 60).strip())),
]


@pytest.mark.parametrize(("line", "block"), LINES)
def test_one_line(line: str, block: Heading | Paragraph) -> None:
    assert read_typed(line).blocks == (block,)


def test_a_table_left_out_is_told_and_one_unknown_refused() -> None:
    assert read_typed("Hết", [TABLE, TABLE]).left_out == (1, 2)
    assert read_typed("[bảng 2]", [TABLE, TABLE]).left_out == (1,)
    with pytest.raises(NoSuchTable):
        read_typed("[Bảng 3: gì]", [TABLE])


_WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["I. A", "1. b", "a) c", "Căn cứ x", "# y", "> z", "\\w", "\\", "[Bảng 1: t]", "#", "Mục 1 x"]
    ),
)
_BLOCKS = st.lists(
    st.one_of(
        st.builds(Heading, _WORDS, st.integers(1, 3)),
        st.builds(Paragraph, _WORDS, st.booleans()),
        st.builds(
            Table,
            st.tuples(_WORDS, _WORDS),
            st.lists(st.tuples(_WORDS, _WORDS), max_size=2).map(tuple),
            caption=_WORDS,
        ),
    ),
    max_size=8,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # a busy machine is no fault
@given(_BLOCKS)
def test_blocks_survive_being_typed_over(blocks: list[Heading | Paragraph | Table]) -> None:
    clean = tidied(blocks)
    tables = [block for block in clean if isinstance(block, Table)]
    read = read_typed(as_typed(clean), tables)
    assert read.blocks == clean
    assert read.left_out == ()


def test_recipients_as_people_write_them() -> None:
    text = "- Như trên;\n- Chủ tịch (để b/c);\nCác đơn vị; Báo chí\n- Lưu: VT, VP (2)."
    assert read_recipients(text) == (
        (
            Recipient("Như trên"),
            Recipient("Chủ tịch", "để b/c"),
            Recipient("Các đơn vị"),
            Recipient("Báo chí"),
        ),
        "VT, VP (2)",
    )
    assert read_addressees("- Bộ A;\n\n– Bộ B.") == ("Bộ A", "Bộ B")
