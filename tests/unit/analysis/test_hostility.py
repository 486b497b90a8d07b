import pytest

from dongthuan.analysis.hostility import hostility_of

CALM = [
    "Sở Giáo dục công bố lịch thi",
    "Chó nghiệp vụ tìm nạn nhân vụ sạt lở",
    "Bò sữa Mộc Châu được mùa, nông dân phấn khởi vì giá tốt",
    "Dự thảo còn nhiều bất cập, tôi đề nghị làm rõ mức phí",
    "",
    "\x00😀",
]
HOSTILE = ["đồ ngu, câm mồm đi", "lũ khốn nạn, cút hết đi", "n.g.u vãiiii, óc chó", "DM bọn mất dạy"]


@pytest.mark.parametrize("text", CALM)
def test_calm_text_scores_low(text):
    assert hostility_of(text) < 0.4


@pytest.mark.parametrize("text", HOSTILE)
def test_insults_score_high(text):
    assert hostility_of(text) > 0.6


def test_a_megabyte_is_read_quickly():
    assert hostility_of("bình thường " * 100_000) == 0
