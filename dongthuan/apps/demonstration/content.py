"""The demonstration's texts: published, corrected, withdrawn, embargoed, scheduled, being cleared, returned.

All times lie around the instant at which it is set up. Setting up twice changes nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clearances.lifecycle import Decision, Part
from dongthuan.apps.clearances.models.clearances import Clearance
from dongthuan.apps.clearances.operations.clearances import StepAsked
from dongthuan.apps.clearances.operations.deciding import decide_step
from dongthuan.apps.clearances.queries.clearances import latest_clearance
from dongthuan.apps.content.lifecycle import PictureWords, TextKind
from dongthuan.apps.content.models.mailings import Delivery, Mailing
from dongthuan.apps.content.models.pictures import RevisionFile, TextPicture
from dongthuan.apps.content.models.posts import Publication
from dongthuan.apps.content.models.revisions import CorrectionNotice, TextRevision, Withdrawal
from dongthuan.apps.content.models.texts import Text
from dongthuan.apps.content.operations import correcting, pictures, publishing
from dongthuan.apps.content.operations.clearing import put_correction_for_clearance, put_for_clearance
from dongthuan.apps.content.operations.mailing import queue_mailing
from dongthuan.apps.content.operations.posting import drop_post
from dongthuan.apps.content.operations.texts import TextContent, draw_up_text
from dongthuan.apps.content.queries.texts import speakers_for
from dongthuan.apps.demonstration.letting_go import invented_goes, remove_clearances
from dongthuan.apps.demonstration.pictures import seismogram
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.press.models.contacts import ContactList
from dongthuan.apps.press.queries.mandates import Standing
from dongthuan.apps.units.models import Unit

SEISMOGRAM = pictures.PictureContent(
    "Bản ghi của ba trạm: cùng một rung chấn đến lần lượt từng trạm rồi tắt dần",
    "Một trận động đất nhỏ được ba trạm ghi nhận. Đồ họa: Viện (minh hoạ)",
    PictureWords.NONE.value,
)
CONTACT = "Văn phòng, 024 0000 0002, phatngon@vien.example"
RELEASE = (
    "## Kết quả chính\n"
    "- Trạm quan trắc mới ghi nhận 42 trận động đất nhỏ trong quý;\n"
    "- Không trận nào gây thiệt hại;\n"
    "- Số liệu gốc được đăng trên cổng thông tin.\n\n"
    "Viện tiếp tục theo dõi và thông báo khi có thay đổi."
)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who acts, for whom, who speaks, and when it is."""

    cast: Cast
    agency: Unit
    speaker: Standing | None
    at: datetime

    def ago(self, hours: float) -> datetime:
        """Return an instant before the one of the set-up."""
        return self.at - timedelta(hours=hours)


def set_up_content(*, cast: Cast, at: datetime) -> None:
    """Draw up the invented texts, unless they are there."""
    if Text.objects.filter(title__endswith=ILLUSTRATIVE).exists():
        return
    agency = Unit.objects.get(parent__isnull=True)
    speakers = speakers_for(agency, at=at - timedelta(days=6))
    regular = (one for one in speakers if one.spokesperson is not None)
    ours = next((one for one in regular if one.officer_id == cast.spokesperson.pk), None)
    desk = _Desk(cast, agency, ours, at)
    _corrected(desk)
    _withdrawn(desk)
    _embargoed(desk)
    _scheduled(desk)
    _under_way(desk)
    _returned(desk)
    _by_mandate(desk)


def _drafted(
    desk: _Desk, title: str, body: str, *, at: datetime, kind: TextKind = TextKind.RELEASE, quote: str = ""
) -> Text:
    content = TextContent(
        kind=kind,
        unit=desk.agency,
        title=title + ILLUSTRATIVE,
        body=body,
        quote=quote if desk.speaker is not None else "",
        speaker=desk.speaker,
        contact=CONTACT,
        is_official=desk.speaker is not None,
    )
    return draw_up_text(content=content, by=desk.cast.spokesperson, at=at)


def _asked(desk: _Desk, at: datetime) -> list[StepAsked]:
    due_at = at + timedelta(hours=4)
    secrecy = StepAsked(Part.SECRECY, desk.cast.coordinator, due_at, stand_in=desk.cast.administrator)
    return [secrecy, StepAsked(Part.LEADER, desk.cast.leader, due_at)]


def _clear(desk: _Desk, record: Text | CorrectionNotice, at: datetime) -> None:
    """Have a text or a correction cleared by the Office and the leader."""
    by = desk.cast.spokesperson
    if isinstance(record, Text):
        put_for_clearance(text=record, version=record.version, steps=_asked(desk, at), by=by, at=at)
    else:
        steps = _asked(desk, at)
        put_correction_for_clearance(correction=record, version=record.version, steps=steps, by=by, at=at)
    clearance = latest_clearance(record)
    if clearance is not None:
        _approve(desk, clearance, at)


def _approve(desk: _Desk, clearance: Clearance, at: datetime) -> None:
    people = {desk.cast.coordinator.pk: desk.cast.coordinator, desk.cast.leader.pk: desk.cast.leader}
    for step in clearance.steps.all():
        if step.officer_id in people:
            decide_step(
                step=step,
                decision=Decision.APPROVED,
                comment="",
                text_hash=clearance.text_hash,
                by=people[step.officer_id],
                at=at,
            )


def _published(desk: _Desk, text: Text, hours: float) -> Text:
    _clear(desk, text, desk.ago(hours + 1))
    text.refresh_from_db()
    return publishing.publish_text(
        text=text, version=text.version, by=desk.cast.spokesperson, at=desk.ago(hours), has_looked=True
    )


def _corrected(desk: _Desk) -> None:
    text = _drafted(
        desk,
        "Kết quả quan trắc động đất quý vừa qua",
        RELEASE,
        at=desk.ago(80),
        quote="Mọi số liệu đều được công bố để người dân theo dõi.",
    )
    picture = pictures.Uploaded(seismogram(), "ban-ghi-dia-chan.png")
    by, at = desk.cast.spokesperson, desk.ago(79)
    pictures.add_picture(record=text, version=text.version, file=picture, content=SEISMOGRAM, by=by, at=at)
    text.refresh_from_db()
    text = _published(desk, text, 72)
    _passed_on(desk, text)
    content = correcting.CorrectionContent(
        title=text.title,
        lead=text.lead,
        body=RELEASE.replace("42", "44"),
        quote=text.quote,
        explanation="Số trận động đất nhỏ trong quý là 44, không phải 42 như đã nêu. (minh hoạ)",
    )
    at = desk.ago(50)
    correction = correcting.draft_correction(text=text, content=content, by=by, at=at)
    _clear(desk, correction, desk.ago(49))
    correction.refresh_from_db()
    correcting.publish_correction(correction=correction, version=correction.version, by=by, at=desk.ago(48))


def _passed_on(desk: _Desk, text: Text) -> None:
    """Mail the release to the science press; there is no video of it."""
    press = ContactList.objects.filter(name__endswith=ILLUSTRATIVE).first()
    if press is not None:
        queue_mailing(text=text, contact_list=press, by=desk.cast.spokesperson, at=desk.ago(71))
    video = Publication.objects.get(text=text, channel="youtube")
    drop_post(publication=video, by=desk.cast.spokesperson, at=desk.ago(71))


def _withdrawn(desk: _Desk) -> None:
    text = _drafted(
        desk, "Lịch mở cửa bảo tàng dịp hè", "Bảo tàng mở cửa các ngày trong tuần.", at=desk.ago(130)
    )
    text = _published(desk, text, 120)
    correcting.withdraw_text(
        text=text,
        version=text.version,
        reason="Lịch mở cửa thay đổi do sửa chữa; lịch mới sẽ được thông báo. (minh hoạ)",
        by=desk.cast.spokesperson,
        at=desk.ago(100),
    )


def _embargoed(desk: _Desk) -> None:
    text = _drafted(
        desk,
        "Công bố giải thưởng khoa học năm nay",
        "Giải thưởng năm nay được trao cho ba công trình.",
        at=desk.ago(10),
    )
    until = desk.at + timedelta(hours=20)
    by = desk.cast.spokesperson
    text = publishing.set_embargo(text=text, version=text.version, until=until, by=by, at=desk.ago(9))
    _published(desk, text, 6)


def _scheduled(desk: _Desk) -> None:
    text = _drafted(
        desk,
        "Hỏi – đáp về bản tin động đất",
        "**Bản tin được phát khi nào?** Khi có trận động đất từ 3,5 độ.",
        at=desk.ago(8),
        kind=TextKind.QA,
    )
    _clear(desk, text, desk.ago(5))
    text.refresh_from_db()
    publishing.schedule_text(
        text=text,
        version=text.version,
        publish_at=desk.at + timedelta(hours=16),
        by=desk.cast.spokesperson,
        at=desk.ago(4),
        has_looked=True,
    )


def _under_way(desk: _Desk) -> None:
    """One text waits for three who clear, of whom one is away and one outside; one draft has findings."""
    text = _drafted(
        desk,
        "Phát biểu về thông tin sai lệch quanh trạm quan trắc",
        "Trạm quan trắc hoạt động bình thường. Thông tin trạm ngừng hoạt động là không đúng.",
        at=desk.ago(2),
        kind=TextKind.STATEMENT,
        quote="Trạm vẫn hoạt động và truyền số liệu liên tục.",
    )
    by, at = desk.cast.spokesperson, desk.ago(1)
    steps = [*_asked(desk, at), *_asked_further(desk)]
    put_for_clearance(text=text, version=text.version, steps=steps, by=by, at=at)
    _decided(desk, text, Part.SECRECY, Decision.APPROVED, "Không có nội dung thuộc bí mật nhà nước.", desk.at)
    _drafted(
        desk,
        "Kế hoạch mở rộng mạng trạm",
        "Theo Quyết định số 45/QĐ-VHL, HTQT sẽ có thêm 12 trạm. Liên hệ 0912 345 678.",
        at=desk.ago(1),
    )


def _asked_further(desk: _Desk) -> list[StepAsked]:
    """Ask the head of the legal section, who is away, with a stand-in, and a professor outside."""
    legal = {one.username: one for one in Officer.objects.filter(username__in=("phapche", "phapche2"))}
    due_at = desk.at + timedelta(hours=20)
    name, email = "GS. Trần Phản Biện (minh hoạ)", "gs.bien@truong.example"
    asked = [StepAsked(Part.UNIT, None, due_at, outside_name=name, outside_email=email)]
    if len(legal) > 1:
        asked.append(StepAsked(Part.LEGAL, legal["phapche2"], due_at, stand_in=legal["phapche"]))
    return asked


def _decided(desk: _Desk, text: Text, part: Part, decision: Decision, comment: str, at: datetime) -> None:
    clearance = latest_clearance(text)
    assert clearance is not None
    step = next(one for one in clearance.steps.all() if one.part == part)
    people = {one.pk: one for one in (desk.cast.coordinator, desk.cast.leader)}
    assert step.officer_id is not None
    decide_step(
        step=step,
        decision=decision,
        comment=comment,
        text_hash=clearance.text_hash,
        by=people[step.officer_id],
        at=at,
    )


def _returned(desk: _Desk) -> None:
    """The leader sent one text back with what is to be changed."""
    text = _drafted(
        desk,
        "Mời báo chí dự lễ khánh thành trạm quan trắc",
        "Lễ khánh thành diễn ra vào sáng thứ Sáu tuần tới. Kính mời các cơ quan báo chí tham dự và đưa tin.",
        at=desk.ago(28),
    )
    by, at = desk.cast.spokesperson, desk.ago(27)
    put_for_clearance(text=text, version=text.version, steps=_asked(desk, at), by=by, at=at)
    remark = "Ghi rõ giờ, địa điểm và người phụ trách đón phóng viên; bỏ chữ “kính mời” thứ hai."
    _decided(desk, text, Part.LEADER, Decision.RETURNED, remark, desk.ago(25))


def _by_mandate(desk: _Desk) -> None:
    """One speaks by a written authorisation that names its matter by title: somebody must confirm it."""
    speakers = speakers_for(desk.agency, at=desk.at)
    authorised = next((one for one in speakers if one.mandate is not None), None)
    if authorised is not None:
        _drafted(
            replace(desk, speaker=authorised),
            "Trả lời về việc vệ tinh ngừng truyền ảnh",
            "Vệ tinh đã hết tuổi thọ thiết kế. Kho ảnh đã thu vẫn được cung cấp bình thường.",
            at=desk.ago(3),
            kind=TextKind.STATEMENT,
        )


@transaction.atomic
def remove_content() -> None:
    """Take the invented texts out again, with their clearances, mails and archive copies.

    The database lets published versions and clearances go only in a transaction that says what this is.
    Before the registers of the press go, to whose speakers the texts point.
    """
    texts = Text.objects.filter(title__endswith=ILLUSTRATIVE)
    corrections = CorrectionNotice.objects.filter(text__in=texts)
    with invented_goes():
        remove_clearances("content.text", texts.values_list("pk", flat=True))
        remove_clearances("content.correctionnotice", corrections.values_list("pk", flat=True))
        Delivery.objects.filter(revision__text__in=texts).delete()
        Mailing.objects.filter(revision__text__in=texts).delete()
        Publication.objects.filter(text__in=texts).delete()
        Withdrawal.objects.filter(text__in=texts).delete()
        TextPicture.objects.filter(text__in=texts).delete()
        RevisionFile.objects.filter(revision__text__in=texts).delete()
        TextRevision.objects.filter(text__in=texts).delete()
        corrections.delete()
        keys = [str(key) for key in texts.values_list("pk", flat=True)]
        Attachment.objects.filter(record_type="content.text", record_key__in=keys).delete()
        texts.delete()
