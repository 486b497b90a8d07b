"""One document of each kind as an agency writes it, long names and all; every person in it is invented."""

from datetime import date

from dongthuan.docgen.letterhead import Letterhead, Recipient, Signature, SigningMode
from dongthuan.docgen.official import Annex, Document, Heading, Kind, Paragraph, Table

DAY = date(2026, 2, 5)
AGENCY = "Viện Hàn lâm Khoa học và Công nghệ Việt Nam"
DEPUTY = Signature("Phó Chủ tịch", "Trần Minh Họa", SigningMode.DEPUTY, "Chủ tịch")
OFFICE = Signature("Chánh Văn phòng", "Lê Thị Minh Họa", SigningMode.BY_ORDER, "Chủ tịch")
RECIPIENTS = (
    Recipient("Bộ Văn hóa, Thể thao và Du lịch", "để b/c"),
    Recipient("Chủ tịch, các Phó Chủ tịch Viện", "để b/c"),
    Recipient("Các đơn vị trực thuộc, trực tiếp sử dụng ngân sách nhà nước", "để t/h"),
    Recipient("Cổng thông tin điện tử của Viện Hàn lâm"),
)
PLAN_HEADER = (
    "TT",
    "Nội dung, nhiệm vụ",
    "Mục tiêu, thông điệp",
    "Đối tượng",
    "Hình thức, kênh",
    "Sản phẩm",
    "Thời gian",
    "Đơn vị chủ trì",
    "Đơn vị phối hợp",
    "Kinh phí, nguồn",
    "Chỉ số, kết quả",
    "Ghi chú",
)
PLAN_ROW = (
    "Tuyên truyền, phổ biến các chủ trương, chính sách mới về khoa học, công nghệ và đổi mới sáng tạo",
    "Người dân và doanh nghiệp hiểu đúng, đồng thuận với chính sách",
    "Nhà khoa học, doanh nghiệp, công chúng",
    "Chuyên mục trên Cổng thông tin, tọa đàm trực tuyến",
    "12 chuyên mục, 04 tọa đàm",
    "Quý I - Quý IV năm 2026",
    "Trung tâm Thông tin - Tư liệu",
    "Văn phòng; Ban Ứng dụng và Triển khai công nghệ",
    "120.000.000 đồng, NSNN",
    "50.000 lượt tiếp cận",
    "",
)
LONG = (
    "Đẩy mạnh công tác truyền thông chính sách nhằm cung cấp thông tin kịp thời, đầy đủ, chính xác về chủ "
    "trương, chính sách, pháp luật trong lĩnh vực khoa học và công nghệ đến người dân và doanh nghiệp; nâng "
    "cao nhận thức, trách nhiệm của người đứng đầu các đơn vị trực thuộc trong việc chủ động phát ngôn và "
    "cung cấp thông tin cho báo chí theo quy định."
)
BASES = tuple(
    Paragraph(words, is_basis=True)
    for words in (
        "Căn cứ Chỉ thị số 07/CT-TTg ngày 21 tháng 3 năm 2023 về tăng cường truyền thông chính sách;",
        "Căn cứ Nghị định số 244/2026/NĐ-CP của Chính phủ về phát ngôn và cung cấp thông tin cho báo chí;",
    )
)


def head(code: str, *, signed_on: date | None = DAY) -> Letterhead:
    """Return the head of the demonstration agency for documents of one code."""
    return Letterhead("Chính phủ", AGENCY, code, "Hà Nội", signed_on)


def plan(*, rows: int = 14, chapters: int = 4) -> Document:
    """Return a plan with its table of twelve columns as an annex on turned pages."""
    body = [*BASES, Paragraph(f"{AGENCY} ban hành Kế hoạch truyền thông chính sách năm 2026 như sau:")]
    for chapter in range(chapters):
        title = ("Mục đích, yêu cầu", "Nội dung, nhiệm vụ", "Kinh phí", "Tổ chức thực hiện")[chapter % 4]
        body += [Heading(f"{('I', 'II', 'III', 'IV')[chapter % 4]}. {title}")]
        for part in (1, 2):
            body += [Heading(f"{part}. Nhóm nhiệm vụ thứ {part}", 2), Paragraph(LONG)]
            body += [Heading("a) Nâng cao nhận thức", 3), Paragraph(LONG), Paragraph(LONG)]
    table = Table(PLAN_HEADER, tuple((str(n), *PLAN_ROW) for n in range(1, rows + 1)), numeric=(9,))
    return Document(
        Kind.PLAN,
        head("KH-VHL"),
        "Truyền thông chính sách của Viện Hàn lâm Khoa học và Công nghệ Việt Nam năm 2026",
        tuple(body),
        DEPUTY,
        number="7",
        recipients=RECIPIENTS,
        archive="VT, VP",
        annexes=(
            Annex("Nhiệm vụ truyền thông chính sách năm 2026", (table,), is_landscape=True),
            Annex("Phân công đầu mối", (Paragraph("Mỗi đơn vị cử một đầu mối."),)),
        ),
    )


FIGURES = Table(
    ("TT", "Đơn vị", "Được giao", "Đúng hạn", "Quá hạn"),
    (
        ("1", "Viện Vật lý địa cầu", "1.204", "1.180", "24"),
        ("2", "Trung tâm Vũ trụ Việt Nam", "310", "310", "0"),
    ),
    numeric=(2, 3, 4),
    caption="Bảng 1. Kết quả thực hiện nhiệm vụ theo đơn vị",
)
REPORT = Document(
    Kind.REPORT,
    head("BC-VHL"),
    "Kết quả thực hiện công tác truyền thông chính sách quý I năm 2026",
    (
        Paragraph("Thực hiện Kế hoạch số 07/KH-VHL, Viện Hàn lâm báo cáo như sau:"),
        Heading("I. Công tác chỉ đạo, triển khai"),
        Paragraph(LONG),
        Heading("II. Kết quả"),
        Paragraph(LONG),
        FIGURES,
        Heading("III. Đề xuất, kiến nghị"),
        Paragraph("Viện Hàn lâm trân trọng báo cáo."),
    ),
    Signature("Chủ tịch", "Trần Minh Họa"),
    number="12",
    addressees=("Văn phòng Chính phủ",),
    recipients=RECIPIENTS,
    archive="VT, VP",
)
DISPATCH = Document(
    Kind.DISPATCH,
    head("VHL-VP"),
    "đôn đốc báo cáo kết quả thực hiện nhiệm vụ truyền thông chính sách quý I năm 2026",
    (
        Paragraph("Ngày 05 tháng 02 năm 2026, Viện Hàn lâm ban hành Kế hoạch số 07/KH-VHL. " + LONG),
        Paragraph("Đề nghị các đơn vị gửi báo cáo trước ngày 10 tháng 3 năm 2026."),
        Paragraph("Trân trọng."),
    ),
    OFFICE,
    number="12",
    addressees=(
        "Viện Vật lý địa cầu",
        "Trung tâm Thông tin - Tư liệu",
        "Viện Nghiên cứu và Ứng dụng công nghệ Nha Trang, Trung tâm Nhiệt đới và các đơn vị có liên quan",
    ),
    recipients=(Recipient("Như trên"), Recipient("Chủ tịch Viện", "để b/c")),
    archive="VT, VP",
)
NOTICE = Document(
    Kind.NOTICE,
    head("TB-VHL"),
    "Kết luận của Phó Chủ tịch Viện tại cuộc họp giao ban tháng 01 năm 2026",
    (Paragraph(LONG), Heading("1. Về tiến độ", 2), Paragraph(LONG)),
    OFFICE,
    number="3",
    recipients=RECIPIENTS,
    archive="VT, VP",
)
INVITATION = Document(
    Kind.INVITATION,
    head("GM-VHL"),
    "Họp báo công bố kết quả quan trắc động đất năm 2026",
    (
        Paragraph("Tới dự họp báo công bố kết quả quan trắc động đất năm 2026."),
        Paragraph("Chủ trì: Phó Chủ tịch Viện Trần Minh Họa."),
        Paragraph("Thời gian: 08 giờ 30, ngày 12 tháng 02 năm 2026."),
        Paragraph("Địa điểm: Hội trường tầng 2, nhà A1, số 18 Hoàng Quốc Việt, Hà Nội."),
        Paragraph("Đề nghị xác nhận tham dự trước ngày 10 tháng 02 năm 2026."),
    ),
    OFFICE,
    number="15",
    addressees=("Các cơ quan thông tấn, báo chí", "Đại diện lãnh đạo các đơn vị trực thuộc"),
    recipients=(Recipient("Như thành phần mời"),),
    archive="VT, VP",
)
DECISION = Document(
    Kind.DECISION,
    head("QĐ-VHL"),
    "ban hành Quy chế phát ngôn và cung cấp thông tin cho báo chí",
    (
        *BASES,
        Paragraph("Theo đề nghị của Chánh Văn phòng", is_basis=True),
        Paragraph(
            "Điều 1. Ban hành kèm theo Quyết định này Quy chế phát ngôn và cung cấp thông tin cho báo chí."
        ),
        Paragraph("Điều 2. Quyết định này có hiệu lực kể từ ngày ký."),
        Paragraph("Điều 3. Chánh Văn phòng, Thủ trưởng các đơn vị chịu trách nhiệm thi hành Quyết định này."),
    ),
    DEPUTY,
    number="313",
    recipients=(Recipient("Như Điều 3"), *RECIPIENTS[:2]),
    archive="VT, VP",
)
MINUTES = Document(
    Kind.MINUTES,
    head("BB-VHL"),
    "Họp Tổ truyền thông chính sách",
    (
        Paragraph("Thời gian bắt đầu: 14 giờ 00, ngày 05 tháng 02 năm 2026."),
        Paragraph("Địa điểm: Phòng họp 204, nhà A2."),
        Heading("I. Thành phần tham dự"),
        Paragraph("Chủ trì: Phó Chủ tịch Trần Minh Họa.\nThư ký: Lê Thị Minh Họa."),
        Heading("II. Nội dung"),
        Paragraph(LONG),
        Paragraph("Cuộc họp kết thúc vào 16 giờ 30, ngày 05 tháng 02 năm 2026."),
    ),
    Signature("Chủ tọa", "Trần Minh Họa"),
    number="2",
    recipients=(Recipient("Thành viên Tổ"),),
    archive="VT, VP",
    cosignature=Signature("Thư ký", "Lê Thị Minh Họa"),
)
RELEASE = Document(
    Kind.RELEASE,
    head(""),
    "Động đất tại Kon Tum ngày 04 tháng 02 năm 2026 không gây thiệt hại",
    (
        Paragraph("Hà Nội, ngày 05 tháng 02 năm 2026 - " + LONG),
        Paragraph('"Người dân không nên hoang mang", ông Trần Minh Họa, Người phát ngôn của Viện, cho biết.'),
        Heading("Thông tin liên hệ", 2),
        Paragraph("Văn phòng Viện Hàn lâm; thư điện tử baochi@vhl.example."),
    ),
    OFFICE,
    recipients=(Recipient("Các cơ quan báo chí"),),
    archive="VT, VP",
)
AUTHORISATION = Document(
    Kind.AUTHORISATION,
    head("GUQ-VHL"),
    "Phát ngôn và cung cấp thông tin cho báo chí",
    (
        Paragraph("Căn cứ khoản 5 Điều 3 Nghị định số 244/2026/NĐ-CP", is_basis=True),
        Heading("1. Người ủy quyền", 2),
        Paragraph("Họ và tên: Nguyễn Văn Minh Họa, Chủ tịch Viện."),
        Heading("2. Người được ủy quyền", 2),
        Paragraph("Họ và tên: Lê Thị Minh Họa, Chánh Văn phòng."),
        Heading("3. Thời hạn ủy quyền", 2),
        Paragraph("Từ 08 giờ 00 ngày 06/02/2026 đến trước 17 giờ 00 ngày 08/02/2026."),
    ),
    Signature("Chủ tịch", "Nguyễn Văn Minh Họa"),
    number="4",
    recipients=(Recipient("Bà Lê Thị Minh Họa"),),
    archive="VT, VP",
)
CONTRACT = Document(
    Kind.CONTRACT,
    head("HĐ-VHL"),
    "Đặt hàng tuyên truyền kết quả quan trắc động đất",
    (*BASES, Heading("Điều 1. Nội dung", 2), Paragraph(LONG)),
    Signature("Chủ tịch", "Nguyễn Văn Minh Họa"),
    number="8",
    recipients=RECIPIENTS[:1],
    archive="VT, VP",
    cosignature=Signature("Đại diện bên B"),
)
ALL = {
    "plan": plan(),
    "report": REPORT,
    "dispatch": DISPATCH,
    "notice": NOTICE,
    "invitation": INVITATION,
    "decision": DECISION,
    "minutes": MINUTES,
    "release": RELEASE,
    "authorisation": AUTHORISATION,
    "contract": CONTRACT,
}
