"""The demonstration's draft policies: one that the public is asked about, one that was adopted.

All times lie around the instant at which it is set up. Setting up twice changes nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.common.clock import local_day
from dongthuan.apps.demonstration.invention import DATA
from dongthuan.apps.demonstration.work import ILLUSTRATIVE, Cast
from dongthuan.apps.files.models import Attachment
from dongthuan.apps.monitoring.models.topics import Topic
from dongthuan.apps.policies.dossiers_lifecycle import (
    DraftKind,
    ImpactHead,
    OpinionKind,
    Side,
    Stage,
    Verdict,
    Yes,
)
from dongthuan.apps.policies.models.answers import Answer
from dongthuan.apps.policies.models.comment_groups import CommentGroup
from dongthuan.apps.policies.models.comments import Comment, MeetingRecord, Moderation
from dongthuan.apps.policies.models.consultations import Consultation
from dongthuan.apps.policies.models.dossiers import PolicyDossier
from dongthuan.apps.policies.models.dossiers_parts import CommunicationAct
from dongthuan.apps.policies.models.drafts import DraftVersion
from dongthuan.apps.policies.operations.acts import ActContent, Done, do_act, rewrite_act
from dongthuan.apps.policies.operations.consultations import (
    ConsultationContent,
    check_secrecy,
    open_consultation,
    set_up_consultation,
)
from dongthuan.apps.policies.operations.dossiers import DossierContent, ask_units, open_dossier
from dongthuan.apps.policies.operations.dossiers_criteria import answer_criterion
from dongthuan.apps.policies.operations.dossiers_parts import (
    ImpactContent,
    ScenarioContent,
    write_impact,
    write_scenario,
)
from dongthuan.apps.policies.operations.drafts import publish_draft, upload_draft
from dongthuan.apps.policies.operations.opinions import OpinionContent, answer_opinion, give_opinion
from dongthuan.apps.policies.operations.stages import Adopted, Move, move_dossier
from dongthuan.apps.units.models import Unit

IN_CONSULTATION = "Quy chế chia sẻ dữ liệu quan trắc động đất" + ILLUSTRATIVE
ADOPTED = "Quy định quản lý đề tài khoa học cấp cơ sở" + ILLUSTRATIVE
SUMMARY = (
    "Dữ liệu của các trạm đo địa chấn sẽ được công khai trong vòng 24 giờ. Trường học, báo chí và người "
    "dân được dùng miễn phí, chỉ cần ghi nguồn. Doanh nghiệp dùng để bán sản phẩm phải đăng ký trước."
)
IMPACTS = (
    (
        ImpactHead.ECONOMIC,
        Side.COST,
        "Chi 1,2 tỷ đồng mỗi năm cho máy chủ và đường truyền",
        "Ngân sách nhà nước",
    ),
    (
        ImpactHead.ECONOMIC,
        Side.BENEFIT,
        "Bớt chi phí khảo sát trùng lặp khoảng 3 tỷ đồng mỗi năm",
        "Doanh nghiệp xây dựng",
    ),
    (
        ImpactHead.SOCIAL,
        Side.BENEFIT,
        "Người dân vùng có rung chấn biết thông tin sớm hơn",
        "Người dân vùng núi",
    ),
    (ImpactHead.PROCEDURE, Side.COST, "Thêm một thủ tục đăng ký khi dùng để kinh doanh", "Doanh nghiệp"),
)
SCENARIOS = (
    (
        "Công khai dữ liệu làm người dân hoang mang.",
        "Dữ liệu đi kèm lời giải thích và mức cảnh báo; nơi đã công khai không ghi nhận hoảng loạn.",
        "Báo cáo của Viện năm trước",
    ),
    (
        "Doanh nghiệp nhỏ không kham nổi thủ tục.",
        "Đăng ký trực tuyến, không thu phí, trả lời trong ngày.",
        "Dự thảo, Điều 9",
    ),
)
QUESTIONS = (
    ("24 giờ có phù hợp không? Nếu không thì bao lâu?", "Nêu lý do và trường hợp cụ thể."),
    ("Dữ liệu nào không nên công khai?", ""),
)


@dataclass(frozen=True, slots=True)
class DraftsShown:
    """What was set up: for the versions, comments and answers that are invented on it."""

    dossier: PolicyDossier
    consultation: Consultation
    adopted: PolicyDossier


def set_up_policies(*, cast: Cast, at: datetime) -> DraftsShown | None:
    """Invent two dossiers, the first with a running consultation; None where they are there."""
    if PolicyDossier.objects.filter(title=IN_CONSULTATION).exists():
        return None
    dossier = _in_consultation(cast, at=at)
    return DraftsShown(dossier, _consultation(dossier, cast, at=at), _adopted(cast, at=at))


def _in_consultation(cast: Cast, *, at: datetime) -> PolicyDossier:
    by, unit = cast.earth, Unit.objects.get(code="VLDC")
    topics = tuple(Topic.objects.filter(slug="dong-dat"))
    content = DossierContent(
        IN_CONSULTATION,
        DraftKind.DECISION,
        unit,
        by,
        number="DT-01",
        purpose="Dữ liệu đo bằng ngân sách nhà nước cần được dùng lại rộng rãi. (minh hoạ)",
        summary=SUMMARY,
        topics=topics,
        is_illustrative=True,
    )
    dossier = open_dossier(content=content, by=by, at=_ago(at, 60))
    for key in ("rights", "sensitive", "reach"):
        answer_criterion(
            dossier=dossier,
            key=key,
            answer=Yes.YES,
            reason="Theo đánh giá tác động (minh hoạ)",
            by=by,
            at=_ago(at, 58),
        )
    for head, side, text, bearer in IMPACTS:
        impact = ImpactContent(head, side, text, bearer, "Ước tính minh hoạ")
        write_impact(dossier=dossier, content=impact, by=by, at=_ago(at, 57))
    _done(dossier, "plan", by, _ago(at, 55))
    _done(dossier, "impacts", by, _ago(at, 50))
    dossier = _moved(dossier, Stage.DRAFTING, by, _ago(at, 45))
    for objection, answer, evidence in SCENARIOS:
        scenario = ScenarioContent(objection, answer, evidence, by, local_day(at) + timedelta(days=60))
        write_scenario(dossier=dossier, content=scenario, by=by, at=_ago(at, 40))
    _done(dossier, "scenarios", by, _ago(at, 40))
    dossier = ask_units(
        dossier=dossier,
        version=dossier.version,
        units=Unit.objects.filter(code__in=["VP", "CNTT"]),
        by=by,
        at=_ago(at, 38),
    )
    _opinions(dossier, cast, at=at)
    dossier = _moved(dossier, Stage.CONSULTING, by, _ago(at, 12))
    _planned(dossier, "press", by, local_day(at) - timedelta(days=2), at=at)
    _planned(dossier, "publish-results", by, local_day(at) + timedelta(days=30), at=at)
    return dossier


def _opinions(dossier: PolicyDossier, cast: Cast, *, at: datetime) -> None:
    office = Unit.objects.get(code="VP")
    said = (
        (OpinionKind.COMMENT, "Nên nói rõ ai trả lời khi dữ liệu sai."),
        (OpinionKind.CRITICISM, "Thủ tục đăng ký chưa có mẫu; doanh nghiệp nhỏ sẽ gặp khó."),
    )
    for kind, text in said:
        content = OpinionContent(office, kind, text + ILLUSTRATIVE)
        opinion = give_opinion(dossier=dossier, content=content, by=cast.coordinator, at=_ago(at, 35))
        if kind == OpinionKind.COMMENT:
            answer_opinion(
                opinion=opinion,
                version=opinion.version,
                verdict=Verdict.ACCEPTED,
                reason="Đã bổ sung Điều 12. (minh hoạ)",
                by=cast.earth,
                at=_ago(at, 30),
            )


def _consultation(dossier: PolicyDossier, cast: Cast, *, at: datetime) -> Consultation:
    content = ConsultationContent(
        title="Lấy ý kiến dự thảo " + IN_CONSULTATION,
        purpose="Để quy chế bảo vệ người dân mà không cản trở nghiên cứu. (minh hoạ)",
        responsible=cast.earth,
        opens_at=_ago(at, 10),
        closes_at=at + timedelta(days=50),
        legal_basis="Kế hoạch xây dựng quy chế của cơ quan, mục 3: 60 ngày. (minh hoạ)",
        contact="Văn phòng Viện Các khoa học Trái đất, gopy@vien.example",
        moderation_policy="Chỉ ẩn lời xúc phạm, thông tin cá nhân, quảng cáo; luôn hiện ý kiến phản biện.",
        response_due_on=local_day(at) + timedelta(days=80),
        questions=QUESTIONS,
    )
    made = set_up_consultation(dossier=dossier, content=content, by=cast.earth, at=_ago(at, 11))
    file = DATA / "du-thao-quy-che.txt"
    draft = upload_draft(
        consultation=made,
        data=file.read_bytes(),
        name=file.name,
        note="Bản lấy ý kiến lần đầu (minh hoạ)",
        by=cast.earth,
        at=_ago(at, 11),
    )
    publish_draft(version=draft, seen=draft.version, by=cast.earth, at=_ago(at, 11))
    made = check_secrecy(consultation=made, version=made.version, by=cast.coordinator, at=_ago(at, 11))
    return open_consultation(consultation=made, version=made.version, by=cast.leader, at=_ago(at, 11))


def _adopted(cast: Cast, *, at: datetime) -> PolicyDossier:
    by = cast.coordinator
    content = DossierContent(
        ADOPTED,
        DraftKind.REGULATION,
        Unit.objects.get(code="VP"),
        by,
        summary="Đề tài cấp cơ sở được duyệt trong 15 ngày, hồ sơ còn ba loại giấy tờ. (minh hoạ)",
        is_illustrative=True,
    )
    dossier = open_dossier(content=content, by=by, at=_ago(at, 200), stage=Stage.DRAFTING)
    answer_criterion(
        dossier=dossier,
        key="reach",
        answer=Yes.NO,
        reason="Chỉ áp dụng trong cơ quan (minh hoạ)",
        by=by,
        at=_ago(at, 199),
    )
    way = (Stage.CONSULTING, Stage.APPRAISAL, Stage.SUBMISSION, Stage.ADOPTION, Stage.ENFORCEMENT)
    for step, stage in enumerate(way):
        when = _ago(at, 170 - 30 * step)
        for act in dossier.communication_acts.pending():
            do_act(act=act, version=act.version, done=Done(when, "Đã làm (minh hoạ)"), by=by, at=when)
        adopted = Adopted("215/QĐ-VHL (minh hoạ)", local_day(when)) if stage == Stage.ADOPTION else None
        dossier = _moved(dossier, stage, by, when, adopted=adopted)
    return dossier


def _moved(
    dossier: PolicyDossier, to: Stage, by: Officer, at: datetime, *, adopted: Adopted | None = None
) -> PolicyDossier:
    return move_dossier(
        dossier=dossier, version=dossier.version, move=Move(to, adopted=adopted), by=by, at=at
    )


def _done(dossier: PolicyDossier, key: str, by: Officer, at: datetime) -> None:
    act = CommunicationAct.objects.get(dossier=dossier, key=key)
    do_act(
        act=act, version=act.version, done=Done(at, "Biên bản, ảnh lưu tại đơn vị (minh hoạ)"), by=by, at=at
    )


def _planned(dossier: PolicyDossier, key: str, by: Officer, due_on: date, *, at: datetime) -> None:
    act = CommunicationAct.objects.get(dossier=dossier, key=key)
    content = ActContent(act.title, Stage(act.stage), by, due_on)
    rewrite_act(act=act, version=act.version, content=content, by=by, at=_ago(at, 11))


def remove_policies() -> None:
    """Let the invented dossiers go with all that hangs on them; what is real stays."""
    invented = PolicyDossier.objects.filter(is_illustrative=True)
    consultations = Consultation.objects.filter(dossier__in=invented)
    clocks = [key for key in consultations.values_list("clock", flat=True) if key]
    versions = DraftVersion.objects.filter(consultation__in=consultations)
    files = [key for key in versions.values_list("attachment", flat=True) if key]
    Answer.objects.filter(consultation__in=consultations).delete()
    Moderation.objects.filter(comment__consultation__in=consultations).delete()
    Comment.objects.filter(consultation__in=consultations).delete()
    CommentGroup.objects.filter(consultation__in=consultations).delete()
    MeetingRecord.objects.filter(consultation__in=consultations).delete()
    versions.delete()
    consultations.delete()
    invented.delete()
    Attachment.objects.filter(pk__in=files).delete()
    Clock.objects.filter(pk__in=clocks).delete()


def _ago(at: datetime, days: int) -> datetime:
    return at - timedelta(days=days)
