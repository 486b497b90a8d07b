"""Requests to correct: dispatch, rounds, the outlet's time, its answer, the authority."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.audit.models import Entry
from dongthuan.apps.clocks.models.clocks import Clock
from dongthuan.apps.documents.lifecycle import Capacity
from dongthuan.apps.documents.models.authorities import SigningAuthority
from dongthuan.apps.documents.models.documents import OfficialDocument
from dongthuan.apps.documents.operations.authorities import AuthorityContent, grant_authority
from dongthuan.apps.documents.operations.signing import sign, submit
from dongthuan.apps.documents.queries.contents import content_of
from dongthuan.apps.files.checking import FileRefused
from dongthuan.apps.files.queries import attachments_of
from dongthuan.apps.files.secrecy import SecretMark
from dongthuan.apps.press.lifecycle import CORRECTION_NEXT, CorrectionState
from dongthuan.apps.press.models.corrections import CorrectionRequest
from dongthuan.apps.press.models.outlets import Outlet
from dongthuan.apps.press.operations import correction_rounds as rounds
from dongthuan.apps.press.operations import corrections as operations
from dongthuan.apps.press.operations.correction_rounds import OutletAnswer
from dongthuan.apps.press.operations.corrections import CorrectionContent, draw_up_correction
from dongthuan.apps.press.operations.versions import AheadOfTime, ChangedMeanwhile, NoReason
from dongthuan.apps.press.queries.corrections import most_rounds
from dongthuan.apps.press.queries.statistics import corrections_between
from dongthuan.apps.units.models import Unit
from dongthuan.docgen.official_html import as_html
from tests.integration.press.conftest import MORNING, TODAY

DAY = timedelta(days=1)


@pytest.fixture
def by(unit_officer: Officer) -> Officer:
    """Works on it."""
    return unit_officer.on(TODAY)


@pytest.fixture
def content(agency: Unit, outlet: Outlet) -> CorrectionContent:
    """A false item of yesterday."""
    return CorrectionContent(
        unit=agency,
        outlet=outlet,
        item_title="Viện dừng dự án",
        item_published_at=MORNING - DAY,
        false_content="Dự án đã dừng.",
        correct_content="Dự án vẫn tiếp tục.",
        grounds="Quyết định 12/QĐ-CQ",
        asks_apology=True,
    )


@pytest.fixture
def row(content: CorrectionContent, by: Officer, signs: SigningAuthority) -> CorrectionRequest:
    """It written down."""
    return draw_up_correction(content=content, by=by, at=MORNING)


@pytest.fixture
def signs(agency: Unit, leader: Officer, system: Officer) -> SigningAuthority:
    """The head's right to sign dispatches."""
    content = AuthorityContent(leader, agency, Capacity.HEAD, "Chủ tịch", "", date(2020, 1, 1))
    return grant_authority(content=content, by=system, at=MORNING)


def drawn(row: CorrectionRequest, by: Officer, at: datetime = MORNING) -> OfficialDocument:
    """Draw up the dispatch of the next round and have the head sign it."""
    row.refresh_from_db()
    paper = rounds.draw_up_request(request=row, version=row.version, by=by, at=at)
    paper = submit(document=paper, version=paper.version, by=by, at=at)
    authority = SigningAuthority.objects.get()
    head = authority.officer.on(at.date())
    return sign(document=paper, authority=authority, version=paper.version, by=head, at=at)


def sent(row: CorrectionRequest, by: Officer, at: datetime = MORNING) -> None:
    """Send the next round."""
    drawn(row, by, at)
    row.refresh_from_db()
    rounds.send_request(request=row, sent_at=at, received_at=at, version=row.version, by=by, at=at)
    row.refresh_from_db()


def test_the_outlet_has_fifteen_working_days_from_the_receipt(row: CorrectionRequest, by: Officer) -> None:
    sent(row, by)
    clock = Clock.objects.of_record(row).get()
    assert (clock.alias, clock.due_on) == ("P17", datetime(2026, 9, 28, tzinfo=UTC).date())
    assert (row.state, row.first_sent_at) == (CorrectionState.SENT, MORNING)
    assert list(corrections_between(TODAY, TODAY + DAY)) == [row]
    assert list(corrections_between(TODAY + DAY, TODAY + 2 * DAY)) == []


def test_the_dispatch_says_what_is_false_what_is_correct_and_asks_for_an_apology(
    row: CorrectionRequest, by: Officer
) -> None:
    paper = rounds.draw_up_request(request=row, version=row.version, by=by, at=MORNING)
    words = as_html(content_of(paper))
    for part in (
        "Dự án đã dừng.",
        "Dự án vẫn tiếp tục.",
        "12/QĐ-CQ",
        "cải chính, xin lỗi",
        "15 ngày làm việc",
    ):
        assert part in words
    row.refresh_from_db()
    with pytest.raises(rounds.PaperOpen):
        rounds.draw_up_request(request=row, version=row.version, by=by, at=MORNING)
    with pytest.raises(rounds.NotSigned):
        rounds.send_request(
            request=row, sent_at=MORNING, received_at=MORNING, version=row.version, by=by, at=MORNING
        )


def test_after_two_rounds_the_way_leads_to_the_authority(row: CorrectionRequest, by: Officer) -> None:
    for at in (MORNING, MORNING + 5 * DAY):
        sent(row, by, at)
        answer = OutletAnswer(False, "Báo giữ nguyên nội dung.", at + DAY)
        rounds.record_answer(request=row, answer=answer, version=row.version, by=by, at=at + DAY)
        row.refresh_from_db()
    with pytest.raises(rounds.NoMoreRounds):
        rounds.draw_up_request(request=row, version=row.version, by=by, at=MORNING + 9 * DAY)
    with pytest.raises(NoReason):
        rounds.escalate(
            request=row, addressee="X", reason="", version=row.version, by=by, at=MORNING + 9 * DAY
        )
    paper = rounds.escalate(
        request=row,
        addressee="Cục Báo chí",
        reason="Đề nghị xử lý.",
        version=row.version,
        by=by,
        at=MORNING + 9 * DAY,
    )
    words = as_html(content_of(paper))
    assert "Lần 2" in words
    assert "không thống nhất cải chính" in words
    row.refresh_from_db()
    assert row.state == CorrectionState.ESCALATED


@pytest.mark.django_db
def test_how_many_rounds_is_a_matter_of_the_day() -> None:
    assert most_rounds(on=TODAY) == 2
    assert most_rounds(on=datetime(2026, 6, 30, tzinfo=UTC).date()) == 3


def test_silence_is_noted_only_when_the_time_is_over_and_what_comes_late_still_counts(
    row: CorrectionRequest, by: Officer
) -> None:
    sent(row, by)
    with pytest.raises(rounds.StillInTime):
        rounds.note_silence(request=row, version=row.version, by=by, at=MORNING + DAY)
    later = MORNING + 30 * DAY
    rounds.note_silence(request=row, version=row.version, by=by, at=later)
    row.refresh_from_db()
    answer = OutletAnswer(True, "Đã đăng.", later, "https://baothu.example/cai-chinh")
    rounds.record_answer(request=row, answer=answer, version=row.version, by=by, at=later)
    row.refresh_from_db()
    assert (row.state, row.correction_url) == (CorrectionState.CORRECTED, answer.url)
    assert Clock.objects.of_record(row).get().is_late is True


def test_a_correction_names_its_place_and_no_answer_comes_before_the_request(
    row: CorrectionRequest, by: Officer
) -> None:
    sent(row, by)
    with pytest.raises(NoReason):
        rounds.record_answer(
            request=row, answer=OutletAnswer(True, "x", MORNING), version=row.version, by=by, at=MORNING
        )
    with pytest.raises(AheadOfTime):
        rounds.record_answer(
            request=row,
            answer=OutletAnswer(False, "x", MORNING - DAY),
            version=row.version,
            by=by,
            at=MORNING,
        )
    row.refresh_from_db()
    assert row.state == CorrectionState.SENT


WRONG = [
    pytest.param({"false_content": " "}, operations.NoGrounds, id="nothing false"),
    pytest.param({"grounds": ""}, operations.NoGrounds, id="no grounds"),
    pytest.param({"item_published_at": MORNING + DAY}, AheadOfTime, id="published tomorrow"),
    pytest.param({"grounds": "TUYỆT MẬT"}, SecretMark, id="secret"),
]


@pytest.mark.parametrize(("change", "refusal"), WRONG)
def test_a_wrong_request_leaves_no_trace(
    content: CorrectionContent, by: Officer, change: dict[str, object], refusal: type[Exception]
) -> None:
    before = Entry.objects.count()
    with pytest.raises(refusal):
        draw_up_correction(content=replace(content, **change), by=by, at=MORNING)
    assert (CorrectionRequest.objects.count(), Entry.objects.count()) == (0, before)


def test_evidence_is_kept_and_files_that_lie_are_not(content: CorrectionContent, by: Officer) -> None:
    row = draw_up_correction(content=content, by=by, at=MORNING, files=[("anh.txt", "Ảnh chụp".encode())])
    assert [one.name for one in attachments_of(row)] == ["anh.txt"]
    with pytest.raises(FileRefused):
        operations.add_evidence(request=row, files=[("anh.png", b"MZ not a picture")], by=by, at=MORNING)
    with pytest.raises(SecretMark):
        operations.add_evidence(request=row, files=[("a.txt", "TUYỆT MẬT".encode())], by=by, at=MORNING)


def test_a_sent_request_is_not_rewritten_and_versions_are_seen(
    row: CorrectionRequest, content: CorrectionContent, by: Officer
) -> None:
    changed = replace(content, grounds="Quyết định khác")
    operations.rewrite_correction(request=row, content=changed, version=1, by=by, at=MORNING)
    with pytest.raises(ChangedMeanwhile):
        operations.rewrite_correction(request=row, content=content, version=1, by=by, at=MORNING)
    sent(row, by)
    with pytest.raises(operations.WrongState):
        operations.rewrite_correction(request=row, content=content, version=row.version, by=by, at=MORNING)


def test_closing_ends_the_clock_and_says_how_it_ended(row: CorrectionRequest, by: Officer) -> None:
    sent(row, by)
    with pytest.raises(operations.WrongState):
        operations.close_correction(request=row, note="Thôi", version=row.version, by=by, at=MORNING)
    answer = OutletAnswer(False, "Không.", MORNING + DAY)
    rounds.record_answer(request=row, answer=answer, version=row.version, by=by, at=MORNING + DAY)
    row.refresh_from_db()
    closed = operations.close_correction(
        request=row, note="Thống nhất dừng", version=row.version, by=by, at=MORNING + DAY
    )
    assert (closed.state, closed.closing_note) == (CorrectionState.CLOSED, "Thống nhất dừng")
    assert not Clock.objects.of_record(row).open().exists()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["send", "yes", "no", "silence", "escalate", "close"]), max_size=8))
def test_in_whatever_order_only_the_arrows_of_the_table_are_walked(
    steps: list[str], content: CorrectionContent, by: Officer, signs: SigningAuthority
) -> None:
    row = draw_up_correction(content=content, by=by, at=MORNING)
    at = MORNING
    for step in steps:
        before, at = CorrectionState(row.state), at + 40 * DAY
        one = {"request": row, "version": row.version, "by": by, "at": at}
        try:
            if step == "send":
                sent(row, by, at)
            elif step in ("yes", "no"):
                answer = OutletAnswer(step == "yes", "x", at, "https://x.example")
                rounds.record_answer(answer=answer, **one)
            elif step == "silence":
                rounds.note_silence(**one)
            elif step == "escalate":
                rounds.escalate(addressee="Cục", reason="x", **one)
            else:
                operations.close_correction(note="x", **one)
        except (operations.WrongState, rounds.NoMoreRounds):
            row.refresh_from_db()
            assert row.state == before
        else:
            row.refresh_from_db()
            assert CorrectionState(row.state) in CORRECTION_NEXT[before]
    assert row.rounds.count() <= 2


def test_a_paper_cites_the_law_of_the_item(
    row: CorrectionRequest, content: CorrectionContent, by: Officer
) -> None:
    """An item of before 1 July 2026 falls under the Press Law of 2016; only the answer's time is today's."""
    new = as_html(content_of(rounds.draw_up_request(request=row, version=row.version, by=by, at=MORNING)))
    assert "Điều 19 Nghị định số 237/2026/NĐ-CP" in new
    assert "Căn cứ Luật Báo chí, Nghị định số 237/2026/NĐ-CP" in new
    old = replace(content, item_published_at=datetime(2026, 6, 20, 2, tzinfo=UTC))
    earlier = draw_up_correction(content=old, by=by, at=MORNING)
    paper = rounds.draw_up_request(request=earlier, version=earlier.version, by=by, at=MORNING)
    page = as_html(content_of(paper))
    assert "Căn cứ Luật Báo chí số 103/2016/QH13" in page
    assert "Điều 19" not in page
    assert "244/2026" not in page
    assert "15 ngày làm việc" in page
    assert "khoản 6 Điều 18 Nghị định số 237/2026/NĐ-CP" in page
    assert most_rounds(on=date(2026, 6, 20)) == 3
