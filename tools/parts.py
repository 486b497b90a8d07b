"""What the product is made of: a list of its parts (SBOM), their licences, and their known weaknesses.

python -P tools/parts.py            writes build/sbom.json (CycloneDX); fails at a licence nobody allowed
python -P tools/parts.py --audit    asks the package index for known weaknesses; fails where there are any
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
LOCK = ROOT / "requirements" / "base.txt"
BILL = ROOT / "build" / "sbom.json"
ASK_SECONDS = 90
# What we may ship beside Apache-2.0; the LGPL of psycopg asks that it can be exchanged, which it can.
ALLOWED = re.compile(
    r"\b(MIT|MIT-0|MIT-CMU|BSD|0BSD|ISC|Apache|PSF|Python|MPL|LGPL|Zlib|HPND|Unlicense|CC0|PostgreSQL)\b",
    re.IGNORECASE,
)


def locked() -> Iterator[str]:
    """Yield the name of each package that the product runs with."""
    for line in LOCK.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"([A-Za-z0-9._-]+)(\[[^]]*\])?==", line):
            yield match[1]


def licence_of(name: str) -> str:
    """Return what a package says of its licence, "" where it says nothing."""
    told = distribution(name).metadata
    classes = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier", []) if "License ::" in one]
    return (
        " / ".join([told.get("License-Expression") or "", *classes]).strip(" /")
        or ((told.get("License") or "").partition("\n")[0])
    )


def not_allowed() -> Iterator[str]:
    """Yield each package whose licence is unknown or not on the list; one for another system is no part."""
    for name in locked():
        try:
            licence = licence_of(name)
        except PackageNotFoundError:
            continue
        if not ALLOWED.search(licence):
            yield f"{name}: {licence or 'says no licence'}"


def write_bill() -> None:
    """Write the list of parts."""
    BILL.parent.mkdir(exist_ok=True)
    options = ["--output-reproducible", "--no-validate", "-o", str(BILL)]
    command = [str(BIN / "cyclonedx-py"), "requirements", str(LOCK), *options]
    subprocess.run(command, check=True, capture_output=True)


def weaknesses() -> list[str] | None:
    """Return the known weaknesses, a line each; None where the index does not say."""
    command = [str(BIN / "pip-audit"), "--no-deps", "--disable-pip", "-f", "json", "-r", str(LOCK)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=ASK_SECONDS, check=False)
        parts = json.loads(done.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError):
        return None
    if not any("vulns" in part for part in parts):
        return None
    return [
        f"{part['name']} {part['version']}: {one['id']}, mended in {', '.join(one['fix_versions']) or '–'}"
        for part in parts
        for one in part.get("vulns", [])
    ]


def main(arguments: list[str]) -> int:
    """Do what the arguments ask; 0 = well."""
    if arguments == ["--audit"]:
        found = weaknesses()
        if found is None:
            print("the package index does not say which weaknesses are known: nothing was checked")
            return 0
        print("\n".join(found) or "no known weakness")
        return 1 if found else 0
    write_bill()
    wrong = list(not_allowed())
    print("\n".join(wrong) or f"{len(list(locked()))} parts, {BILL.relative_to(ROOT)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
