"""`dongthuan web`: the pages, by gunicorn with threads, on this machine only unless told otherwise."""

import argparse
from importlib import import_module
from typing import Any

from django.conf import settings
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]  # gunicorn has no types

from dongthuan.apps.common import clock
from dongthuan.law.packs import shipped_law
from dongthuan.law.vietnam import vietnamese_calendar


def load_pages(worker: Any) -> None:
    """Load the pages' code in each worker: no visitor waits, and onnxruntime does not survive a fork."""
    import_module(settings.ROOT_URLCONF)
    load_law(clock.local_day(clock.now()).year)


def load_law(year: int) -> None:
    """Read the shipped rules and the days off from last year to the year after next: most of a second."""
    shipped_law()
    calendar = vietnamese_calendar()
    for near in range(year - 1, year + 3):
        calendar.working_days_in(near)


OPTIONS = {
    "post_worker_init": load_pages,
    "worker_class": "gthread",
    "workers": 1,
    "threads": 8,
    "preload_app": True,  # the two workers share what is loaded before they part
    "timeout": 60,
    "graceful_timeout": 10,
    "max_requests": 5000,
    "max_requests_jitter": 500,
    "loglevel": "warning",
}


class Pages(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn, told what to serve without a file of settings."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Load Django before the workers part, so that they share it."""
        return import_module("dongthuan.config.wsgi").application


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the address to listen on."""
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1", help="behind a proxy on another host: 0.0.0.0")


def run(args: argparse.Namespace) -> int:
    """Serve until told to stop."""
    Pages(OPTIONS | {"bind": f"{args.host}:{args.port}"}).run()
    return 0
