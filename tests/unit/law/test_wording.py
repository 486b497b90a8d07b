"""Every code has its sentence, every sentence its Vietnamese, and every fact finds its place."""

import re
from datetime import date, datetime

import pytest

from dongthuan.config.commands.law_speech import in_vietnamese
from dongthuan.law.deadlines import Extension, Pause, due_of
from dongthuan.law.model import CannotCompute, Cap, Facts, Unit
from dongthuan.law.phrases import FAULTS, ICS, NOTES, PROBLEMS, STEPS, WORDS
from dongthuan.law.selection import rule_in_force
from dongthuan.law.vietnam import ZONE, local_day
from dongthuan.law.wording import counted, explanation, fault_sentence, ics_sentence, sentence

ALL = {**STEPS, **NOTES, **PROBLEMS, **WORDS, **FAULTS, **ICS}


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize("code", ALL)
def test_every_sentence_has_its_vietnamese(code):
    assert in_vietnamese(ALL[code]) != ALL[code]


@pytest.mark.parametrize(
    ("name", "start", "said"),
    [
        ("A08", at(2026, 9, 1), ["A08", "01/09/2026", "A17", "phải nhập", "“Quy tắc pháp luật”"]),
        ("A17", at(2026, 10, 1), ["A17", "Chưa biết thời hạn", "“Quy tắc pháp luật”"]),
        ("P05", at(2026, 8, 1), ["Điều 7 khoản 2", "không ấn định"]),
        ("P20", at(2026, 8, 1), ["P20", "Chưa biết thời hạn"]),
        ("A03", at(2026, 9, 1), ["hãy dùng A16"]),
        ("A17", at(2026, 8, 31), ["từ ngày 01/09/2026"]),
        ("A99", at(2026, 8, 31), ["Không có quy tắc “A99”"]),
        ("access.answer", at(2026, 8, 1), ["cần nêu rõ: cách gửi", "loại việc"]),
    ],
)
def test_a_refusal_says_what_to_do(rules, name, start, said):
    with pytest.raises(CannotCompute) as told:
        rule_in_force(rules, name, on=local_day(start))
    text = sentence(told.value, in_vietnamese)
    assert [part for part in said if part not in text] == []
    assert "%(" not in text
    assert "\n" not in text


def test_the_case_is_told_in_words(rules):
    with pytest.raises(CannotCompute) as told:
        rule_in_force(rules, "P21", on=date(2026, 8, 1), facts=Facts(agency_kind="ministry"))
    assert "(bộ, cơ quan ngang bộ)" in sentence(told.value, in_vietnamese)


def test_an_unknown_code_is_still_a_sentence():
    assert sentence(CannotCompute("something-new"), in_vietnamese) == "Không tính được thời hạn."


def test_why_is_it_this_day(calendar, rules):
    rule = rule_in_force(rules, "A08", on=date(2026, 8, 10))
    pause = Pause(at(2026, 8, 12, 9), at(2026, 8, 13, 9), "chờ bổ sung")
    due = due_of(
        rule, at(2026, 8, 10, 9), calendar=calendar, pauses=[pause], extension=Extension(13, Unit.DAYS)
    )
    assert explanation(due, in_vietnamese) == [
        (
            "Áp dụng A08: Luật Tiếp cận thông tin 104/2016/QH13, Điều 30 khoản 4."
            " Mốc tính: Nhận được yêu cầu hợp lệ; 09:00 10/08/2026."
        ),
        "Không tính ngày xảy ra sự kiện, 10/08/2026.",
        "Tính 2 ngày làm việc, đến hết ngày 12/08/2026.",
        (
            "Tạm dừng từ 09:00 12/08/2026 đến 09:00 13/08/2026 (chờ bổ sung): không tính 1 ngày;"
            " còn lại 13 ngày làm việc."
        ),
        (
            "Tính 13 ngày làm việc, đến hết ngày 03/09/2026; bỏ qua 8 ngày nghỉ: 15/08/2026 (Thứ Bảy),"
            " 16/08/2026 (Chủ nhật), 23/08/2026 (Chủ nhật), 29/08/2026 (Thứ Bảy), 30/08/2026 (Chủ nhật),"
            f" 31/08/2026 ({calendar.why_off(date(2026, 8, 31))}), 01/09/2026 (Quốc khánh),"
            " 02/09/2026 (Quốc khánh)."
        ),
        "Gia hạn 13 ngày, kể cả ngày nghỉ, đến hết ngày 16/09/2026.",
    ]


def test_english_knows_one_from_many(calendar, rule):
    told = explanation(due_of(rule(amount=1), at(2026, 3, 2), calendar=calendar), str)
    assert "Counting 1 working day, to the end of 03/03/2026." in told
    assert (
        "Counting 2 working days"
        in explanation(due_of(rule(amount=2), at(2026, 3, 2), calendar=calendar), str)[-1]
    )
    pauses = [Pause(at(2026, 3, 3, 9), at(2026, 3, 4, 9), "wait")]
    told = explanation(due_of(rule(amount=2), at(2026, 3, 2), calendar=calendar, pauses=pauses), str)
    assert any("(wait): 1 day not counted; left: 1 working day." in one for one in told)


@pytest.mark.parametrize("unit", ["hours", "working_days", "days", "months"])
def test_every_unit_is_counted_in_both_languages(unit):
    assert counted(1, unit, str) != counted(2, unit, str).replace("2", "1")
    assert counted(1, unit, in_vietnamese) == counted(2, unit, in_vietnamese).replace("2", "1")


def test_an_extension_too_long_is_said_in_its_unit(calendar, rule):
    with pytest.raises(CannotCompute) as told:
        due_of(
            rule(extension=Cap(1, Unit.WORKING_DAYS)),
            at(2026, 3, 2),
            calendar=calendar,
            extension=Extension(2, Unit.WORKING_DAYS),
        )
    assert "by at most 1 working day; asked for: 2." in sentence(told.value, str)


def test_an_end_at_midnight_is_24_hours_of_its_day(calendar, rules):
    rule = rule_in_force(rules, "P01", on=date(2026, 8, 10))
    due = due_of(rule, at(2026, 8, 10), calendar=calendar)
    told = explanation(due, in_vietnamese)
    assert "00:00 10/08/2026" in told[0]
    assert "đến 24:00 10/08/2026" in told[1]


def test_doubts_are_told(calendar, rules):
    rule = rule_in_force(rules, "A16", on=date(2026, 12, 28))
    told = explanation(due_of(rule, at(2026, 12, 28), calendar=calendar), in_vietnamese)
    assert "dự kiến" in told[-2]
    assert "(V2)" in told[-1]


def test_many_days_off_are_counted_instead_of_named(calendar, rule):
    due = due_of(rule(amount=60), at(2026, 3, 2), calendar=calendar)
    told = explanation(due, in_vietnamese)[-1]
    count = int(re.search(r"bỏ qua (\d+) ngày nghỉ", told)[1])
    assert count == len(due.steps[-1].detail["skipped"])
    assert told.endswith(f"và {count - 12} ngày khác.")


def test_faults_and_problems_of_files():
    assert fault_sentence("empty", in_vietnamese) == "Mục này bắt buộc nhập."
    assert ics_sentence("ics-recurring|Tết", in_vietnamese).startswith("“Tết” lặp lại")
    assert ics_sentence("ics-empty", in_vietnamese) == "Tệp lịch không có ngày nào."
