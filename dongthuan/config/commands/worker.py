"""`dongthuan worker`: takes jobs from the database, on any host; ends after the running ones."""

import argparse
import asyncio
import logging

from procrastinate.contrib.django import app

GRACE_SECONDS = 15.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the number of jobs at once."""
    parser.add_argument("--concurrency", type=int, default=2, help="jobs at once (default 2)")


async def work(concurrency: int) -> None:
    """Work until SIGTERM or Ctrl-C; running jobs get some seconds to end."""
    async with app.open_async():
        await app.run_worker_async(
            concurrency=concurrency, shutdown_graceful_timeout=GRACE_SECONDS, install_signal_handlers=True
        )


def run(args: argparse.Namespace) -> int:
    """Run the worker in the foreground."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]  # Django's connector has it
        asyncio.run(work(args.concurrency))
    return 0
