from dongthuan.analysis.keywords import distinctive_terms, key_phrases
from dongthuan.analysis.word_units import word_units

BACKGROUND = [f"Tỉnh họp về ngân sách năm {n}, bàn đường giao thông và trường học" for n in range(40)]
FOREGROUND = [f"Rò rỉ hóa chất tại nhà máy, người dân họp với tỉnh lần {n}" for n in range(8)]


def test_new_words_come_first_and_common_ones_do_not():
    found = [term.text for term in distinctive_terms(FOREGROUND, BACKGROUND, 6)]
    assert any("hóa chất" in text for text in found)
    assert not any(text in ("tỉnh", "ngân sách") for text in found)


def test_counts_are_texts_and_scores_fall():
    found = distinctive_terms(FOREGROUND, BACKGROUND, 5)
    assert all(1 <= term.count <= len(FOREGROUND) for term in found)
    assert [term.score for term in found] == sorted((term.score for term in found), reverse=True)


def test_no_term_lies_inside_another():
    found = [f" {term.text} " for term in distinctive_terms(FOREGROUND, BACKGROUND, 9)]
    assert not any(a != b and a in b for a in found for b in found)


def test_nothing_to_compare():
    assert distinctive_terms([], [], 5) == []
    assert distinctive_terms([], BACKGROUND, 5) == []
    assert distinctive_terms(["Rò rỉ hóa chất"], [], 5) is not None


def test_key_phrases_of_odd_texts():
    assert key_phrases("") == []
    assert key_phrases("😀 <b>") == []


def test_words_are_whole():
    texts = ["Mạng xã hội nói thiếu thiết bị y tế, thiệt hại do bão số 3 ở Đà Nẵng"] * 3
    found = [term.text for term in distinctive_terms(texts, [], 30)]
    words = set(found) | {word for text in found for part in word_units(text) for word in part}
    assert {"mạng xã hội", "thiết bị", "y tế", "thiệt hại", "bão số 3", "đà nẵng"} <= words
    assert not {"mạng xã", "thiết", "thiệt", "xã", "hội", "3"} & words


def test_long_and_odd_parts_take_no_time():
    assert list(word_units("")) == []
    assert list(word_units("số 13")) == [["số", "13"]]
    assert len(next(word_units("mạng xã hội " * 5000))) == 5000
