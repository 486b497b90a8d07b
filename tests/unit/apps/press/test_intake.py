"""Every broken mail is read as far as it goes: nothing raises, nothing is hidden, faults are named."""

import unicodedata
from email import message_from_bytes

import pytest

from dongthuan.apps.common.mail_headers import decoded, header_of
from dongthuan.apps.common.outgoing_box import folder_on_the_wire
from dongthuan.apps.files.checking import FileRefused, checked_kind, checked_name
from dongthuan.apps.press.desk_wording import FAULTS
from dongthuan.apps.press.intake.mail import LONGEST_TEXT, read_mail
from dongthuan.apps.press.intake.texts import plain_of_html
from tests.unit.apps.press.broken_mail import BROKEN, MIXED, PDF, with_file


def test_there_are_at_least_sixty_eight() -> None:
    assert len(BROKEN) >= 68


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_mail_is_read(name: str) -> None:
    broken = BROKEN[name]
    mail = read_mail(broken.data)
    assert mail.kind == broken.kind
    assert broken.holds in mail.text
    assert not broken.fault or broken.fault in mail.faults
    assert not broken.files or tuple(file.name for file in mail.files) == broken.files


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_read_can_be_kept(name: str) -> None:
    mail = read_mail(BROKEN[name].data)
    told = (mail.text, mail.subject, mail.from_name, mail.from_address, mail.message_id, mail.in_reply_to)
    for text in told:
        assert "\x00" not in text
        assert unicodedata.is_normalized("NFC", text)
        text.encode("utf-8")
    assert len(mail.text) <= LONGEST_TEXT
    assert len(mail.subject) <= 500
    assert len(mail.from_address) <= 254
    assert set(mail.faults) <= set(FAULTS)
    assert mail.raw_hash == read_mail(BROKEN[name].data).raw_hash


@pytest.mark.parametrize("name", ["lying_type", "zip_bomb", "tnef", "name_turns_direction", "empty_file"])
def test_files_that_lie_are_refused_at_the_door(name: str) -> None:
    [file] = read_mail(BROKEN[name].data).files
    with pytest.raises(FileRefused):
        checked_kind(file.data, checked_name(file.name))


def test_a_good_file_comes_through_whole() -> None:
    [file] = read_mail(with_file(b"a.pdf", b"application/pdf", PDF)).files
    assert (checked_kind(file.data, file.name), file.data) == ("pdf", PDF)


def test_headers_are_read_as_written() -> None:
    mail = read_mail(BROKEN["encoded_word_b64"].data)
    assert (mail.from_name, mail.from_address, mail.subject) == ("Lý Văn", "tin@bao.example", "Hỏi")
    assert read_mail(BROKEN["eight_bit_subject"].data).subject == "Hỏi về kinh phí"
    assert "steal" not in read_mail(BROKEN["html_script"].data).text


def test_html_keeps_its_lines() -> None:
    assert plain_of_html("<ul><li>Một</li><li>Hai</li></ul>").splitlines() == ["Một", "", "Hai"]
    assert decoded(b"\xff\xfe\xff", "")[0]
    assert header_of(message_from_bytes(MIXED), "Subject") == "Hoi"


@pytest.mark.parametrize(
    ("name", "wired"),
    [("INBOX", '"INBOX"'), ("Báo chí", '"B&AOE-o ch&AO0-"'), ('a&"b\\', '"a&-\\"b\\\\"')],
)
def test_a_folder_may_have_a_vietnamese_name(name: str, wired: str) -> None:
    assert folder_on_the_wire(name) == wired
