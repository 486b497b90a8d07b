"""Names of Vietnamese laws, and the issuers behind the codes in a document's number: public facts."""

_NAMES = """
An ninh mạng|An ninh quốc gia|An toàn thông tin mạng|An toàn thực phẩm|An toàn, vệ sinh lao động
|Ban hành văn bản quy phạm pháp luật|Biên phòng Việt Nam|Biển Việt Nam|Báo chí|Bình đẳng giới
|Bảo hiểm xã hội|Bảo hiểm y tế|Bảo vệ bí mật nhà nước|Bảo vệ dữ liệu cá nhân|Bảo vệ môi trường
|Bảo vệ quyền lợi người tiêu dùng|Bảo vệ và kiểm dịch thực vật|Chuyển giao công nghệ|Chăn nuôi
|Chứng khoán|Các tổ chức tín dụng|Cán bộ, công chức|Công an nhân dân|Công chứng|Công nghiệp công nghệ số
|Công nghệ cao|Công nghệ thông tin|Công đoàn|Căn cước|Cơ yếu|Cư trú|Cạnh tranh|Di sản văn hóa
|Doanh nghiệp|Du lịch|Dân quân tự vệ|Dân sự|Dược|Dữ liệu|Giao dịch điện tử|Giao thông đường bộ
|Giao thông đường thủy nội địa|Giá|Giáo dục|Giáo dục nghề nghiệp|Giáo dục đại học|Hàng hải Việt Nam
|Hàng không dân dụng Việt Nam|Hình sự|Hòa giải ở cơ sở|Hóa chất|Hôn nhân và gia đình|Hải quan|Hộ tịch
|Hợp tác xã|Khiếu nại|Khoa học và công nghệ|Khoa học, công nghệ và đổi mới sáng tạo|Khám bệnh, chữa bệnh
|Kinh doanh bảo hiểm|Kinh doanh bất động sản|Kiến trúc|Kiểm toán nhà nước|Kế toán|Lao động|Luật sư
|Lâm nghiệp|Lý lịch tư pháp|Lưu trữ|Mặt trận Tổ quốc Việt Nam|Nghĩa vụ quân sự|Ngân sách nhà nước
|Người cao tuổi|Người khuyết tật|Nhà giáo|Nhà ở|Nuôi con nuôi|Năng lượng nguyên tử|Phá sản
|Phòng cháy và chữa cháy|Phòng cháy, chữa cháy và cứu nạn, cứu hộ|Phòng thủ dân sự
|Phòng, chống bạo lực gia đình|Phòng, chống bệnh truyền nhiễm|Phòng, chống ma túy|Phòng, chống tham nhũng
|Phòng, chống thiên tai|Phòng, chống tác hại của rượu, bia|Phòng, chống tác hại của thuốc lá
|Phổ biến, giáo dục pháp luật|Quy hoạch|Quản lý thuế|Quản lý, sử dụng tài sản công|Quảng cáo|Quốc phòng
|Quốc tịch Việt Nam|Sĩ quan Quân đội nhân dân Việt Nam|Sở hữu trí tuệ
|Sử dụng năng lượng tiết kiệm và hiệu quả|Thanh niên|Thanh tra|Thi hành án dân sự|Thi hành án hình sự
|Thi đua, khen thưởng|Thuế giá trị gia tăng|Thuế thu nhập cá nhân|Thuế thu nhập doanh nghiệp
|Thuế tiêu thụ đặc biệt|Thư viện|Thương mại|Thể dục, thể thao|Thống kê|Thủ đô|Thủy lợi|Thủy sản
|Thực hiện dân chủ ở cơ sở|Thực hành tiết kiệm, chống lãng phí|Tiêu chuẩn và quy chuẩn kỹ thuật
|Tiếp công dân|Tiếp cận thông tin|Trách nhiệm bồi thường của Nhà nước|Trí tuệ nhân tạo|Trưng cầu ý dân
|Trật tự, an toàn giao thông đường bộ|Trẻ em|Trồng trọt|Trợ giúp pháp lý|Tài nguyên nước
|Tín ngưỡng, tôn giáo|Tương trợ tư pháp|Tần số vô tuyến điện|Tố cáo|Tố tụng dân sự|Tố tụng hình sự
|Tổ chức Chính phủ|Tổ chức Quốc hội|Tổ chức Tòa án nhân dân|Tổ chức chính quyền địa phương|Viên chức
|Viễn thông|Việc làm|Xuất bản|Xây dựng|Xử lý vi phạm hành chính|Đa dạng sinh học|Điện lực|Điện ảnh
|Đo lường|Đường bộ|Đường sắt|Đất đai|Đấu giá tài sản|Đấu thầu|Đầu tư|Đầu tư công
"""

NAMES: tuple[str, ...] = tuple(
    sorted({n.strip() for n in " ".join(_NAMES.split()).split("|")}, key=len, reverse=True)
)

ISSUERS: dict[str, str] = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "TW": "Trung ương Đảng",
    "CTN": "Chủ tịch nước",
    "VPCP": "Văn phòng Chính phủ",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BNV": "Bộ Nội vụ",
    "BTC": "Bộ Tài chính",
    "BTP": "Bộ Tư pháp",
    "BYT": "Bộ Y tế",
    "BCA": "Bộ Công an",
    "BQP": "Bộ Quốc phòng",
    "BCT": "Bộ Công Thương",
    "BXD": "Bộ Xây dựng",
    "BNG": "Bộ Ngoại giao",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội",
    "NHNN": "Ngân hàng Nhà nước Việt Nam",
    "TTCP": "Thanh tra Chính phủ",
    "VHL": "Viện Hàn lâm Khoa học và Công nghệ Việt Nam",
}
