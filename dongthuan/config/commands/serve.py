"""`dongthuan serve`: everything under one supervisor; what `./run` does once the environment is there."""

import argparse
import os
import subprocess
import sys

from dongthuan.config.cli import BadInput
from dongthuan.config.database import start_database
from dongthuan.config.progress import both, say
from dongthuan.config.supervisor import Supervisor, only_one, program, refuse_taken_port


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the port."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))


def run(args: argparse.Namespace) -> int:
    """Prepare, serve, and end cleanly on Ctrl-C."""
    if not 1 <= args.port <= 65_535:
        raise BadInput(both(f"cổng {args.port} không hợp lệ", f"--port {args.port}: use 1 to 65535"))
    address = f"http://127.0.0.1:{args.port}/"
    with only_one(address):
        refuse_taken_port(args.port)
        database = start_database(lambda note: say(f"      {note}"))
        try:
            prepared = subprocess.run([*program("prepare")], check=False)
            if prepared.returncode:
                return prepared.returncode
            children = {"web": program("web", "--port", str(args.port)), "worker": program("worker")}
            Supervisor(children, address).run()
        except KeyboardInterrupt:
            return 130
        finally:
            database.stop()
    sys.stdout.flush()
    return 0
