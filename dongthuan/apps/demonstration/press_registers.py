"""The demonstration's press registers: invented outlets, journalists, speakers, conferences, a correction.

All days lie around the day on which it is set up. Setting up twice changes nothing.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.work import HEAD, ILLUSTRATIVE, Cast
from dongthuan.apps.press.models.channels import OfficialChannel
from dongthuan.apps.press.models.conferences import Conference
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.journalists import Journalist
from dongthuan.apps.press.models.mandates import Mandate
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.models.spokespersons import Spokesperson
from dongthuan.apps.press.operations.channels import ChannelContent, save_channel
from dongthuan.apps.press.operations.conference_log import (
    AnswerContent,
    QuestionContent,
    ask_accreditation,
    log_question,
    note_attendance,
)
from dongthuan.apps.press.operations.conference_notices import send_notice
from dongthuan.apps.press.operations.conferences import ConferenceContent, hold_conference, plan_conference
from dongthuan.apps.press.operations.contacts import add_contacts, save_list
from dongthuan.apps.press.operations.corrections import CorrectionContent, draw_up_correction
from dongthuan.apps.press.operations.journalists import JournalistContent, save_journalist
from dongthuan.apps.press.operations.mandates import MandateContent, authorise
from dongthuan.apps.press.operations.outlets import OutletContent, save_outlet
from dongthuan.apps.press.operations.spokespersons import (
    SpokespersonContent,
    publish_spokesperson,
    record_spokesperson,
)
from dongthuan.apps.units.models import Unit

PORTAL = "https://vien.example"
OUTLETS = (
    ("Báo Khoa học Ngày nay", "online", "continuous", "Hội Khoa học", "toasoan@khoahocngaynay.example"),
    ("Nhật báo Đất Việt", "newspaper", "daily", "Hội Nhà báo tỉnh", "bandoc@datviet.example"),
    ("Tạp chí Địa chất và Môi trường", "magazine", "monthly", "Hội Địa chất", "tapchi@diachat.example"),
    ("Đài Phát thanh – Truyền hình Miền núi", "television", "daily", "Tỉnh miền núi", "thoisu@dai.example"),
)
JOURNALISTS = (
    ("Nguyễn Hồng Ký", 0, "Phóng viên", ("khoa học", "địa chấn"), "ky@khoahocngaynay.example"),
    ("Trần Mai Bút", 1, "Phóng viên", ("giáo dục", "khoa học"), "but@datviet.example"),
    ("Lò Văn Sóng", 3, "Biên tập viên", ("thời sự",), "song@dai.example"),
)
CHANNELS = (
    ("Cổng thông tin Viện", "portal", PORTAL, True),
    ("Trang Facebook của Viện", "facebook", "https://facebook.example/vien", True),
    ("Zalo OA của Viện", "zalo", "https://zalo.example/vien", False),
)


def set_up_press_registers(*, cast: Cast, at: datetime) -> None:
    """Fill the press registers with what is invented, unless it is there."""
    if Outlet.objects.filter(name__endswith=ILLUSTRATIVE).exists():
        return
    office = Unit.objects.get(code="VP")
    outlets = [_outlet(row, cast, at) for row in OUTLETS]
    _people(outlets, office, cast, at)
    for name, platform, url, is_listed in CHANNELS:
        channel = ChannelContent(
            name + ILLUSTRATIVE, platform, url, office, "Quyết định mở kênh" + ILLUSTRATIVE, is_listed
        )
        save_channel(channel=None, content=channel, by=cast.coordinator, at=at)
    _speakers(cast, at)
    _conferences(outlets, office, cast, at)
    _correction(outlets[1], office, cast, at)


def _outlet(row: tuple[str, str, str, str, str], cast: Cast, at: datetime) -> Outlet:
    name, kind, frequency, body, email = row
    content = OutletContent(
        name + ILLUSTRATIVE, kind, frequency, body + ILLUSTRATIVE, "000/GP (minh hoạ)", emails=(email,)
    )
    return save_outlet(outlet=None, content=content, by=cast.coordinator, at=at)


def _people(outlets: list[Outlet], office: Unit, cast: Cast, at: datetime) -> None:
    keep_until = local_day(at) + timedelta(days=365)
    journalists = []
    for name, place, post, beats, email in JOURNALISTS:
        content = JournalistContent(
            full_name=name + ILLUSTRATIVE,
            outlet=outlets[place],
            source=Journalist.Source.PUBLISHED,
            keep_until=keep_until,
            post=post,
            beats=beats,
            email=email,
        )
        row = save_journalist(journalist=None, content=content, by=cast.spokesperson, at=at)
        journalists.append(row)
    kept = save_list(
        contact_list=None, name="Báo chí khoa học" + ILLUSTRATIVE, unit=office, by=cast.spokesperson, at=at
    )
    add_contacts(contact_list=kept, journalists=journalists, outlets=outlets, by=cast.spokesperson, at=at)


def _speakers(cast: Cast, at: datetime) -> None:
    """Record the head, a regular spokesperson public in time, one just assigned, and an authorisation."""
    agency = Unit.objects.get(parent__isnull=True)
    long_ago = local_day(at) - timedelta(days=300)
    who = Officer.objects.filter(username=HEAD).first()
    head = SpokespersonContent(
        unit=agency,
        kind="head",
        full_name="GS. Lê Viện Trưởng" + ILLUSTRATIVE,
        post="Chủ tịch Viện",
        start_on=long_ago,
        officer=who,
        phone="024 0000 0001",
        official_email="chutich@vien.example",
    )
    chief = record_spokesperson(content=head, by=cast.coordinator, at=at)
    signed = at - timedelta(days=120)
    regular = SpokespersonContent(
        unit=agency,
        kind="regular",
        full_name=cast.spokesperson.full_name,
        post=cast.spokesperson.post or "Chánh Văn phòng",
        start_on=local_day(signed),
        officer=cast.spokesperson,
        phone="024 0000 0002",
        official_email="phatngon@vien.example",
        decision_no="01/QĐ-VHL" + ILLUSTRATIVE,
        decided_at=signed,
    )
    row = record_spokesperson(content=regular, by=cast.coordinator, at=at)
    publish_spokesperson(
        spokesperson=row,
        url=PORTAL + "/nguoi-phat-ngon",
        published_at=signed + timedelta(hours=6),
        version=row.version,
        by=cast.coordinator,
        at=at,
    )
    institute = SpokespersonContent(
        unit=Unit.objects.get(code="VLDC"),
        kind="regular",
        full_name=cast.earth.full_name,
        post=cast.earth.post or "Chuyên viên",
        start_on=local_day(at),
        officer=cast.earth,
        phone="024 0000 0003",
        official_email="vldc@vien.example",
        decision_no="15/QĐ-VLDC" + ILLUSTRATIVE,
        decided_at=at - timedelta(hours=5),
    )
    record_spokesperson(content=institute, by=cast.coordinator, at=at)
    mandate = MandateContent(
        authorised_by=chief,
        unit=agency,
        full_name=cast.space.full_name,
        post=cast.space.post or "Chuyên viên",
        matter_title="Vệ tinh quan sát Trái Đất ngừng truyền ảnh" + ILLUSTRATIVE,
        ground="07/GUQ-VHL" + ILLUSTRATIVE,
        signed_at=at - timedelta(days=2),
        start_at=at - timedelta(days=2),
        end_at=at + timedelta(days=5),
        officer=cast.space,
    )
    authorise(content=mandate, by=cast.coordinator, at=at)


def _conferences(outlets: list[Outlet], office: Unit, cast: Cast, at: datetime) -> None:
    """Let one have been held, with its log, and one be planned, its notice still to be sent."""
    start = _morning(at, -40)
    held = ConferenceContent(
        unit=office,
        kind="regular",
        title="Họp báo quý" + ILLUSTRATIVE,
        chair_name=cast.spokesperson.full_name,
        place="Hội trường A" + ILLUSTRATIVE,
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        content="Kết quả nghiên cứu, ứng dụng trong quý và kế hoạch quý tới.",
        lawful_basis="Báo cáo quý của Viện" + ILLUSTRATIVE,
    )
    row = plan_conference(content=held, by=cast.coordinator, at=at, invited=outlets)
    sent_at = start - timedelta(days=2)
    row = send_notice(conference=row, sent_at=sent_at, version=row.version, by=cast.coordinator, at=at)
    row = hold_conference(conference=row, version=row.version, by=cast.coordinator, at=at)
    asked = ask_accreditation(
        conference=row,
        full_name=JOURNALISTS[0][0] + ILLUSTRATIVE,
        outlet=outlets[0],
        by=cast.coordinator,
        at=at,
    )
    note_attendance(accreditation=asked, by=cast.coordinator, at=at)
    moment = start + timedelta(minutes=50)
    question = QuestionContent(
        JOURNALISTS[0][0] + ILLUSTRATIVE,
        "Mạng trạm quan trắc sẽ được mở rộng ở những tỉnh nào?",
        moment,
        outlets[0].name,
    )
    answer = AnswerContent(
        "Viện đã trình phương án mở rộng; danh sách tỉnh công bố khi được duyệt.", moment, cast.spokesperson
    )
    log_question(conference=row, content=question, answer=answer, by=cast.coordinator, at=at)
    coming = _morning(at, 6)
    planned = ConferenceContent(
        unit=office,
        kind="extraordinary",
        title="Thông tin về rung chấn tại vùng núi phía Bắc" + ILLUSTRATIVE,
        chair_name=cast.spokesperson.full_name,
        place="Phòng họp 2" + ILLUSTRATIVE,
        starts_at=coming,
        ends_at=coming + timedelta(hours=1),
        content="Số liệu quan trắc, nhận định chuyên môn và khuyến cáo cho người dân.",
        lawful_basis="Báo cáo nhanh của Viện Các khoa học Trái Đất" + ILLUSTRATIVE,
    )
    plan_conference(content=planned, by=cast.coordinator, at=at, invited=outlets[:2])


def _morning(at: datetime, days: int) -> datetime:
    """Return nine in the morning, so many days from the day of `at`."""
    local = timezone.localtime(at) + timedelta(days=days)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)


def _correction(outlet: Outlet, office: Unit, cast: Cast, at: datetime) -> None:
    content = CorrectionContent(
        unit=office,
        outlet=outlet,
        item_title="Viện thừa nhận dự báo sai về động đất" + ILLUSTRATIVE,
        item_published_at=at - timedelta(days=3),
        false_content="Viện thừa nhận đã dự báo sai về trận động đất.",
        correct_content="Viện chưa đưa ra dự báo nào; động đất hiện chưa thể dự báo về thời điểm.",
        grounds="Bản tin quan trắc và thông cáo đã đăng trên cổng thông tin" + ILLUSTRATIVE,
    )
    draw_up_correction(content=content, by=cast.spokesperson, at=at)


def remove_press_registers() -> None:
    """Take what is invented out again; what refers to it (inquiries, mailings) must have gone before."""
    CorrectionRequest.objects.filter(item_title__endswith=ILLUSTRATIVE).delete()
    Conference.objects.filter(title__endswith=ILLUSTRATIVE).delete()
    Mandate.objects.filter(ground__endswith=ILLUSTRATIVE).delete()
    invented = Q(full_name__endswith=ILLUSTRATIVE) | Q(decision_no__endswith=ILLUSTRATIVE)
    speakers = Spokesperson.objects.filter(invented)
    clocks = [key for key in speakers.values_list("clock", flat=True) if key]
    speakers.delete()
    Clock.objects.filter(pk__in=clocks).delete()
    OfficialChannel.objects.filter(name__endswith=ILLUSTRATIVE).delete()
    ContactList.objects.filter(name__endswith=ILLUSTRATIVE).delete()
    Journalist.objects.filter(full_name__endswith=ILLUSTRATIVE).delete()
    Outlet.objects.filter(name__endswith=ILLUSTRATIVE).delete()
