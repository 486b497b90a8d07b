"""The demonstration's register of public information: invented items, some groups empty, one late, one dead.

Made before the law of 1 September 2026, so that limits are known. Setting up twice changes nothing.
"""

from datetime import date, datetime, timedelta

from dongthuan.apps.accounts.queries import acting_system
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.disclosure.models.publications import ErrorNotice, PublicInformation
from dongthuan.apps.disclosure.operations.coverage import set_group_period
from dongthuan.apps.disclosure.operations.links import Look, note_look
from dongthuan.apps.disclosure.operations.publications import (
    ItemContent,
    enter_information,
    publish_information,
)
from dongthuan.apps.disclosure.operations.publications_notices import NoticeContent, receive_error_notice
from dongthuan.apps.units.models import Unit

LAST_OF_OLD_LAW = date(2026, 8, 31)
# Unit, group, title, symbol, made so many days before the last day of the old law, path; "" = not public yet.
ITEMS = (
    ("VHL", "a", "Quy trình tiếp nhận và trả lời yêu cầu cung cấp thông tin", "214/QĐ-VHL", 200, "quy-trinh"),
    ("VHL", "d", "Chương trình công tác năm 2026", "12/CTr-VHL", 230, "chuong-trinh-2026"),
    ("VHL", "d", "Kế hoạch truyền thông chính sách năm 2026", "31/KH-VHL", 190, "ke-hoach-truyen-thong"),
    ("VHL", "đ", "Dự toán ngân sách năm 2026 được giao", "05/QĐ-VHL", 210, "du-toan-2026"),
    ("VHL", "k", "Quy chế nội bộ về cung cấp thông tin cho công dân", "88/QĐ-VHL", 300, "quy-che-noi-bo"),
    ("VHL", "m", "Danh mục thông tin phải được công khai; đầu mối liên hệ", "89/QĐ-VHL", 300, "danh-muc"),
    ("VLDC", "l", "Danh mục nhiệm vụ khoa học năm 2025 và kết quả", "17/BC-VLDC", 150, "nhiem-vu-2025"),
    ("VLDC", "n", "Bản tin động đất quý II năm 2026", "", 55, "ban-tin-dong-dat"),
    ("CNVT", "l", "Báo cáo công tác sáu tháng đầu năm 2026", "44/BC-CNVT", 60, "bao-cao-6-thang"),
    ("CNVT", "g", "Kết quả lựa chọn nhà thầu trạm thu dữ liệu", "51/TB-CNVT", 20, ""),
)
HOST = "https://vien.example/"
DEAD = "https://khong-con.invalid/ban-tin-dong-dat"  # a name that no register of names ever gives away


def set_up_disclosure(*, cast: Cast, at: datetime) -> None:
    """Fill the register: nine public items, one past its limit, one dead address, one notice of an error."""
    if PublicInformation.objects.filter(title__endswith=ILLUSTRATIVE).exists():
        return
    on = local_day(at)
    last = min(LAST_OF_OLD_LAW, on - timedelta(days=1))
    units = {unit.code: unit for unit in Unit.objects.all()}
    for code, group, title, symbol, days, path in ITEMS:
        made = last - timedelta(days=days)
        link = "" if not path else DEAD if "dong-dat" in path else f"{HOST}{path}"
        content = ItemContent(
            units[code], f"{title}{ILLUSTRATIVE}", made, group, "portal", symbol=symbol, link=link
        )
        item = enter_information(content=content, by=cast.coordinator, at=at)
        if path:
            publish_information(
                item=item,
                version=item.version,
                shown_from=made + timedelta(days=3),
                by=cast.coordinator,
                at=at,
            )
    _find_dead(at=at)
    set_group_period(group="n", months=1, by=cast.coordinator, at=at)
    wrong = PublicInformation.objects.get(title__startswith="Báo cáo công tác", title__endswith=ILLUSTRATIVE)
    said = NoticeContent("Bảng 2 ghi 12 đề tài, phần lời ghi 14 đề tài.")
    receive_error_notice(item=wrong, content=said, by=cast.coordinator, at=at)


def remove_disclosure() -> None:
    """Delete the invented items with their clocks; what people entered themselves stays."""
    items = PublicInformation.objects.filter(title__endswith=ILLUSTRATIVE)
    notices = ErrorNotice.objects.filter(item__in=items)
    clocks = {*items.values_list("clock", flat=True), *notices.values_list("clock", flat=True)} - {None}
    notices.delete()
    items.delete()
    Clock.objects.filter(pk__in=clocks).delete()


def _find_dead(*, at: datetime) -> None:
    system = acting_system(on=local_day(at))
    assert system is not None
    for item in PublicInformation.objects.filter(link=DEAD):
        for hours in (6, 0):
            look = Look(DEAD, "Unreachable: khong-con.invalid")
            note_look(item=item, look=look, by=system, at=at - timedelta(hours=hours))
