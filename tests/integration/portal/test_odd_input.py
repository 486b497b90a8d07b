"""Whatever stands in a public address or form, it is answered: never an error of ours, never another site."""

from datetime import timedelta
from urllib.parse import urlencode

from django.core.cache import caches
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.common import clock
from dongthuan.apps.policies.models.comments import Comment
from dongthuan.apps.portal.guarded_forms import new_stamp
from tests.integration.access.addresses import address, addresses
from tests.integration.policies.comments_cast import consultation_of

NAMES = (
    "q",
    "group",
    "kind",
    "page",
    "ve",
    "dieu",
    "cau",
    "trang-thai",
    "start_on",
    "end_on",
    "sort",
    "next",
)
ODD = (
    "\x00",
    "a\x00b",
    str(2**63),
    f"dieu-{2**63}",
    "²",
    "-1",
    "\ud800".encode("utf-8", "surrogatepass"),
    "x" * 70_000,
)
FIELDS = ("text", "author_name", "author_kind", "email", "code", "words", "act", "file", "website", "kinds")
PERSONAL = {
    f"portal:{name}"
    for name in (
        "inquiry",
        "follow",
        "request",
        "request-follow",
        "subscribe",
        "subscription-confirm",
        "subscription-end",
        "comment",
        "comment-follow",
        "consultation-box",
    )
}


def test_no_public_address_stumbles(client: Client, unit_officer: Officer, leader: Officer) -> None:
    row = consultation_of(unit_officer, leader)
    now = clock.now()
    row.opens_at, row.closes_at = now - timedelta(days=1), now + timedelta(days=9)
    row.save()
    given = {"slug": row.slug, "number": 1, "code": "vi"}
    doors = [(name, address(name, takes, given)) for name, takes in addresses() if name.startswith("portal:")]
    stamp = new_stamp(now - timedelta(minutes=1))
    for odd in ODD:
        caches["pages"].clear()
        asked = urlencode({**dict.fromkeys(NAMES, odd), "next": "//ke-xau.example/"})
        form = dict.fromkeys(FIELDS, odd) | {"stamp": stamp}
        for name, path in doors:
            answer = client.get(f"{path}?{asked}")
            assert answer.status_code < 500, f"{name} {odd[:20]!r}"
            assert "ke-xau" not in answer.headers.get("Location", ""), name
            assert client.post(path, form).status_code < 500, f"{name} {odd[:20]!r}"
    assert not Comment.objects.exclude(state="awaiting").exists()


def test_only_the_box_stands_in_frames_and_pages_of_a_person_are_kept_by_nobody(
    client: Client, unit_officer: Officer, leader: Officer
) -> None:
    row = consultation_of(unit_officer, leader)
    for name, takes in addresses():
        if name.startswith("portal:"):
            answer = client.get(address(name, takes, {"slug": row.slug, "number": 1, "code": "vi"}))
            may_stand = "frame-ancestors *" in answer.headers.get("Content-Security-Policy", "")
            assert may_stand == (name == "portal:consultation-box"), name
            assert answer["Referrer-Policy"] == "same-origin", name
            if name in PERSONAL:
                assert "no-store" in answer["Cache-Control"], name


def test_the_line_to_copy_into_another_site_cannot_be_broken_out_of(
    client: Client, unit_officer: Officer, leader: Officer
) -> None:
    row = consultation_of(unit_officer, leader)
    row.title = 'Dự thảo "mở"><script>'
    row.save()
    page = client.get(f"/cong/lay-y-kien/{row.slug}/").content.decode()
    assert 'title="Dự thảo &amp;quot;mở&amp;quot;&amp;gt;&amp;lt;script&amp;gt;" width' in page


def test_a_name_turns_no_letters_round_and_bears_no_mark_of_secrecy(
    client: Client, unit_officer: Officer, leader: Officer
) -> None:
    row = consultation_of(unit_officer, leader)
    now = clock.now()
    row.opens_at, row.closes_at = now - timedelta(days=1), now + timedelta(days=9)
    row.save()
    path = f"/cong/lay-y-kien/{row.slug}/gop-y/"
    given = {"text": "Nhất trí", "author_kind": "person", "stamp": new_stamp(now - timedelta(minutes=1))}
    assert client.post(path, given | {"author_name": "TUYỆT MẬT"}).status_code == 400
    assert client.post(path, given | {"author_name": "An \u202e\u2066Bình"}).status_code == 200
    assert Comment.objects.get().author_name == "An Bình"
