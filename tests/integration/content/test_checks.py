"""What the checks find before a text goes out, and what they let pass; no database."""

import pytest

from dongthuan.apps.content.checks import Checked, Code, findings_of

CLEAN = Checked(words="Cơ quan công bố số liệu.", contact="024 3756 0000")


def codes(words: str, **more: object) -> list[Code]:
    """Return the codes found in some words."""
    given = {"contact": "024 3756 0000"} | more
    return [one.code for one in findings_of(Checked(words=words, **given))]  # type: ignore[arg-type]  # a test's defaults


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Theo Nghị định số 244/2026/NĐ-CP, cơ quan trả lời.", []),
        ("Theo Quyết định số 45/QĐ-VHL ngày 05/03/2026, cơ quan trả lời.", []),
        ("Theo Quyết định số 45/QĐ-VHL ngày 5 tháng 3 năm 2026, cơ quan trả lời.", []),
        ("Theo Quyết định số 45/QĐ-VHL, cơ quan trả lời.", [Code.UNDATED_DOCUMENT]),
        ("Theo Nghị định của Chính phủ về báo chí.", [Code.UNNUMBERED_DOCUMENT]),
        ("Theo Thông tư 02, cơ quan trả lời.", [Code.UNNUMBERED_DOCUMENT]),
        ("Theo Nghị định 244/2026/NĐ-CP và Chỉ thị 07/CT-TTg.", [Code.UNDATED_DOCUMENT]),
        ("theo quyết định 45/QĐ-VHL và Kết luận số 12-KL/TW", [Code.UNDATED_DOCUMENT] * 2),
        ("Ngày 05/3/2026, Viện trưởng ký Quyết định số 45/QĐ-VHL.", []),
        ("Quyết định số 1/QĐ-VHL ngày 5/3/2026 và Chỉ thị số 7/CT-VHL.", [Code.UNDATED_DOCUMENT]),
        ("Quyết định số 1/QĐ-VHL ngày 5/3/2026. Theo Quyết định số 1/QĐ-VHL.", []),
        ("Theo Nghị định ngày 5/3/2026 của Chính phủ về báo chí.", [Code.UNNUMBERED_DOCUMENT]),
        ("Thông tư mới của Bộ Công an và quyết định của lãnh đạo.", [Code.UNNUMBERED_DOCUMENT]),
        ("Luật Báo chí quy định việc này.", []),
        ("Căn cước số 001099012345 của ông A.", [Code.CITIZEN_ID]),
        ("Căn cước số 001 099 012 345 của ông A.", [Code.CITIZEN_ID]),
        ("Chứng minh nhân dân số 012345678 của ông A.", [Code.CITIZEN_ID]),
        ("Hộ chiếu C1234567.", [Code.PASSPORT]),
        ("Số tài khoản: 0123456789012.", [Code.BANK_ACCOUNT]),
        ("Tổng vốn 123456789012 đồng.", []),
        ("Gọi 0912 345 678 để biết thêm.", [Code.PHONE]),
        ("Gọi +84 912 345 678 để biết thêm.", [Code.PHONE]),
        ("Gọi (024) 3756 1111 để biết thêm.", [Code.PHONE]),
        ("Gọi 024.3756.0000 hoặc (024) 3756 0000 để biết thêm.", []),
        ("Gửi về ong.a@gmail.com trước thứ Sáu.", [Code.EMAIL]),
        ("VCTD đã kiểm tra.", [Code.ABBREVIATION]),
        ("Viện Công nghệ tiên tiến (VCTD) đã kiểm tra. VCTD kết luận.", []),
        ("Viện Công nghệ (gọi tắt là VCTD) đã kiểm tra. VCTD kết luận.", []),
        ("Phần II và chương IV của UNESCO.", []),
        ("KẾT QUẢ NĂM NAY\nTốt hơn năm trước.", []),
        ("từ " * 41 + "hết.", [Code.LONG_SENTENCE]),
        ("TS. Lê Văn A nói " + "từ " * 36 + "hết.", [Code.LONG_SENTENCE]),
        ("![](https://a.vn/1.jpg)", [Code.NO_ALT]),
        ("![IMG_2041.jpg](https://a.vn/1.jpg)", [Code.NO_ALT]),
        ("![Ảnh minh hoạ](https://a.vn/1.jpg)", [Code.NO_ALT]),
        ("![Trạm đo ở Hà Nội](https://a.vn/1.jpg)", [Code.LINKED_PICTURE]),
        ("Ảnh do AI tạo.", [Code.AI_UNLABELLED]),
        ("Hình dựng bằng trí tuệ nhân tạo.", [Code.AI_UNLABELLED]),
        ("Ảnh do ai chụp? Hội thảo về trí tuệ nhân tạo và AI.", []),
        ("TUYỆT MẬT\nNội dung", [Code.SECRECY]),
    ],
)
def test_each_rule(words: str, expected: list[Code]) -> None:
    assert codes(words) == expected


def test_what_blocks_stands_first() -> None:
    found = findings_of(Checked(words="VCTD: căn cước 001099012345.", contact=""))
    assert [one.is_blocking for one in found] == [True, False, False]
    assert "001099012345" not in found[0].words  # not even the finding repeats it


def test_speaker_contact_and_label() -> None:
    assert codes("Một câu.", has_speaker=False) == [Code.NO_SPEAKER]
    assert codes("Một câu.", has_speaker=False, is_official=False) == []
    assert codes("Một câu.", contact="") == [Code.NO_CONTACT]
    assert codes("Ảnh do AI tạo.", ai_label="made") == []
    assert codes("Gọi 0912 345 678.", own_contacts="0912345678") == []
    assert findings_of(CLEAN) == []


def test_a_long_text_gives_a_list_one_can_read() -> None:
    assert len(codes(" ".join(f"Gọi 0912 345 {n:03}." for n in range(500)))) <= 20
