import importlib.util
from pathlib import Path

import pytest

from dongthuan.analysis.encoder import Encoder, build_encoder, load_encoder
from dongthuan.analysis.encoder_weights import CARRIER


@pytest.fixture(scope="session")
def model_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an encoder built for this run."""
    if importlib.util.find_spec(CARRIER) is None:
        pytest.skip("the carrier of the weights is not installed")
    place = tmp_path_factory.mktemp("models")
    build_encoder(place, lambda _line: None)
    return place


@pytest.fixture(scope="session")
def neural(model_place: Path) -> Encoder:
    """Return the neural encoder."""
    return load_encoder(model_place)
