"""Authors who left an address are told that their comment was hidden, how to object, and what was decided."""

from datetime import datetime

from dongthuan.apps.common.roles import Actor
from dongthuan.apps.notices.letters import absolute
from dongthuan.apps.notices.models import Message
from dongthuan.apps.notices.outside import Letter, mail_outside, take_back_mail
from dongthuan.apps.policies.models.comments import Comment, CommentContact, Moderation

FOLLOW = "/cong/lay-y-kien/theo-doi/"  # the portal lies above this app
_CLOSING = "Địa chỉ thư này chỉ được dùng để báo về góp ý của ông/bà."


def tell_of_hiding(*, hiding: Moderation, by: Actor, at: datetime) -> Message | None:
    """Queue the mail that says why a comment was hidden and how to object, in the transaction of the hiding.

    For `hide_comment`, once for each hiding; None where the author left no address.
    """
    comment = hiding.comment
    consultation = comment.consultation
    hiding.mail = _mailed(
        comment,
        f"Góp ý số {comment.number} không được hiển thị: {consultation.title}",
        (
            f"Góp ý số {comment.number} của ông/bà về “{consultation.title}” không được hiển thị công khai.",
            f"Lý do: {hiding.reason}",
            "Góp ý vẫn được lưu nguyên văn, vẫn giữ số và biên nhận, và vẫn được xem xét trả lời.",
            "Nếu không đồng ý, ông/bà có quyền phản đối một lần; cán bộ khác với người đã ẩn sẽ quyết định.",
            f"Cách làm: mở {absolute(FOLLOW)}, nhập mã theo dõi đã cấp khi gửi góp ý và viết lý do.",
            _if_lost(comment),
        ),
        by=by,
        at=at,
    )
    if hiding.mail is not None:
        hiding.save(update_fields=["mail"])
    return hiding.mail


def tell_of_outcome(*, hiding: Moderation, is_shown: bool, reason: str, by: Actor, at: datetime) -> None:
    """Queue the mail that says what was decided; a mail of the hiding that still waits is taken back.

    For `decide_appeal` and `show_again`. Of a comment that is shown again before its author was told of the
    hiding nothing is said.
    """
    comment = hiding.comment
    was_not_told = is_shown and hiding.mail is not None and take_back_mail(message=hiding.mail)
    if was_not_told and hiding.appealed_at is None:
        return
    result = "được hiển thị công khai trở lại" if is_shown else "tiếp tục không được hiển thị công khai"
    opening = f"Góp ý số {comment.number} của ông/bà về “{comment.consultation.title}”:"
    if hiding.appealed_at is not None:
        opening = f"Phản đối của ông/bà về việc ẩn góp ý số {comment.number} đã được xem xét."
    hiding.outcome_mail = _mailed(
        comment,
        f"Kết quả xem xét góp ý số {comment.number}: {comment.consultation.title}",
        (opening, f"Kết quả: góp ý {result}.", f"Lý do: {reason}", _if_lost(comment)),
        by=by,
        at=at,
    )
    if hiding.outcome_mail is not None:
        hiding.save(update_fields=["outcome_mail"])


def _mailed(
    comment: Comment, subject: str, parts: tuple[str, ...], *, by: Actor, at: datetime
) -> Message | None:
    contact = CommentContact.objects.filter(comment=comment).exclude(email="").first()
    if contact is None:
        return None
    body = "\n\n".join(part for part in (*parts, _CLOSING) if part) + "\n"
    return mail_outside(letter=Letter(contact.email, subject, body), by=by, at=at)


def _if_lost(comment: Comment) -> str:
    contact = comment.consultation.contact
    return f"Không còn mã theo dõi hoặc cần hỏi thêm, ông/bà liên hệ: {contact}" if contact else ""
