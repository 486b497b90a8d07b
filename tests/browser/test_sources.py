"""A source from its address to its first item, read from a newspaper that this test serves."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import expect
from pytest_django import Settings

from dongthuan.analysis.encoder import Encoder
from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.common.roles import Role
from dongthuan.apps.monitoring.intake.opml import read_opml
from dongthuan.apps.monitoring.jobs.collecting import outside
from dongthuan.apps.monitoring.jobs.workbench import Workbench
from dongthuan.apps.monitoring.models.sources import Source
from dongthuan.apps.monitoring.operations.collecting import collect_source
from tests.browser.conftest import Arrival, faults_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ITEM = "<item><title>{0}</title><link>/{1}</link></item>"
FEED = (
    "<rss><channel><title>Báo Thử Nghiệm</title>"
    + ITEM.format("Khánh thành trạm quan trắc biển", 1)
    + ITEM.format("&lt;script&gt;alert(1)&lt;/script&gt;Mưa lớn ở miền Trung", 2)
    + "<item><title>Không có liên kết</title></item></channel></rss>"
)


class Newspaper(BaseHTTPRequestHandler):
    """Serves one feed and nothing else, not even robots.txt."""

    def do_GET(self) -> None:
        is_feed = self.path == "/rss"
        self.send_response(200 if is_feed else 404)
        self.send_header("Content-Type", "application/rss+xml; charset=utf-8")
        self.end_headers()
        self.wfile.write(FEED.encode() if is_feed else b"")

    def log_message(self, *args: object) -> None:
        """Keep the tests quiet."""


@pytest.fixture
def newspaper(settings: Settings) -> Iterator[str]:
    """The address of a newspaper on this machine, which the guard lets through."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Newspaper)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    settings.OUTGOING_ALLOWED = [host]
    yield f"http://{host}/rss"
    server.shutdown()
    server.server_close()


def test_a_source_is_looked_at_added_read_and_taken_along(
    arrive: Arrival, newspaper: str, encoder: Encoder, system: Officer, tmp_path: Path
) -> None:
    page = arrive(Role.COORDINATOR, "/giam-sat/nguon/")
    page.get_by_role("link", name="Thêm nguồn tin").first.click()
    page.get_by_label("Địa chỉ").fill("http://10.0.0.1/rss")
    page.get_by_role("button", name="Chỉ xem thử").click()
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_label("Địa chỉ").fill(newspaper)
    page.get_by_role("button", name="Chỉ xem thử").click()
    expect(page.get_by_text("Khánh thành trạm quan trắc biển")).to_be_visible()
    assert faults_of(page) == []
    assert not Source.objects.filter(url=newspaper).exists()
    page.get_by_role("button", name="Xem thử và lưu").click()
    expect(page.get_by_role("heading", level=1, name="Báo Thử Nghiệm")).to_be_visible()
    source = Source.objects.get(url=newspaper)
    collect_source(source=source, outside=outside(), by=system, at=clock.now())
    bench = Workbench(encoder)
    while bench.read_next(by=system) or bench.group_next(by=system):
        pass
    page.reload()
    expect(page.locator(".head-lead .tag-mark")).to_contain_text("Chưa đủ số liệu")
    expect(page.get_by_role("row").nth(1)).to_contain_text("2")
    expect(page.get_by_text("không có liên kết").first).to_be_visible()
    page.get_by_role("link", name="Xem các tin").click()
    expect(page.get_by_role("link", name="Khánh thành trạm quan trắc biển")).to_be_visible()
    page.goto("/giam-sat/nguon/")
    with page.expect_download() as given:
        page.get_by_role("link", name="Tệp OPML").click()
    given.value.save_as(tmp_path / "nguon.opml")
    outlines, _dropped = read_opml((tmp_path / "nguon.opml").read_text(encoding="utf-8"))
    assert [outline.url for outline in outlines] == [newspaper]
