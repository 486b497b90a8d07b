"""Who may do what at the desk: the table over the cast, and that lists agree with it."""

import pytest

from dongthuan.apps.accounts.models import Officer
from dongthuan.apps.press.desk_lifecycle import MailSource
from dongthuan.apps.press.desk_rules import DESK_ACCESS, DeskAct
from dongthuan.apps.press.models.answers import Answer
from dongthuan.apps.press.models.inquiries import Inquiry
from dongthuan.apps.press.models.lines import Line
from dongthuan.apps.press.models.mail import IncomingMail
from dongthuan.apps.press.operations.inquiries_giving import offer_inquiry
from dongthuan.apps.press.operations.mail import take_in_mail
from dongthuan.apps.units.models import Unit
from tests.integration.press.conftest import HERE
from tests.integration.press.desk_cast import AT, a_draft, a_line, an_inquiry, in_hand

DESK = {"coordinator", "unit_officer", "spokesperson"}
EVERYBODY = set(HERE) - {"outsider"}
INSIDE = EVERYBODY - {"institute_officer", "institute_leader"}
EXPECTED: dict[DeskAct, set[str]] = {
    DeskAct.READ_INQUIRY: INSIDE,
    DeskAct.RECEIVE_INQUIRY: DESK | {"system"},
    DeskAct.RECEIVE_FROM_PORTAL: {"system"},
    DeskAct.REWRITE_INQUIRY: DESK,
    DeskAct.OFFER_INQUIRY: DESK | {"leader"},
    DeskAct.ACCEPT_INQUIRY: {"unit_officer"},
    DeskAct.REFUSE_OFFER: {"unit_officer"},
    DeskAct.GROUP_INQUIRY: DESK,
    DeskAct.REFUSE_INQUIRY: {"leader", "spokesperson"},
    DeskAct.CLOSE_INQUIRY: DESK | {"leader"},
    DeskAct.READ_ANSWER: INSIDE,
    DeskAct.DRAFT_ANSWER: DESK,
    DeskAct.REWRITE_ANSWER: DESK,
    DeskAct.DECIDE_FLAG: DESK | {"leader"},
    DeskAct.ASK_CLEARANCE: DESK,
    DeskAct.SEND_ANSWER: DESK,
    DeskAct.DROP_ANSWER: DESK | {"leader"},
    DeskAct.READ_LINE: EVERYBODY,
    DeskAct.WRITE_LINE: DESK | {"system"},
    DeskAct.APPROVE_LINE: {"coordinator", "leader"},  # the spokesperson wrote it
    DeskAct.WITHDRAW_LINE: DESK | {"leader"},
    DeskAct.USE_LINE: EVERYBODY,
    DeskAct.EXPIRE_LINES: {"system"},
    DeskAct.READ_MAIL: INSIDE - {"legal_officer"},
    DeskAct.TAKE_IN_MAIL: DESK | {"system", "institute_officer"},
    DeskAct.DECIDE_MAIL: DESK,
    DeskAct.SUM_UP: {"system"},
}
OF_ANSWERS = {
    DeskAct.READ_ANSWER,
    DeskAct.REWRITE_ANSWER,
    DeskAct.DECIDE_FLAG,
    DeskAct.ASK_CLEARANCE,
    DeskAct.SEND_ANSWER,
    DeskAct.DROP_ANSWER,
}
OF_LINES = {act for act in DeskAct if act.value.endswith(("_line", "_lines"))}


def test_every_act_has_a_rule_and_a_row() -> None:
    assert set(DESK_ACCESS) == set(DeskAct) == set(EXPECTED)


@pytest.fixture
def inquiry(spokesperson: Officer, unit_officer: Officer) -> Inquiry:
    """An inquiry of the agency, offered to the unit officer."""
    received = an_inquiry(spokesperson)
    return offer_inquiry(inquiry=received, version=1, owner=unit_officer, by=spokesperson, at=AT)


@pytest.fixture
def answer(spokesperson: Officer) -> Answer:
    """A draft of the spokesperson."""
    return a_draft(in_hand(spokesperson), spokesperson)


@pytest.fixture
def line(spokesperson: Officer) -> Line:
    """A line that the spokesperson wrote and keeps."""
    return a_line(spokesperson)


@pytest.mark.parametrize("name", HERE)
def test_access(
    name: str, inquiry: Inquiry, answer: Answer, line: Line, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name).on(AT.date())
    allowed = {act for act, rule in DESK_ACCESS.items() if rule(officer, _record(act, inquiry, answer, line))}
    assert allowed == {act for act, names in EXPECTED.items() if name in names}


def _record(act: DeskAct, inquiry: Inquiry, answer: Answer, line: Line) -> object:
    if act in OF_ANSWERS:
        return answer
    return line if act in OF_LINES else inquiry


@pytest.mark.parametrize("name", HERE)
def test_list_and_rule_agree(
    name: str, inquiry: Inquiry, answer: Answer, line: Line, agency: Unit, request: pytest.FixtureRequest
) -> None:
    officer = request.getfixturevalue(name).on(AT.date())
    system = request.getfixturevalue("system")
    raw = b"From: a@b.example\nSubject: Chao\n\nXin chao\n"
    mail, _new = take_in_mail(data=raw, source=MailSource.FILE, unit=agency, by=system, at=AT)
    for act, model, row in (
        (DeskAct.READ_INQUIRY, Inquiry, inquiry),
        (DeskAct.READ_ANSWER, Answer, answer),
        (DeskAct.READ_LINE, Line, line),
        (DeskAct.READ_MAIL, IncomingMail, mail),
    ):
        rows = model.objects.visible_to(officer)  # type: ignore[attr-defined]
        assert rows.filter(pk=row.pk).exists() == DESK_ACCESS[act](officer, row), act


def test_whoever_is_asked_reads_an_inquiry_of_another_unit(
    spokesperson: Officer, institute_officer: Officer
) -> None:
    inquiry = an_inquiry(spokesperson)
    assert not DESK_ACCESS[DeskAct.READ_INQUIRY](institute_officer, inquiry)
    offered = offer_inquiry(inquiry=inquiry, version=1, owner=institute_officer, by=spokesperson, at=AT)
    institute_officer.on(AT.date())
    assert DESK_ACCESS[DeskAct.READ_INQUIRY](institute_officer, offered)
    assert offered in Inquiry.objects.visible_to(institute_officer)


def test_a_unit_reads_the_mail_that_it_handed_in_and_no_other(
    system: Officer, institute_officer: Officer, institute: Unit
) -> None:
    raw = b"From: a@b.example\nSubject: Chao\n\nXin chao\n"
    own, _new = take_in_mail(data=raw, source=MailSource.FILE, unit=institute, by=institute_officer, at=AT)
    other, _new = take_in_mail(data=raw + b"!", source=MailSource.BOX, unit=institute, by=system, at=AT)
    rule = DESK_ACCESS[DeskAct.READ_MAIL]
    assert (rule(institute_officer, own), rule(institute_officer, other)) == (True, False)
    assert list(IncomingMail.objects.visible_to(institute_officer)) == [own]
