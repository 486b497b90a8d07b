"""Tables as officers type them: over one that is stored, new ones, and what cannot be understood."""

import pytest

from dongthuan.apps.documents.typed import as_typed, read_typed
from dongthuan.apps.documents.typed_tables import (
    MOST_CELLS,
    CannotBeTyped,
    NoRows,
    NoSuchTable,
    TooLongToType,
    TooWide,
    UnevenRow,
)
from dongthuan.docgen.official import Paragraph, Table

TASKS = Table(
    ("TT", "Việc", "Kinh phí"), (("1", "Họp", "1.000"),), widths=(1, 5, 2), numeric=(2,), caption="Nhiệm vụ"
)
LONG = Table(("TT", "Việc"), tuple((str(n), "x") for n in range(MOST_CELLS)))
SHOWN = "[Bảng 1: Nhiệm vụ]\n| TT | Việc | Kinh phí |\n| 1 | Họp | 1.000 |"


def test_a_stored_table_is_shown_row_by_row() -> None:
    assert as_typed([TASKS]) == SHOWN


def test_a_row_is_added_and_the_looks_stay() -> None:
    read = read_typed(SHOWN + "\n|2|Báo cáo|\nHết.", [TASKS])
    rows = (("1", "Họp", "1.000"), ("2", "Báo cáo", ""))
    assert read.blocks == (Table(TASKS.header, rows, (1, 5, 2), (2,), "Nhiệm vụ"), Paragraph("Hết."))
    assert read.left_out == ()


def test_another_column_lets_widths_be_found_anew() -> None:
    (table,) = read_typed("[Bảng 1: Nhiệm vụ]\n|TT|Việc|\n|1|Họp|", [TASKS]).blocks
    assert table == Table(("TT", "Việc"), (("1", "Họp"),), (), (), "Nhiệm vụ")


def test_a_new_caption_and_an_old_one() -> None:
    (table,) = read_typed(SHOWN.replace("Nhiệm vụ", "Việc năm 2027"), [TASKS]).blocks
    assert isinstance(table, Table)
    assert table.caption == "Việc năm 2027"
    (table,) = read_typed(as_typed([LONG]), [LONG]).blocks
    assert table == LONG


def test_new_tables_with_and_without_a_line_above() -> None:
    text = "[Bảng: Đơn vị]\n| TT | Số báo cáo |\n| 1 | 1.204 |\n\n| A |\n| b |"
    assert read_typed(text).blocks == (
        Table(("TT", "Số báo cáo"), (("1", "1.204"),), (), (1,), "Đơn vị"),
        Table(("A",), (("b",),)),
    )


def test_bars_and_lines_in_cells_survive() -> None:
    table = Table(("A | B", "C\\"), (("một\nhai", "\\|"), ("", "")))
    assert read_typed(as_typed([table]), [table]).blocks == (table,)


def test_a_paragraph_with_a_bar_stays_one() -> None:
    blocks = (Paragraph("| không phải bảng |"), Paragraph("[Bảng]"))
    assert read_typed(as_typed(blocks)).blocks == blocks


@pytest.mark.parametrize(
    ("text", "tables", "fault"),
    [
        ("[Bảng 2: gì]", [TASKS], NoSuchTable),
        ("[Bảng: trống]", [], NoRows),
        ("[Bảng: trống]\nchữ", [], NoRows),
        ("| a |\n| b | c |", [], UnevenRow),
        ("[Bảng 1: x]\n| a |", [LONG], TooLongToType),
        ("|" + " a |" * 31, [], TooWide),
        ("|", [], TooWide),
    ],
)
def test_what_cannot_be_understood_is_said(
    text: str, tables: list[Table], fault: type[CannotBeTyped]
) -> None:
    with pytest.raises(fault):
        read_typed(text, tables)


def test_a_long_table_is_one_line_that_stands_for_it() -> None:
    assert as_typed([LONG, TASKS]).splitlines()[:2] == ["[Bảng 1: TT · Việc]", "[Bảng 2: Nhiệm vụ]"]
