"""`./run bench`: lists the benchmarks; `./run bench NAME …` runs one of them with its own arguments."""

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def benchmarks() -> dict[str, Path]:
    """Return the programs under benchmarks/ that can be run, by name."""
    places = sorted((ROOT / "benchmarks").rglob("*.py"))
    return {path.stem: path for path in places if "__main__" in path.read_text(encoding="utf-8")}


def summary(path: Path) -> str:
    """Return the first line of a program's docstring."""
    told = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return told.partition("\n")[0]


def main(arguments: list[str]) -> int:
    """List the benchmarks, or run the one that is named."""
    known = benchmarks()
    if not arguments:
        for name, path in known.items():
            print(f"{name:24} {summary(path)}")
        return 0
    name, *rest = arguments
    if name not in known:
        print(f"no such benchmark: {name}; ./run bench lists them", file=sys.stderr)
        return 2
    module = ".".join(known[name].relative_to(ROOT).with_suffix("").parts)
    return subprocess.run(
        [sys.executable, "-X", "utf8", "-m", module, *rest], cwd=ROOT, check=False
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
