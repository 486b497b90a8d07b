"""`dongthuan law calendar YEAR`: the days off and the weekend days worked of a year; needs no database."""

import argparse
from pathlib import Path

from dongthuan.config.cli import BadInput
from dongthuan.config.commands.law_speech import in_vietnamese
from dongthuan.config.whole_file import written_whole
from dongthuan.law.calendar import WEEKDAYS, DayOverride, WorkingCalendar
from dongthuan.law.ics import calendar_as_ics
from dongthuan.law.model import CannotCompute
from dongthuan.law.vietnam import vietnamese_calendar
from dongthuan.law.wording import sentence


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the command's own arguments."""
    parser.add_argument("year", type=int)
    parser.add_argument("--ics", type=Path, metavar="FILE", help="write it as an iCalendar file")
    parser.add_argument("--confirmed-only", action="store_true", help="leave out days off not seen in force")


def run(args: argparse.Namespace) -> int:
    """Print the days, or write them as a file."""
    calendar = vietnamese_calendar(with_unconfirmed=not args.confirmed_only)
    try:
        days = calendar.special_days(args.year)
    except CannotCompute as problem:
        raise BadInput(sentence(problem, in_vietnamese)) from problem
    if args.ics is None:
        print("\n".join([*map(_line, days), _foot(calendar, args.year)]))
        return 0
    try:
        with written_whole(args.ics) as place:
            place.write_bytes(calendar_as_ics(calendar, [args.year]))
    except OSError as problem:
        raise BadInput(f"không ghi được {args.ics}: {problem.strerror}") from problem
    except ValueError:
        raise BadInput("tên tệp không hợp lệ") from None
    return 0


def _line(special: DayOverride) -> str:
    state = "làm" if special.is_working else "nghỉ"
    return f"{special.day:%d/%m/%Y}  {WEEKDAYS[special.day.weekday()]:<8}  {state:<4}  {special.ground}"


def _foot(calendar: WorkingCalendar, year: int) -> str:
    estimated = " (dự kiến: lịch nghỉ chưa công bố)" if year > calendar.settled_through else ""
    return f"{calendar.working_days_in(year)} ngày làm việc{estimated}; lịch {calendar.version}"
