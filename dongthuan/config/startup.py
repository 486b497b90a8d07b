"""What every command that needs Django and the database does first."""

import atexit
import os

import django

from dongthuan.config.database import start_database
from dongthuan.config.progress import Report


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
