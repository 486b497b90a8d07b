"""What every command that needs Django and the database does first."""

import atexit
import os
from collections.abc import Callable

import django
from django.db import OperationalError, ProgrammingError

from dongthuan.config.cli import BadInput
from dongthuan.config.database import start_database
from dongthuan.config.progress import Report, both


def silent(note: str) -> None:
    """Take a note of progress and show it to nobody."""


def setup_django() -> None:
    """Load the settings and the apps; touches no database."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    django.setup()


def prepare_django(report: Report = silent) -> None:
    """Make sure the database answers, then load Django.

    A server that had to be started is stopped again at exit, unless somebody else uses it by then.
    """
    running = start_database(report)
    if running.was_started:
        atexit.register(running.stop_if_idle)
    setup_django()


def with_database(work: Callable[[], int]) -> int:
    """Do `work`; what the database refuses as a whole (not there, tables missing) becomes one line."""
    try:
        return work()
    except (OperationalError, ProgrammingError) as problem:
        said = (str(problem).strip().splitlines() or ["?"])[0]
        raise BadInput(
            both(
                f"cơ sở dữ liệu không dùng được ({said}); hãy chạy: dongthuan migrate",
                f"the database cannot be used ({said}); run: dongthuan migrate",
            )
        ) from problem
