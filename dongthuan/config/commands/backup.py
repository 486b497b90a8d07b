"""`dongthuan backup`: the whole installation in one file, while it runs."""

import argparse
import os
from pathlib import Path

import psycopg
from django.utils.timezone import localtime

from dongthuan.apps.common.clock import now
from dongthuan.config.backups import forget_old, make_backup, verify_backup
from dongthuan.config.cli import BadInput
from dongthuan.config.database import start_database
from dongthuan.config.paths import data_folder
from dongthuan.config.progress import both, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take where to, how many to keep, and whether to try it."""
    folder = os.environ.get("DONGTHUAN_BACKUP_FOLDER", "")
    parser.add_argument("--to", default=folder, help="folder (default DONGTHUAN_BACKUP_FOLDER)")
    parser.add_argument("--keep", type=int, default=0, help="delete all but so many of the newest; 0 = none")
    parser.add_argument(
        "--verify", action="store_true", help="restore it into a database of its own and count"
    )


def run(args: argparse.Namespace) -> int:
    """Make a backup; DONGTHUAN_BACKUP_PASSPHRASE seals it."""
    if not args.to:
        raise BadInput(both("Hãy nêu thư mục: --to", "name the folder: --to, or DONGTHUAN_BACKUP_FOLDER"))
    if args.keep < 0:
        raise BadInput("--keep: 0 or more")
    running = start_database(say)
    passphrase, folder = os.environ.get("DONGTHUAN_BACKUP_PASSPHRASE", ""), Path(args.to).expanduser()
    try:
        path = make_backup(
            database=running.url,
            data=data_folder(),
            folder=folder,
            at=localtime(now()),
            passphrase=passphrase,
        )
        say(f"{path} ({path.stat().st_size / 1e6:.1f} MB)")
        if args.verify:
            told = verify_backup(path, database=running.url, passphrase=passphrase)
            rows, tables = sum(told.tables.values()), len(told.tables)
            say(both(f"đã khôi phục thử: {tables} bảng, {rows} dòng", f"restored as a trial: {rows} rows"))
        for old in forget_old(folder, keep=args.keep) if args.keep else ():
            say(both(f"đã xóa bản cũ {old.name}", f"deleted {old.name}"))
    except psycopg.Error as problem:
        raise BadInput(f"PostgreSQL: {(str(problem).strip().splitlines() or ['?'])[0]}") from problem
    finally:
        if running.was_started:
            running.stop_if_idle()
    return 0
