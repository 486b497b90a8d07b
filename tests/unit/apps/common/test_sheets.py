"""The rows of a list as a sheet: what stands in the cells, what the first line says."""

from datetime import UTC, datetime

from django import forms

from dongthuan.apps.common.sheets import Column, Columns, sheet_of

COLUMNS: Columns[int] = (
    Column("Số", lambda one: one, 10),
    Column("Chẵn", lambda one: one % 2 == 0),
    Column("Lúc", lambda one: datetime(2026, 3, 1, one, tzinfo=UTC)),
)


class Filter(forms.Form):
    """A filter as lists have them."""

    unit = forms.ChoiceField(label="Đơn vị", choices=[("1", "Viện thử")], required=False)
    q = forms.CharField(label="Từ cần tìm", required=False)
    late = forms.BooleanField(label="Quá hạn", required=False)


def test_cells_are_real_values_in_the_readers_zone() -> None:
    sheet = sheet_of("Danh sách", COLUMNS, [20, 3])
    assert (sheet.header, sheet.heading, sheet.widths) == (("Số", "Chẵn", "Lúc"), "Danh sách", (10, 0, 0))
    first, second = sheet.rows
    assert (first[:2], second[:2]) == ((20, "Có"), (3, ""))
    assert f"{first[2]:%d/%m/%Y %H:%M}" == "02/03/2026 03:00"


def test_the_first_line_says_what_the_rows_are_filtered_by() -> None:
    sheet = sheet_of("Việc", COLUMNS, [1], form=Filter({"unit": "1", "q": "", "late": "on"}))
    assert sheet.heading == "Việc · Đơn vị: Viện thử · Quá hạn: Có"
    assert sheet_of("Việc", COLUMNS, [1], form=Filter({"unit": "9"})).heading == "Việc"
    assert sheet_of("Việc", COLUMNS, [1], form=Filter()).heading == "Việc"


def test_what_is_left_out_is_said_with_what_to_filter_by() -> None:
    cut = sheet_of("Việc", COLUMNS, iter(range(5)), form=Filter({}), most=3)
    assert [row[0] for row in cut.rows] == [0, 1, 2]
    assert "3 dòng đầu" in cut.heading
    assert "Đơn vị, Từ cần tìm, Quá hạn" in cut.heading
    assert "dòng đầu" not in sheet_of("Việc", COLUMNS, range(3), most=3).heading
