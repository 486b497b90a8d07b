"""`dongthuan restore`: a backup into an empty installation."""

import argparse
import os
from pathlib import Path

import psycopg

from dongthuan.config.backups import restore_backup
from dongthuan.config.cli import BadInput
from dongthuan.config.database import start_database
from dongthuan.config.paths import data_folder
from dongthuan.config.progress import both, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file."""
    parser.add_argument("file", help="what `dongthuan backup` wrote")


def run(args: argparse.Namespace) -> int:
    """Restore; an installation that holds an agency is never written over."""
    running = start_database(say)
    try:
        told = restore_backup(
            Path(args.file).expanduser(),
            database=running.url,
            data=data_folder(),
            passphrase=os.environ.get("DONGTHUAN_BACKUP_PASSPHRASE", ""),
        )
    except psycopg.Error as problem:
        raise BadInput(f"PostgreSQL: {(str(problem).strip().splitlines() or ['?'])[0]}") from problem
    finally:
        if running.was_started:
            running.stop_if_idle()
    rows = sum(told.tables.values())
    say(
        both(
            f"Đã khôi phục bản lưu {told.made_at}: {rows} dòng. Chạy tiếp: dongthuan migrate, rồi ./run",
            f"restored the backup of {told.made_at}: {rows} rows. Go on: dongthuan migrate, then ./run",
        )
    )
    return 0
