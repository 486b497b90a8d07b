"""Invented partners: an association with an agreement that ends soon, a press agency, a collaborator."""

from datetime import datetime, timedelta

from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.notices.operations import withdraw
from dongthuan.apps.partners.lifecycle import PartnerKind
from dongthuan.apps.partners.models import Agreement, Partner
from dongthuan.apps.partners.operations.agreements import AgreementContent, add_agreement
from dongthuan.apps.partners.operations.partners import ContactContent, PartnerContent, save_partner
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.units.models import Unit


def set_up_partners(*, cast: Cast, at: datetime) -> None:
    """Enter the invented partners, unless they are there."""
    if Partner.objects.filter(name__endswith=ILLUSTRATIVE).exists():
        return
    office = Unit.objects.get(code="VP")
    outlet = Outlet.objects.filter(name__endswith=ILLUSTRATIVE, inquiries__isnull=False).order_by("pk")[0]
    contents = (
        PartnerContent(
            office,
            PartnerKind.ORGANISATION,
            "Hội Phổ biến kiến thức khoa học" + ILLUSTRATIVE,
            "Phổ biến khoa học",
            contacts=[ContactContent("Đặng Thu Thảo", "Chánh văn phòng", "024 0000 0001", "thao@vi-du.vn")],
        ),
        PartnerContent(
            office,
            PartnerKind.ORGANISATION,
            outlet.name,
            "Báo chí",
            outlet=outlet,
            contacts=[ContactContent("Phan Văn Lộc", "Trưởng ban Khoa học", "024 0000 0002", "loc@vi-du.vn")],
        ),
        PartnerContent(
            office,
            PartnerKind.COLLABORATOR,
            "Hồ Quang Vinh" + ILLUSTRATIVE,
            "Ảnh và phim khoa học",
            contacts=[ContactContent("Hồ Quang Vinh", phone="024 0000 0003")],
        ),
    )
    made = [
        save_partner(partner=None, content=one, version=0, by=cast.coordinator, at=at) for one in contents
    ]
    day = local_day(at)
    agreed = AgreementContent(
        title="Thỏa thuận phối hợp phổ biến kết quả nghiên cứu" + ILLUSTRATIVE,
        number="12/TT-VP",
        signed_on=day - timedelta(days=340),
        start_on=day - timedelta(days=340),
        until=day + timedelta(days=25),
        our_duties="Cung cấp kết quả nghiên cứu và chuyên gia trả lời.",
        their_duties="Tổ chức bốn buổi nói chuyện khoa học trong năm.",
    )
    add_agreement(partner=made[0], content=agreed, by=cast.coordinator, at=at)


def remove_partners(*, at: datetime) -> None:
    """Take the invented partners out again, with whatever was agreed with them; reminders end."""
    invented = Partner.objects.filter(name__endswith=ILLUSTRATIVE)
    agreements = Agreement.objects.filter(partner__in=invented)
    for agreement in agreements:
        withdraw(record=agreement, at=at)
    agreements.delete()
    invented.delete()
