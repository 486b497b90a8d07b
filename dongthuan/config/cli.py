"""The `dongthuan` command: finds the command's module, runs it, turns bad input into one line and exit 2."""

import argparse
import errno
import os
import sys
from dataclasses import dataclass
from importlib import import_module
from typing import Never, Protocol, cast


class BadInput(Exception):
    """Something the user gave cannot be used; its text is one line that says what to do."""


class OneLineParser(argparse.ArgumentParser):
    """A parser whose complaint about an argument is one line like any other, without the usage."""

    def error(self, message: str) -> Never:
        """Raise BadInput."""
        raise BadInput(f"{message}; try: {self.prog} --help")


class CommandModule(Protocol):
    """What a module under `dongthuan.config.commands` offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


@dataclass(frozen=True, slots=True)
class Entry:
    """One command: where its module lies, what it does, whether it needs Django and the database."""

    module: str
    summary: str
    needs_database: bool = False


COMMANDS: dict[str, Entry] = {
    "serve": Entry("serve", "everything: database, web and worker (what ./run does)"),
    "prepare": Entry("prepare", "set everything up without serving"),
    "web": Entry("web", "the pages alone", needs_database=True),
    "worker": Entry("worker", "the background worker alone", needs_database=True),
    "migrate": Entry("migrate", "bring the tables up to date", needs_database=True),
    "demo": Entry("demo", "the demonstration agency in an empty database", needs_database=True),
    "createadmin": Entry("createadmin", "add the first administrator", needs_database=True),
    "check": Entry("check", "health: one line a check"),
    "backup": Entry("backup", "the whole installation in one file, while it runs"),
    "restore": Entry("restore", "a backup into an empty installation"),
    "plan read": Entry("plan_read", "read a directive or plan into duties"),
    "plan import": Entry("plan_import", "a directive or plan into the database", needs_database=True),
    "listen add": Entry("listen_add", "add a feed or page as a source", needs_database=True),
    "listen import": Entry("listen_import", "bring in OPML, feed files, JSON lines", needs_database=True),
    "listen collect": Entry("listen_collect", "visit the sources that are due", needs_database=True),
    "analyse": Entry("analyse", "polarity, relevance, hostility and citations for each line"),
    "group": Entry("group", "find copies and stories in a stream"),
    "evaluate": Entry("evaluate", "the quality figures of the shipped models on the labelled set"),
    "detect": Entry("detect", "score each row of a series for the unusual, online"),
    "brief": Entry("brief", "the press brief of a day as .docx, .pdf or .html", needs_database=True),
    "law due": Entry("law_due", "when a legal limit ends, and why"),
    "law rules": Entry("law_rules", "the rules of law, all or in force on a day"),
    "law calendar": Entry("law_calendar", "the days off and the swapped days of a year"),
    "forecast": Entry("forecast", "forecast series with intervals"),
}
DEFERRED = "dongthuan.config.commands."
# Work is shared among processes; threads of a matrix library that wait for each other only cost time.
ONE_THREAD_EACH = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
STARTUP = "dongthuan.config.startup"
OUTPUT_FAULTS = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands; each command's own arguments are added when it is chosen."""
    parser = argparse.ArgumentParser(prog="dongthuan", description="Đồng Thuận")
    parser.add_argument("words", nargs="*", help="the command")
    return parser


def usage() -> str:
    """Return the list of commands, one a line."""
    width = max(map(len, COMMANDS))
    return "\n".join(
        ["usage: dongthuan COMMAND …", "", *(f"  {n:<{width}}  {e.summary}" for n, e in COMMANDS.items())]
    )


def find_command(argv: list[str]) -> tuple[str, list[str]]:
    """Return the command's name and the arguments that remain; raises BadInput if there is none."""
    for length in (2, 1):
        name = " ".join(argv[:length])
        if name in COMMANDS:
            return name, argv[length:]
    raise BadInput(usage() if not argv else f"no such command: {' '.join(argv[:2])}; try: dongthuan --help")


def run_command(argv: list[str]) -> int:
    """Run one command and return its exit status."""
    name, rest = find_command(argv)
    entry = COMMANDS[name]
    if entry.needs_database:
        import_module(STARTUP).prepare_django()
    module = cast(CommandModule, import_module(DEFERRED + entry.module))
    parser = OneLineParser(prog=f"dongthuan {name}", description=entry.summary)
    module.add_arguments(parser)
    args = parser.parse_args(rest)
    if entry.needs_database:
        return int(import_module(STARTUP).with_database(lambda: module.run(args)))
    return module.run(args)


def main() -> int:
    """Entry point of `.venv/bin/dongthuan`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dongthuan.config.settings")
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            stream.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # both are text files
    try:
        return _run_and_flush(sys.argv[1:])
    except BadInput as problem:
        print(f"dongthuan: {problem}", file=sys.stderr)
        return 2
    except OSError as problem:
        if problem.errno not in OUTPUT_FAULTS:
            raise
        # what is still to be printed goes nowhere, so that Python's last flush does not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if problem.errno == errno.EPIPE:
            return 0
        print(f"dongthuan: {problem.strerror}", file=sys.stderr)
        return 2


def _run_and_flush(argv: list[str]) -> int:
    if argv in ([], ["--help"], ["-h"], ["help"]):
        print(usage())
        status = 0
    else:
        status = run_command(argv)
    if sys.stdout is not None:
        sys.stdout.flush()
    return status
