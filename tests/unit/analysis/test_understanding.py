import pytest

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.understanding import ItemText, Reader
from dongthuan.analysis.understanding_examples import labelled_examples, with_bare_titles
from dongthuan.analysis.understanding_heads import load_heads
from dongthuan.analysis.understanding_quality import measure_quality

CLEAR = [
    ("negative", "Bắt phó giám đốc sở vì nhận tiền chạy dự án"),
    ("neutral", "Bộ Tài chính lấy ý kiến dự thảo nghị định về hóa đơn"),
    ("positive", "Khánh thành cây cầu sớm ba tháng, người dân vui mừng"),
]
ODD = ["", " ", "\x00", "😀😀", "<script>alert(1)</script>", "e\u0302\u0301", "a" * 1_000_000]


@pytest.fixture(scope="module")
def reader(neural):
    return Reader(neural)


@pytest.mark.parametrize(("polarity", "title"), CLEAR)
def test_clear_cases(reader, polarity, title):
    [found] = reader.understand([ItemText(title)])
    assert found.polarity == polarity
    assert found.relevance > 0.5


@pytest.mark.parametrize(
    "make", [lambda neural: neural, lambda _neural: NgramEncoder()], ids=["neural", "ngram"]
)
def test_odd_text_is_read_calmly(neural, make):
    for found in Reader(make(neural)).understand([ItemText(text, text, text) for text in ODD]):
        assert sum(found.polarity_scores.values()) == pytest.approx(1)
        assert 0 <= found.relevance <= 1
        assert 0 <= found.hostility <= 1


def test_an_empty_item_has_no_polarity(reader):
    assert reader.understand([ItemText("")])[0].polarity == "unclear"


def test_what_is_not_the_states_matter_is_not_relevant(reader):
    [found] = reader.understand(
        [ItemText("Ca sĩ trẻ tung album mới", "Mười bài hát về tuổi trẻ và tình yêu.")]
    )
    assert found.relevance < 0.2


def test_citations_come_canonical_and_once(reader):
    text = "Nghị định 09/2017/NĐ-CP thay thế; Nghị định số 09/2017/NĐ-CP ngày 09/02/2017"
    assert reader.understand([ItemText("Tin", text)])[0].citations == ["09/2017/NĐ-CP"]


def test_the_shipped_heads_belong_to_the_encoder_and_say_so(neural):
    assert load_heads(neural).model_id.startswith(neural.model_id + "+")
    assert Reader(NgramEncoder()).model_id.startswith("ngram")


def test_quality_on_the_labelled_set_keeps_its_floor(neural):
    """A sample, for the whole takes minutes; `dongthuan evaluate` gives the figures of all of it."""
    whole = labelled_examples()
    examples = with_bare_titles(tuple(e for e in whole if e.lead))
    vectors = neural.embed([example.text for example in examples[:700]])
    quality = measure_quality(examples[:700], vectors, neural.model_id)
    assert quality.polarity_f1 >= 0.8
    assert quality.polarity_auc >= 0.95
    assert quality.relevance_auc >= 0.9
    shares, scores = zip(*quality.abstention, strict=True)
    assert shares[0] == 1.0
    assert scores[-1] > scores[0]
