"""Pictures of texts: cleared with the words in every ordering, frozen, shown, and gone with their text."""

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clearances.queries.clearances import hash_of, latest_clearance
from dongthuan.apps.common.access import NotAllowed
from dongthuan.apps.content.checks import Code
from dongthuan.apps.content.lifecycle import PictureWords
from dongthuan.apps.content.models.pictures import RevisionFile
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import correcting, pictures, publishing, texts
from dongthuan.apps.content.operations.pictures import PictureContent, Uploaded
from dongthuan.apps.content.queries.corrections import open_correction
from dongthuan.apps.content.queries.pictures import pictures_of
from dongthuan.apps.content.queries.public import PictureWithdrawn, public_picture, public_text
from dongthuan.apps.content.queries.texts import findings_in, is_ready
from dongthuan.apps.content.wholes import whole_from_plain
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.files.secrecy import SecretMark
from tests.integration.content.conftest import HOUR, NOON, Maker, content_of
from tests.integration.content.picture_cast import WHOLE, add, drawn

Clear = Callable[..., None]


@pytest.fixture
def text(make: Maker, unit_officer: Officer) -> Text:
    """A draft with one picture."""
    text = make()
    add(text, unit_officer)
    text.refresh_from_db()
    return text


@pytest.fixture
def public(text: Text, clear: Clear, spokesperson: Officer) -> Text:
    """The same, published."""
    clear(text)
    text.refresh_from_db()
    return publishing.publish_text(text=text, version=text.version, by=spokesperson, at=NOON, has_looked=True)


def _act(text: Text, by: Officer, name: str) -> None:
    """Do something to the first picture."""
    text.refresh_from_db()
    first = pictures_of(text)[0]
    given: dict[str, Any] = {"picture": first, "version": text.version, "by": by, "at": NOON}
    if name == "alt":
        other = PictureContent("Trạm đo cũ", WHOLE.caption, WHOLE.words_in)
        pictures.describe_picture(content=other, **given)
    elif name == "caption":
        other = PictureContent(WHOLE.alt, "Trạm đo cũ. Ảnh: Văn phòng", WHOLE.words_in)
        pictures.describe_picture(content=other, **given)
    elif name == "replace":
        pictures.replace_picture(file=drawn("maroon"), **given)
    elif name == "move":
        pictures.move_picture(steps=1, **given)
    elif name == "remove":
        pictures.remove_picture(**given)
    else:
        add(text, by, "teal")


@pytest.mark.parametrize("name", ["alt", "caption", "replace", "move", "remove", "add"])
def test_any_change_of_a_picture_reopens_clearance(
    name: str, text: Text, clear: Clear, unit_officer: Officer, spokesperson: Officer
) -> None:
    add(text, unit_officer, "olive")
    clear(text)
    text.refresh_from_db()
    assert is_ready(text)
    _act(text, unit_officer, name)
    text.refresh_from_db()
    assert not is_ready(text)
    clearance = latest_clearance(text)
    assert clearance is not None
    assert clearance.state == "superseded"
    given: dict[str, Any] = {"text": text, "version": text.version, "by": spokesperson, "at": NOON}
    with pytest.raises(publishing.NotCleared):
        publishing.publish_text(has_looked=True, **given)
    if name == "replace":  # what was said of words in the old one no longer holds
        words = PictureContent(WHOLE.alt, WHOLE.caption, WHOLE.words_in)
        pictures.describe_picture(
            picture=pictures_of(text)[0], version=text.version, content=words, by=unit_officer, at=NOON
        )
    clear(text)
    text.refresh_from_db()
    given["text"], given["version"] = text, text.version
    assert publishing.publish_text(has_looked=True, **given).state == "published"


def test_saying_whether_it_holds_words_leaves_the_clearance(
    text: Text, clear: Clear, unit_officer: Officer
) -> None:
    clear(text)
    text.refresh_from_db()
    said = PictureContent(WHOLE.alt, WHOLE.caption, PictureWords.READABLE.value)
    first = pictures_of(text)[0]
    pictures.describe_picture(picture=first, version=text.version, content=said, by=unit_officer, at=NOON)
    text.refresh_from_db()
    assert is_ready(text)


def test_those_who_clear_see_the_picture_that_was_put_before_them(
    text: Text, clear: Clear, unit_officer: Officer, lawyer: Officer, client: Client
) -> None:
    clear(text)
    clearance = latest_clearance(text)
    assert clearance is not None
    old = clearance.pictures.get().attachment
    text.refresh_from_db()
    _act(text, unit_officer, "replace")
    client.force_login(lawyer)
    page = client.get(clearance.get_absolute_url()).content.decode()
    address = f"/thong-qua/{clearance.pk}/anh/1/"
    assert address in page
    assert WHOLE.alt in page
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert answer["Cache-Control"] == "private, no-store"
    assert answer.content == bytes(old.content.data)
    with pytest.raises(DatabaseError), transaction.atomic():
        clearance.pictures.update(caption="khác")


@pytest.mark.parametrize(
    ("content", "colour", "found"),
    [
        (PictureContent("", WHOLE.caption, "none"), "navy", {Code.NO_ALT}),
        (PictureContent(WHOLE.alt, "", "none"), "navy", {Code.NO_CAPTION}),
        (PictureContent(WHOLE.alt, WHOLE.caption, ""), "navy", {Code.WORDS_UNSAID}),
        (PictureContent(WHOLE.alt, WHOLE.caption, "readable"), "navy", set()),
        (PictureContent(WHOLE.alt, WHOLE.caption, "readable"), "gainsboro", {Code.LOW_CONTRAST}),
        (PictureContent(WHOLE.alt, WHOLE.caption, "none"), "gainsboro", set()),
        (PictureContent("Căn cước 001203004567", WHOLE.caption, "none"), "navy", {Code.CITIZEN_ID}),
    ],
)
def test_what_a_picture_lacks_blocks_publication(
    content: PictureContent,
    colour: str,
    found: set[Code],
    make: Maker,
    clear: Clear,
    unit_officer: Officer,
    spokesperson: Officer,
) -> None:
    text = make()
    add(text, unit_officer, colour, content=content)
    text.refresh_from_db()
    assert {one.code for one in findings_in(text) if one.is_blocking} == found
    clear(text)
    text.refresh_from_db()
    given: dict[str, Any] = {"text": text, "version": text.version, "by": spokesperson, "at": NOON}
    if found:
        with pytest.raises(publishing.Blocked):
            publishing.publish_text(has_looked=True, **given)
    else:
        publishing.publish_text(has_looked=True, **given)


def test_what_was_published_is_frozen_with_its_pictures(public: Text) -> None:
    revision = public.revisions.get()
    whole = whole_from_plain(revision.content)
    (said,) = whole.pictures
    assert hash_of(whole.as_words()) == revision.text_hash
    assert said.sha256 in revision.html
    assert "data:image/png;base64," in revision.html
    assert said.sha256 in whole.as_words()
    with pytest.raises(DatabaseError), transaction.atomic():
        RevisionFile.objects.filter(revision=revision).delete()


def test_the_public_sees_it_in_its_time_only(text: Text, clear: Clear, spokesperson: Officer) -> None:
    key = pictures_of(text)[0].full_id
    assert public_picture(text.slug, key, NOON) is None
    clear(text)
    text.refresh_from_db()
    held = publishing.set_embargo(
        text=text, version=text.version, until=NOON + HOUR, by=spokesperson, at=NOON
    )
    held = publishing.publish_text(text=held, version=held.version, by=spokesperson, at=NOON, has_looked=True)
    assert public_picture(text.slug, key, NOON) is None
    assert public_picture(text.slug, key, NOON + HOUR) is not None
    held.refresh_from_db()
    correcting.withdraw_text(
        text=held, version=held.version, reason="Sai.", by=spokesperson, at=NOON + 2 * HOUR
    )
    with pytest.raises(PictureWithdrawn):
        public_picture(text.slug, key, NOON + 2 * HOUR)
    shown = public_text(text.slug, NOON + 2 * HOUR)
    assert shown is not None
    assert shown.pictures == ()


def test_no_file_but_those_shown_is_handed_out(public: Text, make: Maker, unit_officer: Officer) -> None:
    other = add(make(), unit_officer, "olive")
    assert public_picture(public.slug, other.full_id, NOON) is None


def test_a_correction_of_a_picture_alone(
    public: Text, clear: Clear, unit_officer: Officer, spokesperson: Officer
) -> None:
    old = pictures_of(public)[0]
    same = {name: getattr(public, name) for name in ("title", "lead", "body", "quote")}
    content = correcting.CorrectionContent(**same, explanation="Ảnh chụp nhầm trạm.", is_of_pictures=True)
    notice = correcting.draft_correction(text=public, content=content, by=unit_officer, at=NOON)
    with pytest.raises(correcting.NothingCorrected):
        clear(notice)
    given: dict[str, Any] = {"by": unit_officer, "at": NOON}
    first = pictures_of(notice)[0]
    pictures.replace_picture(picture=first, version=notice.version, file=drawn("maroon"), **given)
    clear(notice)
    notice.refresh_from_db()
    with pytest.raises(publishing.Blocked):  # whether the new one holds words, nobody has said
        correcting.publish_correction(
            correction=notice, version=notice.version, by=spokesperson, at=NOON + HOUR
        )
    pictures.describe_picture(picture=pictures_of(notice)[0], version=notice.version, content=WHOLE, **given)
    notice.refresh_from_db()
    assert public_picture(public.slug, old.full_id, NOON) is not None  # nothing is seen of it yet
    correcting.publish_correction(correction=notice, version=notice.version, by=spokesperson, at=NOON + HOUR)
    new = pictures_of(public)[0]
    assert public_picture(public.slug, new.full_id, NOON + HOUR) is not None
    with pytest.raises(PictureWithdrawn):
        public_picture(public.slug, old.full_id, NOON + HOUR)
    assert Attachment.objects.filter(pk=old.full_id).exists()  # the archive holds it


def test_a_changed_picture_reopens_the_clearance_of_a_correction(
    public: Text, clear: Clear, unit_officer: Officer, spokesperson: Officer
) -> None:
    content = correcting.CorrectionContent("Tiêu đề đã sửa", "", public.body, "", "Tiêu đề sai.")
    notice = correcting.draft_correction(text=public, content=content, by=unit_officer, at=NOON)
    clear(notice)
    notice.refresh_from_db()
    add(notice, unit_officer, "olive")
    notice.refresh_from_db()
    with pytest.raises(publishing.NotCleared):
        correcting.publish_correction(correction=notice, version=notice.version, by=spokesperson, at=NOON)


def test_files_nobody_saw_go_with_a_dropped_correction_and_others_stay(
    public: Text, unit_officer: Officer
) -> None:
    content = correcting.CorrectionContent("Tiêu đề đã sửa", "", public.body, "", "Tiêu đề sai.")
    notice = correcting.draft_correction(text=public, content=content, by=unit_officer, at=NOON)
    added = add(notice, unit_officer, "olive")
    notice.refresh_from_db()
    correcting.drop_correction(correction=notice, version=notice.version, by=unit_officer, at=NOON)
    assert not Attachment.objects.filter(pk=added.full_id).exists()
    assert Attachment.objects.filter(pk=pictures_of(public)[0].full_id).exists()
    assert Entry.objects.filter(act="files.let_go").exists()


def test_removing_takes_the_bytes_unless_somebody_cleared_them(
    text: Text, clear: Clear, unit_officer: Officer
) -> None:
    seen = pictures_of(text)[0]
    clear(text)
    unseen = add(text, unit_officer, "olive")
    for row in (unseen, seen):
        text.refresh_from_db()
        pictures.remove_picture(picture=row, version=text.version, by=unit_officer, at=NOON)
    assert Attachment.objects.filter(pk=seen.full_id).exists()
    assert not Attachment.objects.filter(pk=unseen.full_id).exists()


def test_pictures_keep_their_order(text: Text, unit_officer: Officer) -> None:
    for colour in ("olive", "teal"):
        add(text, unit_officer, colour)
    text.refresh_from_db()
    last = pictures_of(text)[2]
    pictures.move_picture(picture=last, version=text.version, steps=-1, by=unit_officer, at=NOON)
    names = [one.full.name for one in pictures_of(text)]
    assert names == ["ảnh navy.png", "ảnh teal.png", "ảnh olive.png"]
    assert [one.number for one in pictures_of(text)] == [1, 2, 3]


def test_a_published_or_scheduled_text_keeps_its_pictures(public: Text, unit_officer: Officer) -> None:
    with pytest.raises(texts.NotInThatState):
        add(public, unit_officer, "olive")


def test_who_may_not_write_there_leaves_no_trace(text: Text, outsider: Officer) -> None:
    before = Entry.objects.count(), Attachment.objects.count()
    with pytest.raises(NotAllowed):
        add(text, outsider, "olive")
    assert (Entry.objects.count(), Attachment.objects.count()) == before


@pytest.mark.parametrize(
    ("file", "content", "refusal"),
    [
        (Uploaded(b"<svg/>", "a.svg"), WHOLE, FileRefused),
        (Uploaded(drawn().data, "TUYỆT MẬT.png"), WHOLE, SecretMark),
        (drawn(), PictureContent("TUYỆT MẬT", "b", ""), SecretMark),
        (drawn(), PictureContent("a", "Sơ đồ\nTUYỆT MẬT", ""), SecretMark),
    ],
)
def test_what_is_refused_leaves_nothing(
    file: Uploaded, content: PictureContent, refusal: type[Exception], make: Maker, unit_officer: Officer
) -> None:
    text = make()
    with pytest.raises(refusal):
        add(text, unit_officer, file=file, content=content)
    assert not Attachment.objects.filter(record_type="content.text").exists()


def test_two_people_at_once_do_not_overwrite_each_other(text: Text, unit_officer: Officer) -> None:
    with pytest.raises(texts.ChangedMeanwhile):
        pictures.add_picture(
            record=text, version=text.version - 1, file=drawn(), content=WHOLE, by=unit_officer, at=NOON
        )


def test_at_most_so_many(text: Text, unit_officer: Officer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PICTURES", 1)
    with pytest.raises(pictures.TooManyPictures):
        add(text, unit_officer, "olive")


def test_a_text_without_pictures_keeps_the_hash_it_always_had(make: Maker) -> None:
    text = make()
    assert "Ảnh" not in whole_from_plain({**_plain(text)}).as_words()


def _plain(text: Text) -> dict[str, Any]:
    names = ("kind", "title", "lead", "body", "quote", "speaker_name", "speaker_post", "contact")
    more = ("is_official", "language", "ai_label")
    return {name: getattr(text, name) for name in (*names, *more)}


def test_the_page_of_pictures_takes_one_and_shows_what_is_lacking(
    make: Maker, unit_officer: Officer, client: Client
) -> None:
    text = make()
    client.force_login(unit_officer)
    page = f"/noi-dung/{text.pk}/anh/"
    assert client.get(page).status_code == 200
    refused = client.post(page, {"version": text.version, "alt": "Giữ lại lời này", "file": _file(b"x")})
    assert refused.status_code == 400
    assert "Giữ lại lời này" in refused.content.decode()
    taken = client.post(page, {"version": text.version, "file": _file(drawn().data)})
    assert taken.status_code == 302
    row = pictures_of(text)[0]
    shown = client.get(f"/noi-dung/{text.pk}/").content.decode()
    assert f"/noi-dung/anh/{row.pk}/" in shown
    assert "Ảnh chưa có chú thích" in shown
    assert client.get(f"/noi-dung/anh/{row.pk}/")["Content-Type"] == "image/png"
    text.refresh_from_db()
    said = {"version": text.version, "alt": "Trạm đo", "caption": "Trạm đo mới", "words_in": "none"}
    assert client.post(f"/noi-dung/anh/{row.pk}/mo-ta/", said).status_code == 302
    assert re.search('alt="Trạm đo"', client.get(f"/noi-dung/{text.pk}/").content.decode())


def test_a_stranger_sees_no_picture_of_a_draft(text: Text, outsider: Officer, client: Client) -> None:
    client.force_login(outsider)
    assert client.get(f"/noi-dung/anh/{pictures_of(text)[0].pk}/").status_code == 404


def _file(data: bytes) -> BytesIO:
    held = BytesIO(data)
    held.name = "tram.png"
    return held


def test_a_correction_shares_files_until_it_changes_them(public: Text, unit_officer: Officer) -> None:
    content = correcting.CorrectionContent("Tiêu đề đã sửa", "", public.body, "", "Tiêu đề sai.")
    correcting.draft_correction(text=public, content=content, by=unit_officer, at=NOON)
    notice = open_correction(public)
    assert notice is not None
    assert pictures_of(notice)[0].full_id == pictures_of(public)[0].full_id
    pictures.remove_picture(picture=pictures_of(notice)[0], version=notice.version, by=unit_officer, at=NOON)
    assert public_picture(public.slug, pictures_of(public)[0].full_id, NOON) is not None


def test_words_can_be_rewritten_around_the_pictures(text: Text, unit_officer: Officer) -> None:
    content = content_of(text.unit, body="Nội dung khác hẳn.")
    texts.rewrite_text(text=text, version=text.version, content=content, by=unit_officer, at=NOON)
    assert pictures_of(text).count() == 1
