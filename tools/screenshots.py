"""Take the pictures of `screenshots.toml` of a running demonstration: `python -P tools/screenshots.py URL`.

Names after the address take only those; `--into FOLDER` puts them elsewhere, `--table FILE` reads another
table.
Needs Debian's chromium. The pictures are written with few colours, so that the repository stays small.
"""

import argparse
import sys
import tomllib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, Response, TimeoutError, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TABLE = Path(__file__).with_suffix(".toml")
FOLDER = ROOT / "docs" / "screenshots"
CHROMIUM = "/usr/bin/chromium"
PASSWORD = "minh-hoa-2026"  # of the demonstration, shown on its sign-in page
COLOURS = 64
LOCALES = {"vi": "vi-VN", "en": "en-GB"}


@dataclass(frozen=True, slots=True)
class Picture:
    """One row of the table, as the table says."""

    name: str
    path: str
    who: str = ""
    follow: list[str] = field(default_factory=list)
    lang: str = "vi"
    width: int = 1280
    height: int = 860
    whole: bool = False


def main() -> int:
    """Take the pictures asked for; exit 1 where a page was not there or is wider than its window."""
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("address", help="where the demonstration answers, such as http://127.0.0.1:8000")
    asked.add_argument("names", nargs="*", help="which pictures; all where none is named")
    asked.add_argument("--into", type=Path, default=FOLDER)
    asked.add_argument("--table", type=Path, default=TABLE)
    given = asked.parse_intermixed_args()
    rows = [Picture(**row) for row in tomllib.loads(given.table.read_text(encoding="utf-8"))["picture"]]
    wanted = [row for row in rows if not given.names or row.name in given.names]
    given.into.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        options: dict[str, Any] = {"args": ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]}
        browser = playwright.chromium.launch(executable_path=CHROMIUM, **options)
        faults = [fault for row in wanted for fault in taken(browser, given.address, row, given.into)]
        browser.close()
    print("\n".join(faults) or f"{len(wanted)} taken")
    return 1 if faults else 0


def taken(browser: Browser, address: str, row: Picture, folder: Path) -> list[str]:
    """Take one picture; return what is wrong with its page."""
    context = browser.new_context(
        base_url=address,
        viewport={"width": row.width, "height": row.height},
        locale=LOCALES[row.lang],
        reduced_motion="reduce",
    )
    context.add_cookies([{"name": "django_language", "value": row.lang, "url": address}])
    context.set_default_timeout(15_000)
    page = context.new_page()
    try:
        answer = _opened(page, row)
    except TimeoutError as fault:
        context.close()
        return [f"{row.name}: {str(fault).splitlines()[0]}"]
    (folder / f"{row.name}.png").write_bytes(_small(page.screenshot(full_page=row.whole)))
    faults = [] if answer is None or answer.ok else [f"{row.name}: {answer.status} {page.url}"]
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    faults += [f"{row.name}: {over} points wider than its window"] if over > 0 else []
    context.close()
    return faults


def _opened(page: Page, row: Picture) -> Response | None:
    """Go to the page of a row; return what the server answered last."""
    if row.who:
        _sign_in(page, row.who)
    answer = page.goto(row.path)
    for link in row.follow:
        with page.expect_navigation() as leaving:
            page.locator(link).first.click()
        answer = leaving.value
    page.wait_for_load_state("networkidle")
    return answer


def _sign_in(page: Page, who: str) -> None:
    page.goto("/tai-khoan/login/")
    page.fill("[name=login]", who)
    page.fill("[name=password]", PASSWORD)
    with page.expect_navigation():
        page.press("[name=password]", "Enter")


def _small(shot: bytes) -> bytes:
    """Return a picture with few colours: pages have few, and a quarter of the bytes."""
    few = Image.open(BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    held = BytesIO()
    few.save(held, "PNG", optimize=True)
    return held.getvalue()


if __name__ == "__main__":
    sys.exit(main())
