"""How much of a file is read, and the one error for a file that cannot be read."""

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_TEXT_CHARS = 2_000_000
MAX_ZIP_ENTRIES = 2_000
MAX_UNZIPPED_BYTES = 128 * 1024 * 1024
MAX_ZIP_RATIO = 200
MIN_RATIO_BYTES = 1024 * 1024
MAX_PAGES = 300
MAX_PDF_SECONDS = 40


class CannotRead(Exception):
    """A file cannot be read; `code` says why, `detail` names the limit or the kind that was found.

    Codes: empty, too-large, too-long, too-many-pages, too-slow, not-text, unknown-kind, old-word, encrypted,
    damaged, zip-bomb, unsafe, scan; of workbooks also old-excel, too-many-rows, too-many-columns,
    too-many-sheets.
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.detail = detail
