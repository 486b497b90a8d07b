"""Fetch the pinned third-party assets with npm and copy what the product uses into the repository.

Run by a developer, never by a user: `python tools/vendor.py` (needs npm on the path). The icons of
the sprite are named in `tools/icons.txt`. What lands where is written to `vendor.json` with its licence
and sha256; `tests/unit/apps/common/test_vendor.py` compares the files with it.
"""

import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypedDict

ROOT = Path(__file__).resolve().parent.parent
STATIC = Path("dongthuan/apps/common/static/vendor")
FONTS = Path("dongthuan/docgen/fonts")
BROWSER = Path("tests/browser/vendor")
MANIFEST = STATIC / "vendor.json"
ICON_LIST = Path("tools/icons.txt")
SOURCE_MAP = re.compile(rb"\s*(//# sourceMappingURL=\S+|/\*# sourceMappingURL=\S+ \*/)\s*$")


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: its version, its licence, and which of its files go where."""

    name: str
    version: str
    licence: str
    files: dict[str, Path] = field(default_factory=dict)

    @property
    def archive(self) -> str:
        """Return the file name that `npm pack` gives."""
        return f"{self.name.removeprefix('@').replace('/', '-')}-{self.version}.tgz"


def _web_fonts() -> dict[str, Path]:
    names = [
        f"be-vietnam-pro-{subset}-{weight}-normal.woff2"
        for subset in ("latin", "latin-ext", "vietnamese")
        for weight in (400, 500, 600, 700)
    ]
    return {f"files/{name}": STATIC / "be-vietnam-pro" / name for name in names} | {
        "LICENSE": STATIC / "be-vietnam-pro" / "LICENSE"
    }


def _document_fonts() -> dict[str, Path]:
    faces = {
        "400Regular": "Regular",
        "400Regular_Italic": "Italic",
        "700Bold": "Bold",
        "700Bold_Italic": "BoldItalic",
    }
    return {f"{face}/Tinos_{face}.ttf": FONTS / f"Tinos-{style}.ttf" for face, style in faces.items()} | {
        "LICENSE_FONT": FONTS / "LICENSE"
    }


ICONS = Package("@tabler/icons", "3.51.0", "MIT", {"LICENSE": STATIC / "icons.LICENSE"})
PACKAGES = [
    Package(
        "@tabler/core",
        "1.6.1",
        "MIT",
        {
            "dist/css/tabler.min.css": STATIC / "tabler" / "tabler.min.css",
            "dist/js/tabler.min.js": STATIC / "tabler" / "tabler.min.js",
        },
    ),
    Package(
        "echarts",
        "6.1.0",
        "Apache-2.0",
        {
            "dist/echarts.min.js": STATIC / "echarts" / "echarts.min.js",
            "LICENSE": STATIC / "echarts" / "LICENSE",
        },
    ),
    Package("@fontsource/be-vietnam-pro", "5.3.0", "OFL-1.1", _web_fonts()),
    Package("@expo-google-fonts/tinos", "0.4.2", "OFL-1.1", _document_fonts()),
    Package(
        "axe-core",
        "4.14.1",
        "MPL-2.0",
        {"axe.min.js": BROWSER / "axe.min.js", "LICENSE": BROWSER / "axe.LICENSE"},
    ),
    ICONS,
]


def _without_source_map(content: bytes) -> bytes:
    """Return the content without the comment that names a source map, which collectstatic would look for."""
    stripped = SOURCE_MAP.sub(b"", content)
    return stripped if stripped == content else stripped + b"\n"


def _read(archive: tarfile.TarFile, name: str) -> bytes:
    member = archive.extractfile(f"package/{name}")
    if member is None:
        raise FileNotFoundError(name)
    return member.read()


def build_sprite(archive: tarfile.TarFile, names: list[str]) -> bytes:
    """Return one SVG that holds each named outline icon as a symbol of the same name."""
    symbols = []
    for name in sorted(set(names)):
        text = _read(archive, f"icons/outline/{name}.svg").decode()
        inner = re.sub(
            r"\s+", " ", text[text.index(">", text.index("<svg")) + 1 : text.rindex("</svg>")]
        ).strip()
        inner = inner.replace('<path stroke="none" d="M0 0h24v24H0z" fill="none" />', "").strip()
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{inner}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">\n' + "\n".join(symbols) + "\n</svg>\n").encode()


def _copies(package: Package, archive: tarfile.TarFile) -> Iterator[tuple[Path, bytes]]:
    for source, target in package.files.items():
        content = _read(archive, source)
        yield target, _without_source_map(content) if target.suffix in {".js", ".css"} else content
    if package is ICONS:
        names = (ROOT / ICON_LIST).read_text("utf-8").split()
        yield STATIC / "icons.svg", build_sprite(archive, names)


class Row(TypedDict):
    """One package in the manifest; `files` maps a path in the repository to its sha256."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


def fetch(folder: Path) -> list[Row]:
    """Pack every package into the folder, copy its files into the repository, return the manifest's rows."""
    names = [f"{package.name}@{package.version}" for package in PACKAGES]
    subprocess.run(["npm", "pack", "--silent", *names], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    rows: list[Row] = []
    for package in PACKAGES:
        with tarfile.open(folder / package.archive) as archive:
            hashes = {}
            for target, content in _copies(package, archive):
                (ROOT / target).parent.mkdir(parents=True, exist_ok=True)
                (ROOT / target).write_bytes(content)
                hashes[target.as_posix()] = hashlib.sha256(content).hexdigest()
        rows.append(
            {"name": package.name, "version": package.version, "licence": package.licence, "files": hashes},
        )
    return rows


def main() -> int:
    """Fetch everything and write the manifest."""
    with tempfile.TemporaryDirectory() as folder:
        rows = fetch(Path(folder))
    (ROOT / MANIFEST).write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{sum(len(row['files']) for row in rows)} files, see {MANIFEST}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
