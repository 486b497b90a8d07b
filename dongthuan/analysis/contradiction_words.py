"""Words by which sentences contradict each other: negations, opposites, and words that say nothing."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


NEGATORS = frozenset({"không", "chưa", "chẳng", "chớ", "đừng"})

# What looks like a negation and is none; dropped before a sentence is read.
NOT_NEGATING = (
    r"không (?:chỉ|những|gian|khí|quân|trung|lực|phận|ít)\b|hàng không\b|hay không\b|có hay không\b"
    r"|không thể không\b|không phải là không\b|không\?$|hay chưa\b|chưa\?$"
)

# Between a negation and what it denies.
HELPERS = _words(
    "có được bị phải thể cần hề còn từng là sẽ đang đã nhận tiến hành việc sự cho",
)

EMPTY = _words(
    "và của các những là thì mà với cho về ở tại trong trên dưới từ đến theo để do bởi vì nên",
    "này kia đó đây ấy một mọi mỗi có được bị đã đang sẽ chưa không rất cũng lại còn nay qua",
    "sau trước khi như hoặc hay vào ra lên tới xuống ngày tháng năm quý tuần giờ khoảng gần hơn",
    "trước hết đối nhau bằng gồm đạt",
)

_OPPOSITES = (
    ("change", "tăng", "giảm"),
    ("level", "cao hơn", "thấp hơn"),
    ("size", "lớn hơn", "nhỏ hơn"),
    ("count", "nhiều hơn", "ít hơn"),
    ("permission", "được phép|cho phép|hợp pháp", "bị cấm|cấm|nghiêm cấm|trái phép"),
    ("consent", "đồng ý|chấp thuận|chấp nhận|nhất trí|ủng hộ", "từ chối|phản đối|bác đơn"),
    ("truth", "xác nhận|thừa nhận|khẳng định có", "bác bỏ|phủ nhận|bác thông tin"),
    ("duty", "bắt buộc", "tự nguyện|không bắt buộc"),
    ("fee", "thu phí|mất phí|trả phí", "miễn phí"),
    ("door", "mở cửa|mở lại", "đóng cửa|ngừng hoạt động"),
    ("course", "tiếp tục|duy trì|khởi động lại", "tạm dừng|dừng|đình chỉ|hủy bỏ|chấm dứt"),
    ("safety", "an toàn", "nguy hiểm|mất an toàn|độc hại"),
    ("pace", "trước thời hạn|đúng tiến độ|đúng hạn|sớm hơn", "chậm|quá hạn|muộn hơn|trễ hạn"),
    ("openness", "công khai", "bảo mật|giữ kín"),
    ("right", "đúng quy định|đúng sự thật|chính xác", "sai quy định|sai sự thật|không chính xác"),
    ("enough", "thừa|dư thừa|đủ", "thiếu|thiếu hụt"),
    ("begin", "khởi công|bắt đầu", "kết thúc|hoàn thành"),
    ("promise", "cam kết|bảo đảm", "không thể|không cam kết"),
    ("quality", "cải thiện|tốt lên", "xấu đi|suy giảm"),
)

# (words, theme, side): two claims of one theme on opposite sides contradict each other.
CLAIMS: tuple[tuple[str, str, int], ...] = tuple(
    (words, theme, side)
    for theme, one, other in _OPPOSITES
    for side, group in ((1, one), (-1, other))
    for words in group.split("|")
)
