"""What is vendored is what the manifest says, carries its licence, and asks nobody outside for anything."""

import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
VENDOR = ROOT / "dongthuan/apps/common/static/vendor"
ROWS = json.loads((VENDOR / "vendor.json").read_text("utf-8"))
FILES = [(path, digest) for row in ROWS for path, digest in row["files"].items()]


@pytest.mark.parametrize(("path", "digest"), FILES, ids=[path for path, _ in FILES])
def test_file_is_the_one_that_was_vendored(path: str, digest: str) -> None:
    content = (ROOT / path).read_bytes()
    assert hashlib.sha256(content).hexdigest() == digest
    if path.endswith((".js", ".css")):
        assert b"sourceMappingURL" not in content


def test_nothing_lies_in_the_folder_that_the_manifest_does_not_name() -> None:
    named = {path for path, _ in FILES} | {(VENDOR / "vendor.json").relative_to(ROOT).as_posix()}
    present = {path.relative_to(ROOT).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    assert present <= named


def test_every_package_has_a_licence() -> None:
    assert {row["licence"] for row in ROWS} <= {"MIT", "Apache-2.0", "OFL-1.1", "MPL-2.0"}


def test_every_icon_asked_for_is_in_the_sprite() -> None:
    sprite = set(re.findall(r'<symbol id="([^"]+)"', (VENDOR / "icons.svg").read_text("utf-8")))
    assert sprite >= set((ROOT / "tools/icons.txt").read_text("utf-8").split())
    asked = {
        name
        for template in (ROOT / "dongthuan").rglob("templates/**/*.html")
        for name in re.findall(r"""{%\s*icon\s+["']([a-z0-9-]+)["']""", template.read_text("utf-8"))
    }
    assert asked <= sprite, f"add to tools/icons.txt and run tools/vendor.py: {asked - sprite}"


def test_stylesheets_load_nothing_from_elsewhere() -> None:
    for sheet in (ROOT / "dongthuan/apps").rglob("static/**/*.css"):
        assert not re.search(r"url\(\s*['\"]?(?:https?:)?//|@import\s", sheet.read_text("utf-8")), sheet
