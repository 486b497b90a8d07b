"""Marks of secrecy stop a document; the words about secrecy in a body do not."""

import pytest

from dongthuan.analysis.directive.head import secrecy_mark
from dongthuan.analysis.directive.model import Classified
from dongthuan.analysis.directive.read import refuse_classified

BODY = "KẾ HOẠCH\nBảo vệ bí mật nhà nước\n\nI. YÊU CẦU\n1. Không đưa tài liệu mật, tối mật lên mạng."
MARKED = [
    ("UBND TỈNH\nMẬT\n", "MẬT"),
    ("UBND TỈNH\n[TỐI MẬT]\n", "TỐI MẬT"),
    ("(TUYỆT MẬT)\nUBND TỈNH\n", "TUYỆT MẬT"),
    ("M Ậ T\nUBND TỈNH\n", "MẬT"),
    ("UBND TỈNH\nĐộ mật: Tối mật\n", "TỐI MẬT"),
    ("UBND TỈNH\tMẬT\tCỘNG HÒA\n", "MẬT"),
    ("MẬT  Số: 12/KH-UBND\n", "MẬT"),
    ("Mật\nUBND TỈNH\n", "MẬT"),
    ("Tuyệt Mật\nUBND TỈNH\n", "TUYỆT MẬT"),
    ("tối mật\nUBND TỈNH\nKẾ HOẠCH\n", "TỐI MẬT"),
    ("TỐI MẬTUBND TỈNH\n", "TỐI MẬT"),
    ("UBND TỈNH\n*** TUYỆT  MẬT ***\n", "TUYỆT MẬT"),
]
IN_A_SENTENCE = [
    ("Đề nghị đơn vị báo cáo [MẬT] số liệu.", "MẬT"),
    ("Số liệu (TỐI MẬT) chưa công bố.", "TỐI MẬT"),
    ("Văn bản [ Tuyệt mật ] ngày 3/3.", "TUYỆT MẬT"),
    ("Kèm theo [Mật] một phụ lục.", "MẬT"),
    ("Bảo vệ bí mật nhà nước là trách nhiệm chung.", ""),
    ("Mật độ dân số và mật khẩu đăng nhập được bảo mật.", ""),
    ("MẬT ĐỘ XÂY DỰNG VÀ MẬT KHẨU", ""),
    ("Sản lượng mật ong (mật hoa nhãn) tăng.", ""),
    ("Có ba độ: tuyệt mật, tối mật và mật (theo luật).", ""),
    ("Người dân thu hoạch mật (mật ong rừng) và [mật] mía.", ""),
]
FREE = ["UBND TỈNH\n", "BAN CƠ YẾU\nVỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC\n", "SỞ MẬT MÃ DÂN SỰ\n"]


@pytest.mark.parametrize(("head", "mark"), MARKED)
def test_a_marked_head_is_refused(head, mark):
    with pytest.raises(Classified, match=mark):
        refuse_classified(head + BODY)


@pytest.mark.parametrize(("sentence", "mark"), IN_A_SENTENCE)
def test_within_a_sentence_a_mark_in_brackets_is_one(sentence, mark):
    text = f"KẾ HOẠCH\nTruyền thông năm 2026\n\nTrong năm qua, các đơn vị đã làm nhiều việc.\n{sentence}\n"
    assert secrecy_mark(text.splitlines()) == mark


@pytest.mark.parametrize("head", FREE)
def test_words_about_secrecy_are_not_a_mark(head):
    assert secrecy_mark((head + BODY).splitlines()) == ""
