"""`dongthuan serve`: everything under one supervisor; what `./run` does once the environment is there."""

import argparse
import os
import subprocess
import sys

from dongthuan.config.cli import BadInput
from dongthuan.config.database import start_database
from dongthuan.config.paths import SIGN_INS, data_folder
from dongthuan.config.progress import both, say
from dongthuan.config.supervisor import Supervisor, only_one, program, refuse_taken_port


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the port."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))


def let_feeds_in(port: int) -> str:
    """Let the worker fetch the invented feeds from our own pages; returns the sign-ins of the demonstration.

    A real agency has no demonstration: then nothing is let in and there is nothing to say.
    """
    place = data_folder() / SIGN_INS
    if not place.exists():
        return ""
    allowed = [os.environ.get("DONGTHUAN_OUTGOING_ALLOWED", ""), f"127.0.0.1:{port}"]
    os.environ["DONGTHUAN_OUTGOING_ALLOWED"] = ",".join(filter(None, allowed))
    return place.read_text(encoding="utf-8")


def run(args: argparse.Namespace) -> int:
    """Prepare, serve, and end cleanly on Ctrl-C."""
    if not 1 <= args.port <= 65_535:
        raise BadInput(both(f"cổng {args.port} không hợp lệ", f"--port {args.port}: use 1 to 65535"))
    address = f"http://127.0.0.1:{args.port}"
    with only_one(address):
        refuse_taken_port(args.port)
        os.environ.setdefault("DONGTHUAN_ADDRESS", address)
        database = start_database(lambda note: say(f"      {note}"))
        try:
            prepared = subprocess.run([*program("prepare")], check=False)
            if prepared.returncode:
                return prepared.returncode
            children = {"web": program("web", "--port", str(args.port)), "worker": program("worker")}
            Supervisor(children, address, let_feeds_in(args.port)).run()
        except KeyboardInterrupt:
            return 130
        finally:
            database.stop()
    sys.stdout.flush()
    return 0
