"""Static files with hashed names, compressed by gzip only: Brotli makes set-up fifteen times slower."""

from typing import Any

from whitenoise.compress import Compressor
from whitenoise.storage import CompressedManifestStaticFilesStorage


class PlainManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped base
    """WhiteNoise's hashed and compressed files; one missing from the manifest keeps its plain name."""

    manifest_strict = False

    def create_compressor(self, **options: Any) -> Compressor:
        return super().create_compressor(use_brotli=False, **options)
