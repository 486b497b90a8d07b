"""What looks like a person's number is proposed; amounts and numbers of documents are not."""

import pytest

from dongthuan.analysis.personal import personal_data_of

FOUND = {
    "CCCD 001088012345 cấp": ["citizen_id"],
    "CMND số 012345678": ["citizen_id"],
    "012345678 đồng": [],
    "dự toán 123456789012 đồng": [],
    "gọi 0912 345 678 hoặc +84 24 3756 4333": ["phone", "phone"],
    "Số tài khoản: 0011 0042 3456 7 tại ngân hàng": ["bank_account"],
    "hộ chiếu C1234567": ["passport"],
    "Nghị định số 13/2018/NĐ-CP ngày 23/01/2018": [],
    "thư a.b+c@vi-du.vn": ["email"],
}


@pytest.mark.parametrize("text", FOUND)
def test_personal_data(text: str) -> None:
    found = personal_data_of(text)
    assert [one.kind.value for one in found] == FOUND[text]
    assert all(text[one.start :].startswith(one.words) for one in found)
