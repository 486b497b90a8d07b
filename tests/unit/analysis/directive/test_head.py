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
FREE = ["UBND TỈNH\n", "BAN CƠ YẾU\nVỀ BẢO VỆ BÍ MẬT NHÀ NƯỚC\n", "SỞ MẬT MÃ DÂN SỰ\n"]


@pytest.mark.parametrize(("head", "mark"), MARKED)
def test_a_marked_head_is_refused(head, mark):
    with pytest.raises(Classified, match=mark):
        refuse_classified(head + BODY)


@pytest.mark.parametrize("head", FREE)
def test_words_about_secrecy_are_not_a_mark(head):
    assert secrecy_mark((head + BODY).splitlines()) == ""
