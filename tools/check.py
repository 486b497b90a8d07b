"""`./run check`: everything that can be said about the code without running it."""

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PYTHON = [sys.executable, "-X", "utf8"]
CHECKS = {
    "style (ruff)": [BIN / "ruff", "check", ".", "run"],
    "form (ruff format)": [BIN / "ruff", "format", "--check", ".", "run"],
    "types (mypy --strict)": [BIN / "mypy"],
    "layers (import-linter)": [BIN / "lint-imports"],
    "templates (djlint)": [BIN / "djlint", "dongthuan", "--lint"],
    "migrations": [*PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "parts and licences (CycloneDX)": [*PYTHON, "-P", "tools/parts.py"],
    "the house and its words": [*PYTHON, "-m", "pytest", "-q", "tests/unit/test_house.py"],
}


def passes(command: list[str | Path]) -> tuple[bool, str]:
    """Run one check; return whether it passed, and what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    return done.returncode == 0, done.stdout.strip()


def main() -> int:
    """Run every check, show what those say that fail; exit 1 if any does."""
    failed = []
    for name, command in CHECKS.items():
        begun = time.monotonic()
        is_good, said = passes(command)
        print(f"{'✓' if is_good else '✗'} {name}: {time.monotonic() - begun:.1f} s", flush=True)
        if not is_good:
            failed.append(name)
            print("\n".join(f"    {line}" for line in said.splitlines()[-60:]), flush=True)
    print("all good" if not failed else f"{len(failed)} of {len(CHECKS)} failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
