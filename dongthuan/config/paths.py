"""Where things lie on this machine: the data folder and what is in it."""

import contextlib
import os
import secrets
from pathlib import Path

SIGN_INS = "sign_ins.txt"


def data_folder() -> Path:
    """Return the data folder: DONGTHUAN_DATA, or `.data` in the checkout."""
    named = os.environ.get("DONGTHUAN_DATA")
    return Path(named).expanduser().resolve() if named else Path(__file__).resolve().parents[2] / ".data"


def model_folder() -> Path:
    """Return the folder of models built at set-up, or an agency's own ONNX folder: DONGTHUAN_MODEL_DIR."""
    named = os.environ.get("DONGTHUAN_MODEL_DIR")
    return Path(named).expanduser().resolve() if named else data_folder() / "models"


def address() -> str:
    """Return where this installation answers: DONGTHUAN_ADDRESS, or the port of `./run` on this machine."""
    return os.environ.get("DONGTHUAN_ADDRESS", "http://127.0.0.1:8000").rstrip("/")


def secret_key() -> str:
    """Return the secret of this installation: DONGTHUAN_SECRET_KEY, or one made once and kept (0600)."""
    named = os.environ.get("DONGTHUAN_SECRET_KEY")
    if named:
        return named
    place = data_folder() / "secret_key"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_name(f"secret_key.{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50), encoding="ascii")
        with contextlib.suppress(FileExistsError):  # whoever links first wins; the others read that one
            os.link(fresh, place)
        fresh.unlink()
    return place.read_text(encoding="ascii")
