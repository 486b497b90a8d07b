"""The demonstration's orders: one in progress, two of three articles published, one without a price.

Setting up twice changes nothing. The outlet is one whose invented feed the collector reads.
"""

from datetime import datetime, timedelta

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.budgets.models import Commitment, Line, Movement
from dongthuan.apps.budgets.operations.commitments import SumContent
from dongthuan.apps.budgets.operations.lines import LineContent, allocate, open_line
from dongthuan.apps.commissions.evidence import Looked
from dongthuan.apps.commissions.lifecycle import Look
from dongthuan.apps.commissions.models.deliveries import Piece
from dongthuan.apps.commissions.models.orders import Order
from dongthuan.apps.commissions.operations.deliveries import PieceContent, note_piece
from dongthuan.apps.commissions.operations.money import advance
from dongthuan.apps.commissions.operations.offering import note_answer, place, put_in_force
from dongthuan.apps.commissions.operations.orders import (
    OrderContent,
    PartContent,
    add_part,
    confirm_form,
    prepare,
)
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.signing import sign, submit
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.press.operations.outlets import OutletContent, save_outlet
from dongthuan.apps.units.models import Unit

OUTLET = "Khoa học Minh Hoạ" + ILLUSTRATIVE
SOURCE = "Kinh phí thường xuyên" + ILLUSTRATIVE
PUBLISHED = (
    ("Mạng lưới quan trắc động đất phục vụ người dân", 6, "https://khoahoc.example/quan-trac-1"),
    ("Báo tin động đất trong năm phút", 3, "https://khoahoc.example/quan-trac-2"),
)


def set_up_commissions(*, cast: Cast, at: datetime) -> None:
    """Order three articles, of which two are published, and prepare a second order without a price basis."""
    if Order.objects.filter(title__endswith=ILLUSTRATIVE).exists():
        return
    on, office = local_day(at), Unit.objects.get(code="VP")
    content = OutletContent(
        OUTLET, "online", "daily", "Hội Khoa học" + ILLUSTRATIVE, emails=("dat@khoahoc.example",)
    )
    outlet = save_outlet(outlet=None, content=content, by=cast.coordinator, at=at)
    line = open_line(content=LineContent(on.year, office, SOURCE, "press_order"), by=cast.coordinator, at=at)
    ground = "Quyết định giao dự toán" + ILLUSTRATIVE
    allocate(line=line, amount_vnd=60_000_000, on=on, ground=ground, by=cast.coordinator, at=at)
    wanted = OrderContent(
        unit=office,
        title="Tuyến bài về quan trắc động đất" + ILLUSTRATIVE,
        mode="order",
        outlet=outlet,
        topic="quan trắc động đất",
        start_on=on - timedelta(days=20),
        end_on=on + timedelta(days=40),
        message="Mạng lưới báo tin nhanh hơn, người dân biết cần làm gì.",
        list_entry="Mục 3, Quyết định danh mục dịch vụ" + ILLUSTRATIVE,
        price_basis="decision",
        price_ground="Quyết định đơn giá số 20" + ILLUSTRATIVE,
        line=line,
        advance_percent=50,
    )
    order = prepare(content=wanted, by=cast.coordinator, at=at)
    part = PartContent("article", "Bài về quan trắc động đất", "Báo điện tử", on, 3_500_000, 3)
    order = add_part(order=order, content=part, version=order.version, by=cast.coordinator, at=at)
    _in_progress(order, cast, at)
    _without_price(wanted, cast, at)


def _in_progress(order: Order, cast: Cast, at: datetime) -> None:
    on, office = local_day(at), cast.coordinator
    legal = Officer.objects.get(username="phapche").on(on)
    words = "Đã đối chiếu Điều 12" + ILLUSTRATIVE
    order = confirm_form(order=order, words=words, version=order.version, by=legal, at=at)
    order = place(order=order, version=order.version, by=office, at=at)
    answer = "Công văn số 7" + ILLUSTRATIVE
    order = note_answer(order=order, is_accepted=True, reason=answer, version=order.version, by=office, at=at)
    _signed(order.paper, cast, at)
    order.refresh_from_db()
    order = put_in_force(order=order, on=on, over_reason="", version=order.version, by=office, at=at)
    sum_ = SumContent(3_000_000, on, "UNC 12" + ILLUSTRATIVE)
    order = advance(order=order, content=sum_, version=order.version, by=office, at=at)
    for title, days, url in PUBLISHED:
        copy = (f"{title}. Trang minh hoạ, không có thật.".encode(), "ban-luu.txt")
        piece = PieceContent(
            part=order.parts.get(),
            title=title,
            published_on=on - timedelta(days=days),
            url=url,
            looked=Looked(Look.ALIVE, "", copy),
            declared_reach=12_000,
        )
        note_piece(order=order, content=piece, by=office, at=at)


def _signed(paper: OfficialDocument | None, cast: Cast, at: datetime) -> None:
    assert paper is not None
    authority = SigningAuthority.objects.in_force(on=local_day(at)).filter(officer=cast.leader)[0]
    paper = submit(document=paper, version=paper.version, by=cast.coordinator, at=at)
    sign(document=paper, authority=authority, version=paper.version, by=cast.leader, at=at)


def _without_price(wanted: OrderContent, cast: Cast, at: datetime) -> None:
    """Prepare an order that shows what is still missing: price basis, deliverables, the legal officer."""
    content = OrderContent(
        unit=wanted.unit,
        title="Phóng sự về bảo tồn loài mới" + ILLUSTRATIVE,
        mode="order",
        outlet=wanted.outlet,
        topic="bảo tồn loài mới",
        start_on=wanted.start_on,
        end_on=wanted.end_on,
        list_entry=wanted.list_entry,
    )
    prepare(content=content, by=cast.coordinator, at=at)


def remove_commissions() -> None:
    """Take orders from invented outlets out again, with their money; signed papers stay in the register."""
    orders = Order.objects.filter(outlet__name__endswith=ILLUSTRATIVE)
    pieces = [str(key) for key in Piece.objects.filter(part__order__in=orders).values_list("pk", flat=True)]
    orders.delete()
    Attachment.objects.filter(record_type=Piece._meta.label_lower, record_key__in=pieces).delete()
    lines = Line.objects.filter(source=SOURCE)
    Movement.objects.filter(line__in=lines).delete()
    Commitment.objects.filter(line__in=lines).delete()
    lines.delete()
