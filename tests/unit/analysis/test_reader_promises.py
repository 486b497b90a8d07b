"""What every reader promises of any text, however odd: probabilities, the same twice, in bounded time."""

import time

import pytest

from dongthuan.analysis.encoder_ngram import NgramEncoder
from dongthuan.analysis.understanding import ItemText, Reader

ODD = {
    "a ligature that stands for a sentence": "\ufdfa" * 1_000,
    "twenty thousand words": "Sở Y tế tỉnh trả lời chậm. " * 3_400,
    "nothing": "",
    "white space": " \n\t ",
    "emoji": "😀🔥🚧" * 200,
    "mixed scripts": "Bộ 健康 министерство وزارة กระทรวง Y tế",
    "capitals without marks": "SO Y TE TRA LOI CHAM, DAN BUC XUC",
    "tag soup": "<div><p>Cầu <b>nứt</div></p><script>alert('x')</script>&nbsp;" * 50,
    "half characters": "\ud800\udfff\x00Cầu",
    "marks without letters": "\u0302\u0301\u0323" * 500,
    "one long word": "a" * 200_000,
    "numbers": "3,14 " * 5_000,
}
LONGEST_SECONDS = 20.0  # on a machine that is busy with much else


@pytest.fixture(scope="module", params=["neural", "ngram"])
def reader(request):
    encoder = request.getfixturevalue("neural") if request.param == "neural" else NgramEncoder()
    return Reader(encoder)


def in_turn(text):
    return [
        ItemText(text),
        ItemText("Cầu nứt", text),
        ItemText("Cầu nứt", "", text),
        ItemText(text, text, text),
    ]


def gives_probabilities(reader, text):
    for found in reader.understand(in_turn(text)):
        assert set(found.polarity_scores) == {"negative", "neutral", "positive"}
        assert sum(found.polarity_scores.values()) == pytest.approx(1)
        for share in (*found.polarity_scores.values(), found.relevance, found.hostility):
            assert 0 <= share <= 1
        assert found.polarity in {"negative", "neutral", "positive", "unclear"}


def is_the_same_twice(reader, text):
    first, again = (
        [(f.polarity, f.polarity_scores, f.relevance, f.hostility) for f in reader.understand(in_turn(text))]
        for _time in range(2)
    )
    assert first == again


def does_not_depend_on_neighbours(reader, text):
    [alone] = reader.understand([ItemText(text)])
    beside = reader.understand([ItemText("Khánh thành trường học"), ItemText(text)])[1]
    assert alone.polarity_scores == pytest.approx(beside.polarity_scores, abs=1e-5)


def ends_in_time(reader, text):
    start = time.monotonic()
    reader.understand([ItemText(text, text, text)])
    assert time.monotonic() - start < LONGEST_SECONDS


PROMISES = [gives_probabilities, is_the_same_twice, does_not_depend_on_neighbours, ends_in_time]


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.__name__)
@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_promise(reader, text, promise):
    promise(reader, text)
