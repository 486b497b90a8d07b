import numpy as np
import pytest

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.encoder_words import learn_words, words_from_arrays
from dongthuan.analysis.understanding import ItemText, Reader
from dongthuan.analysis.understanding_examples import labelled_examples, with_bare_titles
from dongthuan.analysis.understanding_heads import POLARITIES, load_heads
from dongthuan.analysis.understanding_quality import measure_quality
from dongthuan.analysis.understanding_sureness import SHARES, Step, measure_sureness, shipped_sureness

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
    assert quality.polarity_f1 >= 0.78
    assert quality.polarity_auc >= 0.95
    assert quality.relevance_auc >= 0.9
    most, *_, least = quality.sureness.steps
    assert (most.answered, most.least) == (1.0, 0.0)
    assert least.right > most.right
    assert sum(one.share for one in quality.sureness.bins) == pytest.approx(1, abs=0.01)


def test_what_was_measured_of_the_shipped_heads_lies_beside_them(neural):
    sureness = shipped_sureness()
    assert sureness.model_id == load_heads(neural).model_id
    assert [step.answered for step in sureness.steps] == list(SHARES)
    wanted = [step.least for step in sureness.steps]
    assert wanted == sorted(wanted)


def test_words_are_read_the_same_after_storing_and_an_unknown_text_is_taken_calmly():
    head = learn_words(["đường hư", "cảm ơn cô", "họp dân"], list(POLARITIES), POLARITIES, 4.0)
    stored = words_from_arrays(head.as_arrays("w"), "w")
    texts = ["đường hư quá", "", "zzz"]
    assert (stored.predict(texts) == head.predict(texts)).all()
    assert head.predict(["đường hư"])[0].argmax() == POLARITIES.index("negative")


def test_a_sureness_step_is_the_share_of_weight_it_names():
    confidence, right = np.array([0.9, 0.8, 0.6, 0.5]), np.array([True, True, False, True])
    found = measure_sureness("m", confidence, right, np.array([1.0, 1.0, 1.0, 1.0]))
    assert found.step(0.5) == Step(0.5, 0.8, 1.0)
    assert found.step(1.0) == Step(1.0, 0.0, 0.75)
