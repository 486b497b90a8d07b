"""Names of bodies and offices in officialese: where a name begins, where it ends, what its capitals were."""

import re

from dongthuan.analysis.text import marked, tidy

_HEADS = (
    "Ủy ban|Uỷ ban|UBND|HĐND|UBMTTQ|Văn phòng|Tổng cục|Tổng công ty|Trung tâm|Học viện|Đại học|Trường"
    "|Viện|Thanh tra|Công an|Bộ Chỉ huy"
    "|Bộ Tư lệnh|Kho bạc|Đài|Báo|Hội|Liên hiệp|Liên đoàn|Liên minh|Mặt trận|Đoàn|Thủ trưởng|Giám đốc"
    "|Tổng Giám đốc|Chủ tịch|Phó Chủ tịch"
    "|Chánh|Trưởng|Người đứng đầu|Người phát ngôn|Phòng|Tổ|Ngân hàng|Tòa án|Viện kiểm sát|Cơ quan|Đơn vị"
    "|Doanh nghiệp|Tập đoàn|Công ty"
    "|Thông tấn xã|Nhà xuất bản|Hội đồng|Bảo hiểm xã hội|Tạp chí|Bệnh viện|Ban|Bộ trưởng|Bộ|Sở|Cục"
    "|Chi cục|Vụ|Tỉnh ủy|Thành ủy|Đảng ủy"
    "|Huyện ủy|Quận ủy|Thị ủy|Hiệp hội|Cổng thông tin điện tử|Cổng Thông tin điện tử|Trạm|Chi nhánh|Thuế"
    "|Hải quan|Kiểm toán|Bưu điện"
    "|Lãnh đạo|Thường trực|Công đoàn|Đảng bộ|Khoa|Bộ môn|Phân hiệu|Ký túc xá|Hiệu trưởng|Viện trưởng"
    "|Cục trưởng|Vụ trưởng"
    "|Tổng Biên tập|Bảo tàng|Thư viện|Nhà văn hóa"
    "|Quỹ|Cảng vụ|Tổng Liên đoàn"
)
_FALSE_HEADS = (
    "Ban hành|Ban đầu|Bộ phận nhỏ|Bộ máy|Bộ luật|Bộ tiêu chí|Bộ chỉ số|Báo cáo|Báo chí|Hội nghị|Hội thảo"
    "|Hội họp|Hội nhập|Đoàn kết|Phòng,"
    "|Phòng ngừa|Phòng chống|Tổ chức|Trường hợp|Vụ việc|Sở hữu|Cục bộ|Viện dẫn|Cơ quan chủ trì"
    "|Cơ quan phối hợp|Đơn vị chủ trì"
    "|Đơn vị phối hợp|Đơn vị thực hiện|Cơ quan thực hiện|Trưởng thành|Bộ mặt|Thuế suất|Quỹ đất"
    "|Thanh tra, kiểm tra|Kiểm toán nội bộ|Hội viên"
)
_QUANTIFIED = "(?:[Cc]ác|[Tt]ất cả các|[Nn]hững|[Mm]ỗi|[Tt]ừng|[Tt]oàn thể)"
_GROUPS = (
    "bộ|sở|ban|ngành|đơn vị|cơ quan|địa phương|phòng|xã|phường|huyện|quận|thị xã|thành phố|tỉnh|cục|vụ"
    "|viện|trường|trung tâm|tổ chức|tập đoàn"
    "|doanh nghiệp|hội|đoàn thể|đồng chí|thành viên|đài|báo|cấp|ủy ban|chi bộ|khoa|tổng công ty|cơ sở"
    "|nhà trường|bệnh viện|học viện|thủ trưởng"
    "|Bộ|Sở|Ban|Viện|Cục|Vụ|Đơn vị|Ủy ban|UBND|Phòng|Trường|Trung tâm|đại học|chủ đầu tư|tạp chí|cá nhân|Hội"
)
HEAD = rf"(?:(?!(?:{_FALSE_HEADS})\b)(?:{_HEADS})(?!\w)|{_QUANTIFIED}\s+(?:{_GROUPS})(?!\w))"
_VERBS = (
    "tăng|giảm|mở rộng|cụ thể hóa|đề cao|cải tiến|chăm lo|nhân rộng|đa dạng hóa"
    "|(?<!đồng chí )(?<!các )lãnh đạo|"
    "chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|căn cứ|tổ chức|xây dựng|tham mưu"
    "|hướng dẫn|theo dõi|đôn đốc|kiểm tra"
    "|báo cáo|tổng hợp|thực hiện|triển khai|rà soát|bố trí|chỉ đạo|tăng cường|đẩy mạnh|nghiên cứu"
    "|ban hành|cập nhật|công khai|cung cấp"
    "|đề xuất|đăng tải|đăng phát|lập|quán triệt|phổ biến|tuyên truyền|chủ động|nâng cao|tiếp tục"
    "|kịp thời|thường xuyên|khẩn trương|trình"
    "|gửi|là|làm đầu mối|làm tốt|đưa tin|phát huy|lồng ghép|cử|phân công|giao|bảo đảm|đảm bảo|đổi mới"
    "|hoàn thành|vận hành|giám sát|thẩm định"
    "|tiếp nhận|xử lý|định kỳ|tham gia|dành|mở|duy trì|sử dụng|khai thác|lựa chọn|vận động|huy động"
    "|ưu tiên|đánh giá|sơ kết|tổng kết"
    "|nghiêm túc|trực tiếp|tập trung|kiện toàn|nắm|chuẩn bị|bồi dưỡng|đào tạo|hỗ trợ|cân đối|quan tâm"
    "|ứng dụng|phát hiện|thông báo|phản hồi"
    "|trả lời|chấp hành|thi hành|biên soạn|sản xuất|hoàn thiện|khắc phục|chấn chỉnh|xem xét|quyết định"
    "|đề nghị|yêu cầu|phát động|vận dụng"
    "|giúp|được giao|theo chức năng|trong phạm vi|trên cơ sở|hằng năm|hàng năm|hằng quý|hàng quý"
    "|hằng tháng|trước ngày|phải|cần|kết nối"
    "|tạo điều kiện|thiết lập|quản lý|truyền thông|tư vấn|chuyển|đảm nhiệm|gương mẫu|tích cực|đồng thời"
    "|xác định|phân bổ|đặt hàng|lấy ý kiến"
    "|tập huấn|nhắc nhở|phê duyệt|ký|phát sóng|thông tin về|thông tin kịp thời|số hóa|khuyến khích|mời"
    "|đăng ký|thống nhất|bám sát|tự"
    "|dịch|viết|soạn|biên tập|in ấn|phát hành|chia sẻ|trao đổi|đăng|thu thập|thu hút|nhận|nộp|đặt|đưa"
    "|làm|khảo sát|điều tra"
    "|thống kê|liên hệ|liên kết|phân tích|dự báo|cảnh báo|ngăn chặn|bảo vệ|kiến nghị|kiểm soát|củng cố"
    "|xúc tiến|tiến hành"
    "|góp ý|phản biện|phản ánh|mua sắm|trang bị|nâng cấp|không|sẽ|đã|được|cùng|luôn|gắn|thẩm tra|sớm"
    "|hoàn tất|giải quyết"
    "|giải đáp|đối thoại|tiếp xúc|gặp|truyền tải|quảng bá|giới thiệu|xác minh|xác nhận|công bố|ký kết"
    "|lan tỏa|phát sóng|đấu tranh|điều chỉnh|sửa đổi|bổ sung|kết hợp|sắp xếp|tháo gỡ|đẩy nhanh|nhanh chóng"
    "|thúc đẩy|chấm dứt|tuyển dụng"
)
VERB = rf"(?:{_VERBS})(?!\w)"
_VERB_AT = re.compile(VERB)
_NOUN_TO_CHUC = re.compile(
    r"tổ chức(?:\s*,|\s+(?:chính trị|xã hội|đoàn thể|đảng|thành viên|liên quan|có liên quan|trực thuộc"
    r"|và cá nhân|, cá nhân)|\s*$)"
)
_NOUN_IN_NAME = re.compile(  # "Phòng Quản lý tổng hợp:", "Các viện nghiên cứu chủ trì"
    r"(?:tổng hợp|nghiên cứu|đào tạo|truyền thông|kiểm tra|quản lý|giám sát)"
    r"(?=\s*(?:[:(]|$)|\s+(?:chủ trì|có trách nhiệm|chịu trách nhiệm|làm đầu mối))"
)
_HEAD_AT = re.compile(HEAD)
_SPLIT = re.compile(
    rf"\s*;\s*|\s*,\s*(?:và\s+)?(?={HEAD})|\s+và\s+(?={HEAD})|\s*,\s*(?=các\s+(?:{_GROUPS})(?!\w))"
)
_VAGUE = re.compile(r"liên quan|khác$|nêu trên|trên$|này$|đó$|có chức năng", re.IGNORECASE)
_BARE = re.compile(r"(?:Báo|Đài|Bộ|Sở|Ban|Cục|Vụ|Viện|Hội|Phòng|Tổ|Đoàn)$")
_MAX_NAME = 160


def name_at(text: str) -> str:
    """Return the names of bodies that `text` begins with, up to the verb, colon or bracket; "" for none.

    >>> name_at("Sở Thông tin và Truyền thông chủ trì, phối hợp với Sở Nội vụ")
    'Sở Thông tin và Truyền thông'
    >>> name_at("Ban hành kế hoạch"), name_at("Các cơ quan, tổ chức, đơn vị có trách nhiệm")
    ('', 'Các cơ quan, tổ chức, đơn vị')
    """
    if not _HEAD_AT.match(text):
        return ""
    end = re.search(r"[:(.…]|\s[-–]\s(?!\s*[A-ZĐ])|$", text)
    limit = min(end.start() if end else len(text), _MAX_NAME * 2)
    for word in re.finditer(r"(?<=\s)\w", text[:limit]):
        place = word.start()
        is_noun = _NOUN_TO_CHUC.match(text, place) or _NOUN_IN_NAME.match(text, place)
        if _VERB_AT.match(text, place) and not is_noun:
            return text[:place].strip(" ,;")
    return text[:limit].strip(" ,;")


def ends_in_verb(text: str, name: str) -> bool:
    """Return whether a verb follows the name that `text` begins with."""
    return bool(_VERB_AT.match(text[len(name) :].lstrip(" ,;")))


def split_names(phrase: str) -> list[str]:
    """Return the single names in a list of bodies, without the vague ones ("các đơn vị liên quan").

    >>> split_names("Các sở, ban, ngành, Ủy ban nhân dân các xã, phường")
    ['Các sở, ban, ngành', 'Ủy ban nhân dân các xã, phường']
    >>> split_names("Sở Nội vụ, Sở Văn hóa, Thể thao và Du lịch và các đơn vị liên quan")
    ['Sở Nội vụ', 'Sở Văn hóa, Thể thao và Du lịch']
    """
    names: list[str] = []
    for piece in _SPLIT.split(phrase):
        if names and _BARE.fullmatch(names[-1]):
            names[-1] = f"{names[-1]} và {piece}"
        elif piece.strip():
            names.append(piece)
    return [proper for proper in map(proper_name, names) if proper and not _VAGUE.search(proper)]


def proper_name(name: str) -> str:
    """Return a name as it is listed: one spelling of UBND, no trailing stops, first letter a capital."""
    name = tidy(name).strip(" .,;:-–/")
    name = re.sub(r"\bUBND\b", "Ủy ban nhân dân", re.sub(r"\bUỷ ban\b", "Ủy ban", name))
    return name[:1].upper() + name[1:] if len(name) <= _MAX_NAME else ""


def is_head(text: str) -> bool:
    """Return whether `text` begins as the name of a body does."""
    return bool(_HEAD_AT.match(text))


def in_small_letters(capitals: str, body: str) -> str:
    """Return a name in capitals as the body writes it, or by the rule of first letters.

    >>> in_small_letters("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "")
    'Sở Khoa học và Công nghệ'
    >>> in_small_letters("ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG", "")
    'Ủy ban nhân dân tỉnh Lâm Đồng'
    """
    if not capitals.isupper():
        return tidy(capitals)
    wanted = marked(capitals).replace("uỷ", "ủy")
    spelled = tidy(body)
    for found in re.finditer(re.escape(wanted), marked(body)):
        name = spelled[found.start() : found.end()]
        if name[:1].isupper() and not name.isupper():
            return name
    return _by_rule(wanted)


def _by_rule(name: str) -> str:
    head = re.match(
        r"(ủy ban nhân dân|hội đồng nhân dân|tỉnh ủy|thành ủy|văn phòng|bộ|sở|cục|chi cục|tổng cục|vụ"
        r"|viện hàn lâm|viện|trường|đại học|học viện"
        r"|trung tâm|ban|phòng|hội|thanh tra|công an|ngân hàng|đài|báo|kho bạc|liên hiệp|tập đoàn"
        r"|tổng công ty|đảng ủy)\b\s*",
        name,
    )
    start, rest = (head[1], name[head.end() :]) if head else ("", name)
    place = re.match(r"((?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu)\s+)(.*)", rest)
    if place:
        return f"{_first(start)} {place[1]}{place[2].title()}".strip()
    rest = re.sub(r"(^|, | - | và )(\w)", lambda m: m[1] + m[2].upper(), rest)
    rest = re.sub(r"\bviệt nam\b", "Việt Nam", rest)
    return f"{_first(start)} {rest}".strip()


def _first(text: str) -> str:
    return text[:1].upper() + text[1:]
